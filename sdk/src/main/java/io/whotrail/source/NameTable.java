// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a name stands for by the name's bytes, without making a text of them. Immutable. */
final class NameTable<E> {
    /* Open addressing. The first and the last eight bytes tell most names apart, and are the whole name up to sixteen. */

    private static final int SLOTS_FOR_EACH = 4;

    private final int mask;
    private final byte[][] names;
    private final long[] heads;
    private final long[] tails;
    private final @Nullable E[] members;

    /** A table of names in US-ASCII. */
    NameTable(Map<String, E> members) {
        int slots = Integer.highestOneBit(SLOTS_FOR_EACH * members.size()) << 1;
        this.mask = slots - 1;
        this.names = new byte[slots][];
        this.heads = new long[slots];
        this.tails = new long[slots];
        this.members = none(slots);
        Arrays.fill(names, new byte[0]);
        members.forEach(this::add);
    }

    @SuppressWarnings("unchecked") // never seen outside, and never anything but such members in it
    private static <E> @Nullable E[] none(int slots) {
        return (@Nullable E[]) new Object[slots];
    }

    private void add(String text, E member) {
        byte[] name = text.getBytes(StandardCharsets.US_ASCII);
        long head = Words.head(name, 0, name.length);
        long tail = Words.tail(name, name.length, name.length);
        int slot = Words.mix(head, tail, name.length) & mask;
        while (names[slot].length > 0) {
            slot = slot + 1 & mask;
        }
        names[slot] = name;
        heads[slot] = head;
        tails[slot] = tail;
        members[slot] = member;
    }

    /** Where the name from index to index stands, {@link Names#OTHER} for other names. */
    int find(byte[] bytes, int from, int to) {
        int length = to - from;
        long head = Words.head(bytes, from, length);
        long tail = Words.tail(bytes, to, length);
        int slot = Words.mix(head, tail, length) & mask;
        while (true) {
            byte[] name = names[slot];
            if (name.length == 0) {
                return Names.OTHER;
            }
            if (heads[slot] == head
                    && tails[slot] == tail
                    && name.length == length
                    && (length <= 2 * Long.BYTES || Arrays.equals(bytes, from, to, name, 0, length))) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
    }

    /** What the name stands for that was found there; {@code null} where none is. */
    @Nullable
    E at(int slot) {
        return slot == Names.OTHER ? null : members[slot];
    }
}
