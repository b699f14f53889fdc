// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

/**
 * What became of the answers that an {@link Investigation} was given:
 * {@code added == kept + replaced + outdated + forgotten}.
 *
 * @param added how many answers were given to it
 * @param kept how many of them are kept
 * @param replaced how many took the place of others, for the same event
 * @param outdated how many came after a later one for the same event, and were passed over
 * @param forgotten how many were let go of to make room
 */
public record InvestigationStats(long added, long kept, long replaced, long outdated, long forgotten) {
    /**
     * Whether the counters add up.
     *
     * @return whether nothing was lost or counted twice
     */
    public boolean isBalanced() {
        return added == kept + replaced + outdated + forgotten;
    }
}
