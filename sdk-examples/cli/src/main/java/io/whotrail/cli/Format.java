// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.NdjsonSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** How answers are written. */
enum Format {
    /** One JSON object a line, for programs. */
    NDJSON {
        @Override
        AttributionSink open(OutputStream out) throws IOException {
            return new NdjsonSink(out);
        }
    },
    /** Aligned columns, for people. */
    TABLE {
        @Override
        AttributionSink open(OutputStream out) {
            return new TableSink(out, TableLayout.of(TableSink.columns()));
        }

        @Override
        void begin(OutputStream out) throws IOException {
            TableSink.writeHeader(out, TableLayout.of(TableSink.columns()));
        }
    };

    /** Begins lines; several may be begun that end up one after the other in one output. */
    abstract AttributionSink open(OutputStream out) throws IOException;

    /** Writes what stands above all lines. */
    void begin(OutputStream out) throws IOException {}

    /** A single line. */
    byte[] line(Attribution attribution) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (AttributionSink sink = open(bytes)) {
            sink.accept(attribution);
        }
        return bytes.toByteArray();
    }
}
