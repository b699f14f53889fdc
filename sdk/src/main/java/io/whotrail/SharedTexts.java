// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps one of each text that many issuing events share, as long as one of them counts it. Under the engine's lock. */
final class SharedTexts {
    private final Map<SharedRole, SharedRole> roles = new HashMap<>();
    private final Map<Caller.Shown, Caller.Shown> callers = new HashMap<>();
    private final long seed = TableSeed.next();
    private final int maximumChainLength;

    /**
     * Shares nothing yet.
     *
     * @param maximumChainLength how many hops a chain may have
     */
    SharedTexts(int maximumChainLength) {
        this.maximumChainLength = maximumChainLength;
    }

    SharedRole role(@Nullable String arn, @Nullable String id, @Nullable String sessionPrefix) {
        SharedRole role = new SharedRole(roles, arn, id, sessionPrefix, maximumChainLength, seed);
        return roles.getOrDefault(role, role);
    }

    Caller.Shown caller(Verdict verdict, Use use) {
        Caller.Shown caller = new Caller.Shown(callers, verdict, use, seed);
        return callers.getOrDefault(caller, caller);
    }

    /** How many texts are kept. */
    int size() {
        return roles.size() + callers.size();
    }
}
