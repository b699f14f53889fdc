// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/**
 * How many bytes of heap all may take that an attributor keeps, and what part of them each kind of thing may.
 *
 * @param bytes all together; {@link Long#MAX_VALUE} for no bound by bytes
 */
record MemoryBudget(long bytes) {
    /* What the other kinds do not use is for sessions: waiting events, remembered ids and what is remembered of sessions
     * that are gone take what they need, up to a part each, and sessions give way to them. */

    static final MemoryBudget UNBOUNDED = new MemoryBudget(Long.MAX_VALUE);

    private static final long REMEMBERED_EVENT_BYTES = 75;
    private static final long NAME_BYTES = 200;
    static final long SIGHTINGS_BYTES = 500;
    private static final long ABSENT_BYTES = 4L << 20;

    boolean isBounded() {
        return bytes != Long.MAX_VALUE;
    }

    /** How many sessions may be kept where nobody says it: as many as fit, or the default where there is no bound by bytes. */
    long sessions(long defaultMaximum) {
        return isBounded() ? Long.MAX_VALUE : defaultMaximum;
    }

    /** What events that wait for a better answer may take. */
    long waitingBytes() {
        return isBounded() ? bytes / 4 : Long.MAX_VALUE;
    }

    /** How many event ids may be remembered. */
    int rememberedEvents(int atMost) {
        return within(bytes / 8 / REMEMBERED_EVENT_BYTES, atMost);
    }

    /** How many names may be known. */
    int names(int atMost) {
        return within(bytes / 32 / NAME_BYTES, atMost);
    }

    /** Of how many keys it may be remembered by whom and from where they were used. */
    long sightings(long atMost) {
        return isBounded() ? Math.min(atMost, Math.max(1, bytes / 16 / SIGHTINGS_BYTES)) : atMost;
    }

    /** How many answers may be kept that can be drawn again. */
    long drawnAnswers() {
        return bytes / 32 / DrawnAnswers.BYTES;
    }

    /** How many identities may be known again. */
    long actors() {
        return bytes / 64 / Actor.BYTES;
    }

    /** What the sessions that are gone may be remembered in. */
    long forgottenBytes() {
        return isBounded() ? bytes / 8 : Long.MAX_VALUE;
    }

    /** What the origins may take that are known in their accounts and hold no session now. */
    long absentBytes() {
        return isBounded() ? bytes / 32 : ABSENT_BYTES;
    }

    private int within(long number, int atMost) {
        return isBounded() ? (int) Math.max(1, Math.min(number, atMost)) : atMost;
    }
}
