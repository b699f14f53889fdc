// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what {@code userIdentity} objects said, by their bytes: all events of one session have the same. Of
 * {@value #SLOTS} slots each two hold the last two objects that fell on them, of {@value #LONGEST} bytes at the most. For
 * one thread.
 */
final class CallerCache {
    private static final int SLOTS = 1 << 12;
    private static final int LONGEST = 1 << 11;
    /** Where the names of session and principal lie, in nearly all objects; behind the type, which says little. */
    private static final int FIRST_MIXED = 32;

    private static final int LAST_MIXED = 128;

    private final @Nullable Known[] slots = new Known[SLOTS];

    /** One object, and what it says. */
    static final class Known {
        final Caller caller;
        private final byte[] bytes;

        Known(byte[] bytes, Caller caller) {
            this.bytes = bytes;
            this.caller = caller;
        }

        int length() {
            return bytes.length;
        }

        private boolean isAt(byte[] others, int from, int to) {
            int end = from + bytes.length;
            return end <= to && Arrays.equals(bytes, 0, bytes.length, others, from, end);
        }
    }

    /** The known object that begins at an index and ends before another; {@code null} where there is none. */
    @Nullable
    Known find(byte[] bytes, int from, int to) {
        if (to - from < LAST_MIXED) {
            return null;
        }
        int slot = slot(bytes, from);
        Known latest = slots[slot];
        if (latest == null || latest.isAt(bytes, from, to)) {
            return latest;
        }
        Known other = slots[slot + 1];
        if (other == null || !other.isAt(bytes, from, to)) {
            return null;
        }
        slots[slot + 1] = latest;
        slots[slot] = other;
        return other;
    }

    /** Remembers the object from index to index, if it is neither short nor long. */
    void put(byte[] bytes, int from, int to, Caller caller) {
        if (to - from >= LAST_MIXED && to - from <= LONGEST) {
            int slot = slot(bytes, from);
            slots[slot + 1] = slots[slot];
            slots[slot] = new Known(Arrays.copyOfRange(bytes, from, to), caller);
        }
    }

    /** The first of two slots. */
    private static int slot(byte[] bytes, int from) {
        long mixed = 0;
        for (int i = from + FIRST_MIXED; i < from + LAST_MIXED; i += Long.BYTES) {
            mixed = Long.rotateLeft(mixed, 7) + Words.at(bytes, i);
        }
        return Words.mix(mixed, 0, 0) & SLOTS - 2;
    }
}
