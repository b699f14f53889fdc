// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** How answers are written. */
interface LineStyle {
    /** Begins lines; several may be begun that end up one after the other in one output. */
    AttributionSink open(OutputStream out);

    /** Writes what stands above all lines. */
    default void begin(OutputStream out) throws IOException {}

    /** A single line. */
    default byte[] line(Attribution attribution) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (AttributionSink sink = open(bytes)) {
            sink.write(SinkEntry.of(attribution));
        }
        return bytes.toByteArray();
    }
}
