// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

/**
 * What became of the answers and notices that an {@link Investigation} was given:
 * {@code added == kept + replaced + outdated + forgotten} and {@code notices == noticesKept + noticesForgotten}.
 *
 * @param added how many answers were given to it
 * @param kept how many of them are kept
 * @param replaced how many took the place of others, for the same event
 * @param outdated how many came after a later one for the same event, and were passed over
 * @param forgotten how many were let go of to make room
 * @param notices how many notices were given to it, each of which brought up to date what was kept
 * @param noticesKept how many of them are kept for answers that come after them
 * @param noticesForgotten how many were let go of to make room: an answer of their session that comes after them, and that is
 *     older than they are, stays as it is
 */
public record InvestigationStats(
        long added,
        long kept,
        long replaced,
        long outdated,
        long forgotten,
        long notices,
        long noticesKept,
        long noticesForgotten) {
    /**
     * Whether the counters add up.
     *
     * @return whether nothing was lost or counted twice
     */
    public boolean balances() {
        return added == kept + replaced + outdated + forgotten && notices == noticesKept + noticesForgotten;
    }
}
