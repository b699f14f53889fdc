// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what objects said that come again, by their bytes: all events of one session have the same
 * {@code userIdentity}. Of some slots each two hold the last two objects that fell on them, of {@value #LONGEST} bytes at
 * the most. For one thread.
 *
 * @param <T> what an object says
 */
final class ObjectCache<T> {
    private static final int LONGEST = 1 << 11;
    /** Where the names of session and principal lie, in nearly all objects; behind the type, which says little. */
    private static final int FIRST_MIXED = 32;

    private static final int LAST_MIXED = 128;

    private final @Nullable Known<T>[] slots;
    /** What was mixed of the object in each slot, so that others are seldom looked at. */
    private final long[] mixes;

    /** One object, and what it says. */
    static final class Known<T> {
        final T meaning;
        private final byte[] bytes;

        Known(byte[] bytes, T meaning) {
            this.bytes = bytes;
            this.meaning = meaning;
        }

        int length() {
            return bytes.length;
        }

        private boolean isAt(byte[] others, int from, int to) {
            int end = from + bytes.length;
            return end <= to && Arrays.equals(bytes, 0, bytes.length, others, from, end);
        }
    }

    /** A cache of so many slots, a power of two. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of nothing else
    ObjectCache(int count) {
        slots = (@Nullable Known<T>[]) new Known[count];
        mixes = new long[count];
    }

    /** The known object that begins at an index and ends before another; {@code null} where there is none. */
    @Nullable
    Known<T> find(byte[] bytes, int from, int to) {
        if (to - from < LAST_MIXED) {
            return null;
        }
        long mixed = mixed(bytes, from);
        int slot = slot(mixed);
        Known<T> latest = mixes[slot] == mixed ? slots[slot] : null;
        if (latest != null && latest.isAt(bytes, from, to)) {
            return latest;
        }
        Known<T> other = mixes[slot + 1] == mixed ? slots[slot + 1] : null;
        return other != null && other.isAt(bytes, from, to) ? other : null;
    }

    /** Remembers the object from index to index, if it is neither short nor long. */
    void put(byte[] bytes, int from, int to, T meaning) {
        if (to - from >= LAST_MIXED && to - from <= LONGEST) {
            long mixed = mixed(bytes, from);
            int slot = slot(mixed);
            slots[slot + 1] = slots[slot];
            mixes[slot + 1] = mixes[slot];
            slots[slot] = new Known<>(Arrays.copyOfRange(bytes, from, to), meaning);
            mixes[slot] = mixed;
        }
    }

    private static long mixed(byte[] bytes, int from) {
        long mixed = 0;
        for (int i = from + FIRST_MIXED; i < from + LAST_MIXED; i += Long.BYTES) {
            mixed = Long.rotateLeft(mixed, 7) + Words.at(bytes, i);
        }
        return mixed;
    }

    /** The first of two slots. */
    private int slot(long mixed) {
        return Words.mix(mixed, 0, 0) & slots.length - 2;
    }
}
