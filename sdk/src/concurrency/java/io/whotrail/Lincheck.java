// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.Set;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * How long Lincheck searches: {@code -Dlincheck.iterations} scenarios, and of each {@code -Dlincheck.interleavings} in model
 * checking and {@code -Dlincheck.runs} in stress.
 */
final class Lincheck {
    private static final int ITERATIONS = Integer.getInteger("lincheck.iterations", 5);
    private static final int INTERLEAVINGS = Integer.getInteger("lincheck.interleavings", 50);
    /* How often a thread may pass one place before Lincheck takes it for one that spins; its own 101 is less than a call
     * here needs, and far more than this makes waiting for a lock take for ever. */
    private static final int PASSES = 2_000;

    /** What only computes, on what no other thread can change: threads need not switch within it. */
    private static final Set<String> PURE = Set.of(
            "CarriedEvidence",
            "Cast",
            "CompactText",
            "EpochSeconds",
            "EventIds",
            "Explanation",
            "GroupKeys",
            "Hash64",
            "Hop",
            "Identities",
            "Identity",
            "Issuance",
            "IssuanceExtractor",
            "PackedKey",
            "ShownRecord",
            "Weight",
            "Workloads");

    private static final int RUNS = Integer.getInteger("lincheck.runs", 2_000);

    private Lincheck() {}

    private static boolean isPure(String className) {
        return className.startsWith("io.whotrail.event.")
                || className.startsWith("io.whotrail.") && PURE.contains(className.substring("io.whotrail.".length()));
    }

    /** Threads switch where Lincheck says: each run is another interleaving of a sequentially consistent memory. */
    static ModelCheckingOptions modelChecking() {
        return new ModelCheckingOptions()
                .hangingDetectionThreshold(PASSES)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(Lincheck::isPure)
                        .allMethods()
                        .ignore())
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
