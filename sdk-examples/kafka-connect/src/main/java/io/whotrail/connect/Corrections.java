// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.SessionRevision;
import io.whotrail.sink.SinkEntry;
import java.io.Closeable;

/** Where answers go that replace an earlier one. For one thread. */
interface Corrections extends AttributionListener, Closeable {
    /** Keeps a correction until {@link #deliver}. */
    void add(SinkEntry entry);

    /**
     * Hands on what was kept; it lies safe when this returns.
     *
     * @throws org.apache.kafka.connect.errors.RetriableException if it may be called again; nothing is lost by it
     * @throws org.apache.kafka.connect.errors.ConnectException if some are never going to be taken; these are given up
     */
    void deliver();

    /** Hands on what is left and lets go. */
    @Override
    void close();

    @Override
    default void onAttribution(Attribution attribution) {
        add(SinkEntry.of(attribution));
    }

    @Override
    default void onSessionRevision(SessionRevision revision) {
        add(SinkEntry.of(revision));
    }

    /** Corrections for nobody. */
    Corrections UNTOLD = new Corrections() {
        @Override
        public void add(SinkEntry entry) {}

        @Override
        public void deliver() {}

        @Override
        public void close() {}
    };
}
