// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.time.Duration;

/** The configuration of an attributor, checked. */
record Settings(
        Duration lateness,
        Duration retention,
        Duration sourceIdleness,
        long maximumSessions,
        int maximumWaiting,
        int maximumRememberedEvents,
        int maximumNames,
        int maximumChainLength,
        int deepChain,
        long hashSeed,
        boolean holdUntilFinal,
        boolean watermarkFromHost) {}
