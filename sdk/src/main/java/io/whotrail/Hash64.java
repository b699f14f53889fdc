// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/** A 64-bit hash of texts and numbers, the same on every machine. */
final class Hash64 {
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long ABSENT = 0x632BE59BD9B4E019L;

    private Hash64() {}

    static long of(long seed, @Nullable String text) {
        if (text == null) {
            return of(seed, ABSENT);
        }
        long hash = of(seed, text.length());
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        return mix(hash);
    }

    static long of(long seed, long number) {
        return mix((seed ^ number) * MULTIPLIER + ABSENT);
    }

    /** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
    static long mix(long value) {
        long mixed = value ^ value >>> 33;
        mixed *= 0xFF51AFD7ED558CCDL;
        mixed ^= mixed >>> 33;
        mixed *= 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
