// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

/** What passes a box or a line of the graph. Not thread safe. */
final class Passage {
    private long events;
    private long sessions;
    private long unused;
    private long signalled;

    /**
     * Adds a session.
     *
     * @param strand the session
     * @param part how many of its events
     */
    void add(Strand strand, long part) {
        events += part;
        sessions += strand.session() == null ? 0 : 1;
        unused += strand.isUnused() ? 1 : 0;
        signalled += strand.signalled();
    }

    long events() {
        return events;
    }

    long sessions() {
        return sessions;
    }

    /** How many of the sessions were opened and never used. */
    long unused() {
        return unused;
    }

    /** How many events of the sessions bear a signal. */
    long signalled() {
        return signalled;
    }
}
