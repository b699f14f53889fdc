// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The answers of the sessions that were used of late, so that they are drawn once. Bounded; thread safe. */
final class DrawnAnswers {
    /* Each session has one slot, which it shares with others: the latest one stays. A million sessions do not each keep what
     * can be drawn again, and no list has to be kept in order. An answer is dated by its group's version, so nobody has to
     * take one out for its being wrong. */

    /** An answer, its explanation, the chain's last link, and the slot. */
    static final long BYTES = 32 + 32 + 32 + 4;

    private static final int FIRST_SLOTS = 64;
    private static final int MOST_SLOTS = 1 << 15;

    private final int most;
    private volatile AtomicReferenceArray<@Nullable DrawnAnswer> slots = new AtomicReferenceArray<>(FIRST_SLOTS);

    /**
     * Keeps nothing yet.
     *
     * @param maximum how many answers may be kept
     */
    DrawnAnswers(long maximum) {
        this.most = Integer.highestOneBit((int) Math.max(FIRST_SLOTS, Math.min(MOST_SLOTS, maximum)));
    }

    /** The answer that was kept last in a session's place, or {@code null}. */
    @Nullable
    DrawnAnswer find(IssuedSession session) {
        AtomicReferenceArray<@Nullable DrawnAnswer> table = slots;
        return table.getAcquire(session.spread() & table.length() - 1);
    }

    void keep(DrawnAnswer answer) {
        AtomicReferenceArray<@Nullable DrawnAnswer> table = slots;
        table.setRelease(answer.session().spread() & table.length() - 1, answer);
    }

    /** A session is gone: nothing shall hold it. */
    void forget(IssuedSession session) {
        DrawnAnswer answer = find(session);
        if (answer != null && answer.session().equals(session)) {
            slots.setRelease(session.spread() & slots.length() - 1, null);
        }
    }

    /** Makes room for as many sessions as there are, within the bound. Under the engine's lock. */
    void makeRoom(int sessions) {
        int length = slots.length();
        if (sessions > length && length < most) {
            slots = new AtomicReferenceArray<>(length * 2);
        }
    }

    /** What all answers take where no place is free. */
    long bytes() {
        return slots.length() * BYTES;
    }
}
