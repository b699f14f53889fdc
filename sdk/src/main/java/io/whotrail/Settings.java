// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.policy.TrustPolicies;
import java.time.Duration;

/** The configuration of an attributor, checked. */
record Settings(
        Duration lateness,
        Duration retention,
        Duration sourceIdleness,
        long maximumSessions,
        MemoryBudget memory,
        int maximumWaiting,
        int maximumRememberedEvents,
        int maximumNames,
        int maximumChainLength,
        int deepChain,
        TrustPolicies trustPolicies,
        long hashSeed,
        boolean holdUntilFinal,
        boolean watermarkFromHost,
        Partition partition) {
    /**
     * How long a caller's own copy of a call is kept. The other copies differ from it in time by a tolerance at most, and their
     * answers are final another after.
     */
    Duration retentionOfCopies() {
        Duration twice = Issuance.EARLY_TOLERANCE.multipliedBy(2);
        return lateness.compareTo(twice) < 0 ? twice : lateness;
    }

    /** Checks a duration. */
    static Duration positive(Duration value, String what) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(what + " must be positive, got " + value);
        }
        return value;
    }

    /** Checks a number. */
    static long atLeastOne(long value, String what) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, got " + value);
        }
        return value;
    }
}
