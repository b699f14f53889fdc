// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import java.util.List;

/** Has something run before each batch, and takes nothing back, whatever the sink behind it can do. */
record SinkThatRuns(AttributionSink sink, Runnable what) implements AttributionSink {
    @Override
    public void write(List<SinkEntry> batch) throws SinkException {
        what.run();
        sink.write(batch);
    }

    @Override
    public void flush() throws SinkException {
        sink.flush();
    }

    @Override
    public void close() throws SinkException {
        sink.close();
    }
}
