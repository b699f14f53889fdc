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
        boolean watermarkFromHost) {}
