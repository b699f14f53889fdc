// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what {@code userIdentity} objects said, by their bytes: all events of one session have the same. Of
 * {@value #SLOTS} slots each holds the last object that fell on it, of {@value #LONGEST} bytes at the most. For one
 * thread.
 */
final class CallerCache {
    private static final int SLOTS = 1 << 11;
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
    }

    /** The known object that begins at an index and ends before another; {@code null} where there is none. */
    @Nullable
    Known find(byte[] bytes, int from, int to) {
        if (to - from < LAST_MIXED) {
            return null;
        }
        Known known = slots[slot(bytes, from)];
        if (known == null || known.bytes.length > to - from) {
            return null;
        }
        int length = known.bytes.length;
        return Arrays.equals(known.bytes, 0, length, bytes, from, from + length) ? known : null;
    }

    /** Remembers the object from index to index, if it is neither short nor long. */
    void put(byte[] bytes, int from, int to, Caller caller) {
        if (to - from >= LAST_MIXED && to - from <= LONGEST) {
            slots[slot(bytes, from)] = new Known(Arrays.copyOfRange(bytes, from, to), caller);
        }
    }

    private static int slot(byte[] bytes, int from) {
        long mixed = 0;
        for (int i = from + FIRST_MIXED; i < from + LAST_MIXED; i += Long.BYTES) {
            mixed = Long.rotateLeft(mixed, 7) + Words.at(bytes, i);
        }
        return Words.mix(mixed, 0, 0) & SLOTS - 1;
    }
}
