// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/** Event ids with their contents, open-addressed, 24 bytes a slot. Not thread safe. */
final class IdTable {
    private static final int FIRST_SLOTS = 16;
    private static final int WORDS = 3;

    /** Slots of three words: id, id, content. A slot whose three words are 0 is free. */
    private long[] slots = new long[FIRST_SLOTS * WORDS];

    private int size;

    int size() {
        return size;
    }

    SeenEvents.Sighting sighting(long high, long low, long content) {
        int at = find(slots, high, low);
        if (isFree(slots, at)) {
            return SeenEvents.Sighting.NEW;
        }
        return slots[at + 2] == occupied(content) ? SeenEvents.Sighting.DUPLICATE : SeenEvents.Sighting.CONTRADICTION;
    }

    /** Adds an id that is not there. */
    void add(long high, long low, long content) {
        if ((size + 1) * 4 > slots.length / WORDS * 3) {
            grow();
        }
        put(slots, high, low, occupied(content));
        size++;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int at = 0; at < slots.length; at += WORDS) {
            if (!isFree(slots, at)) {
                put(larger, slots[at], slots[at + 1], slots[at + 2]);
            }
        }
        slots = larger;
    }

    private static void put(long[] slots, long high, long low, long content) {
        int at = find(slots, high, low);
        slots[at] = high;
        slots[at + 1] = low;
        slots[at + 2] = content;
    }

    private static int find(long[] slots, long high, long low) {
        int mask = slots.length / WORDS - 1;
        int slot = (int) Hash64.mix(high * 31 + low) & mask;
        while (true) {
            int at = slot * WORDS;
            if (isFree(slots, at) || slots[at] == high && slots[at + 1] == low) {
                return at;
            }
            slot = slot + 1 & mask;
        }
    }

    private static boolean isFree(long[] slots, int at) {
        return slots[at + 2] == 0;
    }

    /** Content 0 would look like a free slot. */
    private static long occupied(long content) {
        return content == 0 ? 1 : content;
    }
}
