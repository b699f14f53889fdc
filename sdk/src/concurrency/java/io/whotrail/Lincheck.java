// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * How long Lincheck searches: {@code -Dlincheck.iterations} scenarios, and of each {@code -Dlincheck.interleavings} in model
 * checking and {@code -Dlincheck.runs} in stress.
 */
final class Lincheck {
    private static final int ITERATIONS = Integer.getInteger("lincheck.iterations", 5);
    private static final int INTERLEAVINGS = Integer.getInteger("lincheck.interleavings", 50);
    private static final int RUNS = Integer.getInteger("lincheck.runs", 2_000);

    private Lincheck() {}

    /** Threads switch where Lincheck says: each run is another interleaving of a sequentially consistent memory. */
    static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .iterations(ITERATIONS)
                .invocationsPerIteration(INTERLEAVINGS)
                .threads(2)
                .actorsBefore(1)
                .actorsPerThread(3)
                .actorsAfter(1);
    }

    /** Threads run at once, as fast as they can. */
    static StressOptions stress() {
        return new StressOptions()
                .iterations(ITERATIONS)
                .invocationsPerIteration(RUNS)
                .threads(3)
                .actorsBefore(1)
                .actorsPerThread(3)
                .actorsAfter(1);
    }
}
