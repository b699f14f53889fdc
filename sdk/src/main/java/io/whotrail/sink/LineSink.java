// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;

/** Lines into a stream. A stream can't take back half a batch: when it fails, this sink is done. For one thread. */
final class LineSink implements AttributionSink {
    private final OutputStream out;
    private final LineBuffer lines;
    private boolean broken;
    private boolean closed;

    LineSink(OutputStream out, LineFormat format) {
        this.out = Objects.requireNonNull(out, "out");
        this.lines = new LineBuffer(format);
    }

    @Override
    public void write(List<SinkEntry> batch) throws SinkException {
        requireUsable();
        lines.set(batch);
        try {
            lines.writeTo(out);
        } catch (IOException failure) {
            throw stop(failure);
        }
    }

    @Override
    public void flush() throws SinkException {
        requireUsable();
        try {
            out.flush();
        } catch (IOException failure) {
            throw stop(failure);
        }
    }

    private void requireUsable() throws SinkException {
        if (closed) {
            throw SinkException.closed("the stream");
        }
        if (broken) {
            throw new SinkException(SinkException.Remedy.STOP, "the stream failed before");
        }
    }

    private SinkException stop(IOException failure) {
        broken = true;
        return new SinkException(SinkException.Remedy.STOP, "the stream failed", failure);
    }

    @Override
    public void close() throws SinkException {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            out.flush();
        } catch (IOException failure) {
            throw stop(failure);
        }
    }
}
