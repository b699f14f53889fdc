// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.sink.AttributionSink;
import java.io.IOException;
import java.io.OutputStream;

/** A table under one head, as wide as the output is. */
final class TableStyle implements LineStyle {
    private final TableLayout layout = TableLayout.of(TableSink.columns());

    @Override
    public AttributionSink open(OutputStream out) {
        return new TableSink(out, layout);
    }

    @Override
    public void begin(OutputStream out) throws IOException {
        TableSink.writeHeader(out, layout);
    }
}
