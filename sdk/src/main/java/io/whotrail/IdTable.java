// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.InputTrust;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Event ids with their contents and times, hashed, 37 to 75 bytes an id, bounded. Thread safe. */
final class IdTable {
    /* The ids lie one behind the other as they came, which costs a processor next to nothing; an open-addressed index of
     * numbers, at most three quarters full, tells where. Of each number the upper bits are those of the id's hash, so that
     * hardly ever another id is looked at. So an id that is new touches one place in memory that is not at hand. */

    private static final int FIRST_SLOTS = 16;
    private static final int WORDS = 4;
    private static final long SECONDS_PER_HOUR = 3600;
    /** What part of the ids is forgotten at once when the table is full. */
    private static final int FORGOTTEN_PART = 8;

    /** The bits of a content that tell how far it can be believed: 1 most, 3 least. */
    private static final long TRUST = 3;

    private static final long VERIFIED = 1;
    private static final long AUTHENTICATED = 2;

    /** The bit of a content that tells that the answer is final whatever the time. */
    private static final long CLOSED = 4;

    /** The bits that are no content. */
    private static final long MARKS = TRUST | CLOSED;

    private static final class Count {
        private int ids;
    }

    private final int maximum;
    private final long seed;
    /** How many ids there are of each hour of event time. */
    private final TreeMap<Long, Count> hours = new TreeMap<>();

    /** The hour that an id was last added to: nearly always the next one is of it too. */
    private long latestHour = Long.MIN_VALUE;

    private Count ofLatestHour = new Count();

    /** Four words for each id: id, id, content, time. */
    private long[] ids = new long[room(FIRST_SLOTS) * WORDS];

    /** The number of an id, from 1 on, and above it bits of its hash; 0 where a slot is free. */
    private int[] index = new int[FIRST_SLOTS];

    private volatile long bytes = bytesOf(FIRST_SLOTS);
    private int size;

    IdTable(int maximum, long seed) {
        this.maximum = maximum;
        this.seed = seed;
    }

    synchronized SeenEvents.Sighting see(long high, long low, long content, InputTrust trust, long time) {
        long hash = hash(seed, high, low);
        int slot = find(hash, high, low);
        long state = state(content, trust);
        if (index[slot] == 0) {
            add(slot, hash, high, low, state, time);
            return SeenEvents.Sighting.NEW;
        }
        int at = at(slot);
        long known = ids[at + 2];
        SeenEvents.Sighting sighting = compare(known, state);
        if (isBetter(sighting)) {
            ids[at + 2] = state | known & CLOSED;
        }
        return sighting;
    }

    private static boolean isBetter(SeenEvents.Sighting sighting) {
        return sighting == SeenEvents.Sighting.VOUCHED
                || sighting == SeenEvents.Sighting.CORRECTION
                || sighting == SeenEvents.Sighting.CORRECTION_OF_AUTHENTICATED;
    }

    /** Adds an id for which a slot was found. */
    private void add(int slot, long hash, long high, long low, long state, long time) {
        int free = slot;
        if (size >= maximum) {
            forgetOldest();
            free = find(hash, high, low);
        }
        if (size == room(index.length)) {
            grow();
            free = find(hash, high, low);
        }
        int at = size++ * WORDS;
        ids[at] = high;
        ids[at + 1] = low;
        ids[at + 2] = state;
        ids[at + 3] = time;
        index[free] = mark(hash) | size;
        count(hour(time));
    }

    private void count(long hour) {
        if (hour != latestHour) {
            latestHour = hour;
            ofLatestHour = hours.computeIfAbsent(hour, none -> new Count());
        }
        ofLatestHour.ids++;
    }

    /** What the table takes; as of some moment before. */
    long bytes() {
        return bytes;
    }

    synchronized long timeOf(long high, long low) {
        int slot = find(hash(seed, high, low), high, low);
        return index[slot] == 0 ? EpochSeconds.UNKNOWN : ids[at(slot) + 3];
    }

    /** The answer for an id is final, whatever its time; where the id is forgotten, nothing happens. */
    synchronized void close(long high, long low) {
        int slot = find(hash(seed, high, low), high, low);
        if (index[slot] != 0) {
            ids[at(slot) + 2] |= CLOSED;
        }
    }

    synchronized boolean isClosed(long high, long low) {
        int slot = find(hash(seed, high, low), high, low);
        return index[slot] != 0 && (ids[at(slot) + 2] & CLOSED) != 0;
    }

    /** Whole hours go, an eighth of the ids at least, so that the work is spread over as many events. */
    private void forgetOldest() {
        int forgotten = 0;
        long hour = Long.MIN_VALUE;
        while (forgotten <= size / FORGOTTEN_PART && !hours.isEmpty()) {
            Map.Entry<Long, Count> oldest = hours.pollFirstEntry();
            hour = oldest.getKey();
            forgotten += oldest.getValue().ids;
        }
        latestHour = Long.MIN_VALUE;
        removeBefore(hour + 1);
    }

