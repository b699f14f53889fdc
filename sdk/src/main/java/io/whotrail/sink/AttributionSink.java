// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.Attribution;
import io.whotrail.SessionRevision;
import java.io.IOException;

/**
 * Where attributions go, one after another. To be used by one thread at a time unless an implementation says more.
 */
public interface AttributionSink extends AutoCloseable {
    /**
     * Takes an answer for an event.
     *
     * @param attribution the answer
     * @throws IOException if it cannot be taken
     */
    void accept(Attribution attribution) throws IOException;

    /**
     * Takes a notice that concerns every earlier answer of a credential.
     *
     * @param revision the notice
     * @throws IOException if it cannot be taken
     */
    void accept(SessionRevision revision) throws IOException;

    /**
     * Hands on what was taken so far.
     *
     * @throws IOException if that fails
     */
    void flush() throws IOException;

    /**
     * Flushes, and releases what the sink holds. Closing twice does no harm.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;
}
