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
        return one(roles, new SharedRole(roles, arn, id, sessionPrefix, maximumChainLength, seed));
    }

    Caller.Shown caller(Verdict verdict, Ancestors ancestors, Use use) {
        return one(callers, Caller.Shown.of(callers, verdict, ancestors, use, seed));
    }

    /** A caller as a checkpoint tells it. */
    Caller.Shown caller(
            Verdict verdict, Ancestors ancestors, Identity acting, Claims claims, @Nullable String principalId) {
        return one(callers, Caller.Shown.of(callers, verdict, ancestors, acting, claims, principalId, seed));
    }

    private static <T> T one(Map<T, T> known, T text) {
        T before = known.putIfAbsent(text, text);
        return before == null ? text : before;
    }

    /** Forgets what was asked for, and is counted by no record. */
    void forgetUnused() {
        roles.keySet().removeIf(role -> !role.isUsed());
        callers.keySet().removeIf(caller -> !caller.isUsed());
    }

    /** How many texts are kept. */
    int size() {
        return roles.size() + callers.size();
    }
}
