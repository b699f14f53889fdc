// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.util.List;

/**
 * Where attributions go, batch after batch. To be used by one thread at a time unless an implementation says more.
 *
 * <p>A batch is taken as a whole or refused with a {@link SinkException}, which says whether the same batch can be given
 * again. Delivery is at least once: whoever gives a batch again after {@link SinkException.Remedy#RETRY} may see entries of
 * it twice where the sink says so; {@link SinkEntry#documentId} tells them.
 *
 * <p>Who writes a sink of their own can prove it with {@code AttributionSinkContract} of the test jar.
 */
public interface AttributionSink extends AutoCloseable {
    /**
     * Takes a batch, in its order. When this returns, the sink answers for the entries; where they lie safe is said by
     * {@link #flush}.
     *
     * @param batch the entries; the sink keeps no reference to the list. An empty one changes nothing
     * @throws SinkException if the batch is not taken, or not known to be
     */
    void write(List<SinkEntry> batch) throws SinkException;

    /**
     * Takes a single entry.
     *
     * @param entry the entry
     * @throws SinkException if the entry is not taken, or not known to be
     */
    default void write(SinkEntry entry) throws SinkException {
        write(List.of(entry));
    }

    /**
     * Hands on what was taken so far, as safely as this sink can: when this returns, a source may be told that these entries
     * are delivered.
     *
     * @throws SinkException if that fails
     */
    void flush() throws SinkException;

    /**
     * Flushes, and releases what the sink holds, also where flushing fails. Closing twice does no harm; whatever else is
     * asked of a closed sink is refused with {@link SinkException.Remedy#STOP}.
     *
     * @throws SinkException if what was taken cannot be handed on
     */
    @Override
    void close() throws SinkException;
}
