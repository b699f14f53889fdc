// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Interner;
import org.jspecify.annotations.Nullable;

/** Keeps one of each text that many issuing events share, as long as somebody uses it. Under the engine's lock. */
final class SharedTexts {
    private final Interner<SharedRole> roles = Interner.newWeakInterner();
    private final Interner<Caller.Shown> callers = Interner.newWeakInterner();
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
        return roles.intern(new SharedRole(arn, id, sessionPrefix, maximumChainLength, seed));
    }

    Caller.Shown caller(Verdict verdict, Use use) {
        return callers.intern(Caller.Shown.of(verdict, use, seed));
    }
}
