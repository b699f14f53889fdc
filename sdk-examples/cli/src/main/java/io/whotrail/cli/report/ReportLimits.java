// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

/**
 * How much a report tells apart. What goes beyond is added up and counted.
 *
 * @param heldSessions how many sessions are told apart while the logs are read
 * @param heldDeeds how many of their actions
 * @param heldSignals how many different details of signals
 * @param origins how many origins the graph shows
 * @param roles how many roles the graph shows
 * @param accounts how many accounts the graph shows
 * @param sessions how many sessions the page knows in full
 * @param bars how many of them the time line shows
 * @param rows how many rows the table has
 * @param signals how many details of one type of signal are told
 * @param examples how many events are told as examples or proofs of one thing
 */
record ReportLimits(
        int heldSessions,
        int heldDeeds,
        int heldSignals,
        int origins,
        int roles,
        int accounts,
        int sessions,
        int bars,
        int rows,
        int signals,
        int examples) {
    /** How many sessions are told apart unless said otherwise. */
    static final int HELD_SESSIONS = 50_000;

    static ReportLimits holding(int sessions) {
        return new ReportLimits(sessions, 4 * sessions, 5_000, 16, 18, 10, 6_000, 150, 20_000, 40, 8);
    }
}
