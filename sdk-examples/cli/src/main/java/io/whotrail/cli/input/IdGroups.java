// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

/** The event ids of one partition, each with its first place and the occurrence that stands for all. */
final class IdGroups {
    /* Open-addressed, six words a slot. Of an id that came with several contents the smallest stands, at its first place:
     * a choice that does not depend on the order of reading. */
    private static final int WORDS = 6;
    private static final int HIGH = 0;
    private static final int LOW = 1;
    /** The first place, plus one; 0 in a free slot. */
    private static final int FIRST = 2;

    private static final int CONTENT = 3;
    private static final int STANDING = 4;
    private static final int CONTRADICTED = 5;
    private static final int FIRST_SLOTS = 64;

    private final long seed;
    private long[] slots = new long[FIRST_SLOTS * WORDS];
    private int ids;
    private boolean repeats;

    IdGroups(long seed) {
        this.seed = seed;
    }

    boolean hasRepeats() {
        return repeats;
    }

    void add(long high, long low, long content, long place) {
        int at = find(slots, high, low);
        if (slots[at + FIRST] == 0) {
            put(at, high, low, content, place);
            return;
        }
        repeats = true;
        slots[at + FIRST] = Math.min(slots[at + FIRST], place + 1);
        int compared = Long.compare(content, slots[at + CONTENT]);
        if (compared != 0) {
            slots[at + CONTRADICTED] = 1;
        }
        if (compared < 0 || (compared == 0 && place < slots[at + STANDING])) {
            slots[at + CONTENT] = content;
            slots[at + STANDING] = place;
        }
    }

    private void put(int at, long high, long low, long content, long place) {
        slots[at + HIGH] = high;
        slots[at + LOW] = low;
        slots[at + FIRST] = place + 1;
        slots[at + CONTENT] = content;
        slots[at + STANDING] = place;
        ids++;
        if (ids * 2 > slots.length / WORDS) {
            grow();
        }
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(slots.length, 2)];
        for (int at = 0; at < slots.length; at += WORDS) {
            if (slots[at + FIRST] != 0) {
                int to = find(larger, slots[at + HIGH], slots[at + LOW]);
                System.arraycopy(slots, at, larger, to, WORDS);
            }
        }
        slots = larger;
    }

    private int find(long[] table, long high, long low) {
        int count = table.length / WORDS;
        int slot = (int) (EventKey.hash(high, low, ~seed) & count - 1);
        while (true) {
            int at = slot * WORDS;
            if (table[at + FIRST] == 0 || (table[at + HIGH] == high && table[at + LOW] == low)) {
                return at;
            }
            slot = slot + 1 & count - 1;
        }
    }

    /** Tells what an occurrence is, once all are added. */
    void tell(long high, long low, long content, long place, Repeats told) {
        int at = find(slots, high, low);
        long first = slots[at + FIRST] - 1;
        long standing = slots[at + STANDING];
        if (place != first) {
            told.leaveOut(place);
        } else if (slots[at + CONTRADICTED] != 0) {
            told.contradicted(first, standing);
        }
        if (content != slots[at + CONTENT]) {
            told.countContradiction();
        } else if (place != standing) {
            told.countDuplicate();
        }
    }
}
