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
        int length = text.length();
        long hash = of(seed, length);
        int i = 0;
        for (; i <= length - 4; i += 4) {
            long four = text.charAt(i)
                    | (long) text.charAt(i + 1) << 16
                    | (long) text.charAt(i + 2) << 32
                    | (long) text.charAt(i + 3) << 48;
            hash = step(hash, four);
        }
        for (; i < length; i++) {
            hash = step(hash, text.charAt(i));
        }
        return mix(hash);
    }

    static long of(long seed, byte[] bytes) {
        long hash = of(seed, bytes.length);
        for (byte one : bytes) {
            hash = step(hash, one);
        }
        return mix(hash);
    }

    private static long step(long hash, long next) {
        long mixed = (hash ^ next) * MULTIPLIER;
        return mixed ^ mixed >>> 29;
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