    /** Those that stay move up, in their order. */
    private void removeBefore(long hour) {
        int to = 0;
        for (int at = 0; at < size * WORDS; at += WORDS) {
            if (hour(ids[at + 3]) >= hour) {
                System.arraycopy(ids, at, ids, to, WORDS);
                to += WORDS;
            }
        }
        size = to / WORDS;
        index(index.length);
    }

    private void grow() {
        ids = Arrays.copyOf(ids, room(index.length * 2) * WORDS);
        bytes = bytesOf(index.length * 2);
        index(index.length * 2);
    }

    /** Makes the index anew. */
    private void index(int slots) {
        if (slots == index.length) {
            Arrays.fill(index, 0);
        } else {
            index = new int[slots];
        }
        for (int number = 1; number <= size; number++) {
            int at = (number - 1) * WORDS;
            long hash = hash(seed, ids[at], ids[at + 1]);
            int slot = (int) hash & slots - 1;
            while (index[slot] != 0) {
                slot = slot + 1 & slots - 1;
            }
            index[slot] = mark(hash) | number;
        }
    }

    /** How many ids fit where the index has so many slots. */
    private static int room(int slots) {
        return slots / 4 * 3;
    }

    private static long bytesOf(int slots) {
        return room(slots) * (long) WORDS * Long.BYTES + slots * (long) Integer.BYTES;
    }

    /** An event that shows no time counts as one of the first hour ever. */
    private static long hour(long time) {
        return time == EpochSeconds.UNKNOWN ? 0 : Math.floorDiv(time, SECONDS_PER_HOUR);
    }

    /** Where an id stands: the upper bits tell in which table, the lower ones in which slot. */
    static long hash(long seed, long high, long low) {
        return Hash64.mix(Hash64.mix(high ^ seed) ^ low);
    }

    /** The slot of an id, or the free one where it belongs. */
    private int find(long hash, long high, long low) {
        int mask = index.length - 1;
        int mark = mark(hash);
        int slot = (int) hash & mask;
        while (true) {
            int number = index[slot];
            if (number == 0 || (number & ~mask) == mark && isOf(slot, high, low)) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
    }

    private boolean isOf(int slot, long high, long low) {
        int at = at(slot);
        return ids[at] == high && ids[at + 1] == low;
    }

    /** Where the id of a slot lies. */
    private int at(int slot) {
        return ((index[slot] & index.length - 1) - 1) * WORDS;
    }

    /** The bits of a hash that stand above a number; there are never as many numbers as slots. */
    private int mark(long hash) {
        return (int) (hash >>> Integer.SIZE) & -index.length;
    }

    private static SeenEvents.Sighting compare(long known, long now) {
        long knownTrust = known & TRUST;
        long trust = now & TRUST;
        if ((known | MARKS) == (now | MARKS)) {
            return trust < knownTrust ? SeenEvents.Sighting.VOUCHED : SeenEvents.Sighting.DUPLICATE;
        }
        if (trust == VERIFIED && knownTrust != VERIFIED) {
            return knownTrust == AUTHENTICATED
                    ? SeenEvents.Sighting.CORRECTION_OF_AUTHENTICATED
                    : SeenEvents.Sighting.CORRECTION;
        }
        return knownTrust == VERIFIED && trust != VERIFIED
                ? SeenEvents.Sighting.QUARANTINED
                : SeenEvents.Sighting.CONTRADICTION;
    }

    /** The content but for its lowest bits, which hold marks. */
    private static long state(long content, InputTrust trust) {
        long bits = switch (trust) {
            case DIGEST_VERIFIED -> VERIFIED;
            case SOURCE_AUTHENTICATED -> AUTHENTICATED;
            case UNAUTHENTICATED -> 3;
        };
        return content & ~MARKS | bits;
    }

    /** Writes all ids into a checkpoint, in an order that their places do not decide. */
    synchronized void write(SectionWriter out) throws IOException {
        long[] order = new long[size];
        for (int number = 0; number < size; number++) {
            order[number] = ids[number * WORDS] & -1L << Integer.SIZE | number;
        }
        Arrays.sort(order);
        out.writeCount(order.length);
        for (long one : order) {
            int at = (int) one * WORDS;
            for (int word = 0; word < WORDS - 1; word++) {
                out.writeLong(ids[at + word]);
            }
            out.writeNumber(ids[at + WORDS - 1]);
        }
    }

    /** Takes an id from a checkpoint; of more than fit those of the oldest hours are forgotten. */
    synchronized void read(long high, long low, SectionReader in) throws IOException, CheckpointException {
        long content = in.readLong();
        long time = in.readNumber();
        long hash = hash(seed, high, low);
        int slot = find(hash, high, low);
        if (index[slot] != 0 || (content & TRUST) == 0) {
            throw in.damaged("an event id is there twice, or without content");
        }
        add(slot, hash, high, low, content, time);
    }
}
