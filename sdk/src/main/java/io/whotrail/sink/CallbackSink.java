// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Hands every batch to the host's own code, on the thread that writes it. One thread at a time.
 *
 * <p>A {@link SinkException} that the code throws is passed on as it is; any other {@link IOException} is one that a retry
 * may help ({@link SinkException.Remedy#RETRY}); what is no I/O failure is the code's own error and passed on untouched.
 * An empty batch is not handed on.
 */
public final class CallbackSink implements AttributionSink {
    /** Takes batches. */
    @FunctionalInterface
    public interface Callback {
        /**
         * Takes a batch. When this returns, the batch is delivered.
         *
         * @param batch the entries, never empty; not modifiable, and it does not change afterwards
         * @throws IOException if the batch is not taken
         */
        void take(List<SinkEntry> batch) throws IOException;
    }

    private final Callback callback;
    private boolean closed;

    /**
     * Makes a sink.
     *
     * @param callback what takes the batches
     */
    public CallbackSink(Callback callback) {
        this.callback = Objects.requireNonNull(callback, "callback");
    }

    @Override
    public void write(List<SinkEntry> batch) throws SinkException {
        requireOpen();
        if (batch.isEmpty()) {
            return;
        }
        try {
            callback.take(List.copyOf(batch));
        } catch (SinkException told) {
            throw told;
        } catch (IOException failure) {
            throw new SinkException(SinkException.Remedy.RETRY, "the callback failed", failure);
        }
    }

    @Override
    public void flush() throws SinkException {
        requireOpen();
    }

    private void requireOpen() throws SinkException {
        if (closed) {
            throw SinkException.closed("the sink");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
