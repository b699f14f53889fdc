// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attributor;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * How much of everything fits into the memory that the program may use for its own.
 *
 * @param bytes the budget
 * @param maximumSessions how many sessions are kept
 * @param maximumRememberedEvents how many event ids are remembered, in a stream
 * @param maximumWaiting how many events may wait for a better answer, in a stream
 * @param maximumStandIns how many contradicted ids can be answered by another event than their first, in a batch
 */
record MemoryPlan(
        long bytes, long maximumSessions, int maximumRememberedEvents, int maximumWaiting, long maximumStandIns) {
    /** What buffers, parsers and the code itself take, whatever the input. */
    static final long FIXED_BYTES = 24L << 20;

    /**
     * What a session takes: 1.3 kB measured with names of usual length, more where it was assumed from another session,
     * and what is remembered of those that were pushed out.
     */
    static final long SESSION_BYTES = 2_400;

    private static final long REMEMBERED_EVENT_BYTES = 64;
    private static final long WAITING_BYTES = 3_000;

    /** The plan of a batch: three quarters of what is not fixed for sessions, since nothing waits. */
    static MemoryPlan ofBatch(@Nullable Long budget, @Nullable Long sessions) {
        return of(budget, sessions, 3);
    }

    /** The plan of a stream: half of what is not fixed for sessions, the rest for events. */
    static MemoryPlan ofStream(@Nullable Long budget, @Nullable Long sessions) {
        return of(budget, sessions, 2);
    }

    /**
     * Divides a budget.
     *
     * @param budget the budget in bytes; {@code null} for half of the JVM's heap
     * @param sessions the number of sessions, where it is given
     * @param quarters how much of what is not fixed is for sessions
     */
    private static MemoryPlan of(@Nullable Long budget, @Nullable Long sessions, int quarters) {
        long bytes = budget == null ? Runtime.getRuntime().maxMemory() / 2 : budget;
        long quarter = Math.max(0, bytes - FIXED_BYTES) / 4;
        return new MemoryPlan(
                bytes,
                sessions == null ? Math.max(1, quarters * quarter / SESSION_BYTES) : sessions,
                within(quarter / REMEMBERED_EVENT_BYTES, Attributor.Builder.DEFAULT_MAXIMUM_REMEMBERED_EVENTS),
                within(quarter / WAITING_BYTES, Attributor.Builder.DEFAULT_MAXIMUM_WAITING),
                Math.max(1, quarter / Repeats.STAND_IN_BYTES));
    }

    private static int within(long number, int atMost) {
        return (int) Math.max(1, Math.min(number, atMost));
    }

    Attributor.Builder applyTo(Attributor.Builder builder) {
        return builder.maximumSessions(maximumSessions)
                .maximumRememberedEvents(maximumRememberedEvents)
                .maximumWaiting(maximumWaiting)
                .hashSeed(new SecureRandom().nextLong());
    }
}
