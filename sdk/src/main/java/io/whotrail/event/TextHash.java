// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A hash of texts and numbers in their order, the same on every machine: each part is added to the hash of those before. */
final class TextHash {
    /* A text is read eight characters at a time, in two lanes that do not wait for each other; its last eight may be read
     * twice, so that no text ends in a loop. Its length goes first, and what is absent turns the hash, so that no two lists
     * of parts are one list of characters. */

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long ABSENT = 0x632BE59BD9B4E019L;
    private static final int TURN = 27;
    private static final int FOUR = 4;
    private static final int EIGHT = 8;

    private TextHash() {}

    /** The hash of nothing. */
    static long begin(long seed) {
        return finish(seed);
    }

    static long add(long before, long number) {
        return step(before, number);
    }

    static long add(long before, boolean fact) {
        return step(before, fact ? 1 : 0);
    }

    static long add(long before, @Nullable Boolean fact) {
        return step(before, fact == null ? 2 : fact ? 1 : 0);
    }

    static long add(long before, @Nullable Instant time) {
        return step(before, time == null ? Long.MIN_VALUE : time.getEpochSecond());
    }

    static long add(long before, @Nullable String text) {
        if (text == null) {
            return Long.rotateLeft(before, TURN) + ABSENT;
        }
        int length = text.length();
        long left = before + (length + 1) * MULTIPLIER;
        if (length < EIGHT) {
            return length < FOUR
                    ? step(left, few(text, length))
                    : step(step(left, four(text, 0)), four(text, length - FOUR));
        }
        long right = Long.rotateLeft(before, TURN) ^ ABSENT;
        for (int i = 0; i < length - EIGHT; i += EIGHT) {
            left = step(left, four(text, i));
            right = step(right, four(text, i + FOUR));
        }
        left = step(left, four(text, length - EIGHT));
        right = step(right, four(text, length - FOUR));
        return step(left, Long.rotateLeft(right, TURN));
    }

    private static long four(String text, int from) {
        return text.charAt(from)
                | (long) text.charAt(from + 1) << 16
                | (long) text.charAt(from + 2) << 32
                | (long) text.charAt(from + 3) << 48;
    }

    private static long few(String text, int length) {
        long few = 0;
        for (int i = 0; i < length; i++) {
            few = few << 16 | text.charAt(i);
        }
        return few;
    }

    /** The hash of all that was added. */
    static long end(long hash) {
        return finish(hash);
    }

    private static long step(long hash, long next) {
        long mixed = (hash ^ next) * MULTIPLIER;
        return mixed ^ mixed >>> 29;
    }

    /** The finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
    private static long finish(long value) {
        long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
