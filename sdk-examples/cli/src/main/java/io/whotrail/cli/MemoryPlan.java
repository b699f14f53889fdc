// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attributor;
import io.whotrail.cli.input.Repeats;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * How much of everything fits into the memory that the program may use for its own.
 *
 * @param bytes the budget
 * @param attributorBytes the attributor's part of it
 * @param maximumSessions how many sessions are kept; {@code null} for as many as fit
 * @param maximumStandIns how many contradicted ids can be answered by another event than their first, in a batch
 */
record MemoryPlan(
        long bytes, long attributorBytes, @Nullable Long maximumSessions, long maximumStandIns) {
    /** What buffers, parsers and the code itself take, whatever the input. */
    static final long FIXED_BYTES = 24L << 20;

    /** The plan of a batch: three quarters of what is not fixed for the attributor, one for contradicted ids. */
    static MemoryPlan ofBatch(@Nullable Long budget, @Nullable Long sessions) {
        return of(budget, sessions, 3);
    }

    /** The plan of a stream: what is not fixed is for the attributor, which recognises duplicates itself. */
    static MemoryPlan ofStream(@Nullable Long budget, @Nullable Long sessions) {
        return of(budget, sessions, 4);
    }

    /**
     * Divides a budget.
     *
     * @param budget the budget in bytes; {@code null} for half of the JVM's heap
     * @param sessions the number of sessions, where it is given
     * @param quarters how much of what is not fixed is for the attributor
     */
    private static MemoryPlan of(@Nullable Long budget, @Nullable Long sessions, int quarters) {
        long bytes = budget == null ? Runtime.getRuntime().maxMemory() / 2 : budget;
        long quarter = Math.max(0, bytes - FIXED_BYTES) / 4;
        return new MemoryPlan(
                bytes,
                Math.max(Attributor.Builder.LEAST_MEMORY, quarters * quarter),
                sessions,
                Math.max(1, (4 - quarters) * quarter / Repeats.STAND_IN_BYTES));
    }

    Attributor.Builder applyTo(Attributor.Builder builder) {
        if (maximumSessions != null) {
            builder.maximumSessions(maximumSessions);
        }
        return builder.maximumMemory(attributorBytes).hashSeed(new SecureRandom().nextLong());
    }
}
