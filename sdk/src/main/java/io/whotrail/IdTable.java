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

/** Event ids with their contents and times, open-addressed, 32 bytes a slot, bounded. Thread safe. */
final class IdTable {
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

    /** Slots of four words: id, id, content, time. A slot whose content is 0 is free. */
    private long[] slots = new long[FIRST_SLOTS * WORDS];

    private volatile long bytes = slots.length * (long) Long.BYTES;
    private int size;

    IdTable(int maximum, long seed) {
        this.maximum = maximum;
        this.seed = seed;
    }

    synchronized SeenEvents.Sighting see(long high, long low, long content, InputTrust trust, long time) {
        int at = find(slots, high, low);
        long state = state(content, trust);
        long known = slots[at + 2];
        if (known != 0) {
            SeenEvents.Sighting sighting = compare(known, state);
            if (isBetter(sighting)) {
                slots[at + 2] = state | known & CLOSED;
            }
            return sighting;
        }
        add(high, low, state, time);
        return SeenEvents.Sighting.NEW;
    }

    private static boolean isBetter(SeenEvents.Sighting sighting) {
        return sighting == SeenEvents.Sighting.VOUCHED
                || sighting == SeenEvents.Sighting.CORRECTION
                || sighting == SeenEvents.Sighting.CORRECTION_OF_AUTHENTICATED;
    }

    private void add(long high, long low, long state, long time) {
        if (size >= maximum) {
            forgetOldest();
        }
        if ((size + 1) * 4 > slots.length / WORDS * 3) {
            slots = copy(slots.length * 2);
            bytes = slots.length * (long) Long.BYTES;
        }
        put(slots, high, low, state, time);
        size++;
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
        int at = find(slots, high, low);
        return slots[at + 2] == 0 ? EpochSeconds.UNKNOWN : slots[at + 3];
    }

    /** The answer for an id is final, whatever its time; where the id is forgotten, nothing happens. */
    synchronized void close(long high, long low) {
        int at = find(slots, high, low);
        slots[at + 2] |= slots[at + 2] == 0 ? 0 : CLOSED;
    }

    synchronized boolean isClosed(long high, long low) {
        return (slots[find(slots, high, low) + 2] & CLOSED) != 0;
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
        size -= forgotten;
        removeBefore(hour + 1);
    }

    /** Takes ids out where they stand: what a table of this size is copied to would be garbage soon. */
    private void removeBefore(long hour) {
        for (int at = 0; at < slots.length; at += WORDS) {
            while (slots[at + 2] != 0 && hour(slots[at + 3]) < hour) {
                closeGap(at);
            }
        }
    }

    /** Those after a slot that is given up move up, so that no look-up misses them. */
    private void closeGap(int from) {
        int mask = slots.length - 1;
        int gap = from;
        slots[gap + 2] = 0;
        for (int at = gap + WORDS & mask; slots[at + 2] != 0; at = at + WORDS & mask) {
            int home = (int) hash(seed, slots[at], slots[at + 1]) * WORDS & mask;
            boolean reachesGap = (at - home & mask) >= (at - gap & mask);
            if (reachesGap) {
                System.arraycopy(slots, at, slots, gap, WORDS);
                slots[at + 2] = 0;
                gap = at;
            }
        }
    }

    private long[] copy(int length) {
        long[] copy = new long[length];
        for (int at = 0; at < slots.length; at += WORDS) {
            if (slots[at + 2] != 0) {
                put(copy, slots[at], slots[at + 1], slots[at + 2], slots[at + 3]);
            }
        }
        return copy;
    }

    /** An event that shows no time counts as one of the first hour ever. */
    private static long hour(long time) {
        return time == EpochSeconds.UNKNOWN ? 0 : Math.floorDiv(time, SECONDS_PER_HOUR);
    }

    private void put(long[] to, long high, long low, long content, long time) {
        int at = find(to, high, low);
        to[at] = high;
        to[at + 1] = low;
        to[at + 2] = content;
        to[at + 3] = time;
    }

    /** Where an id stands: the upper bits tell in which table, the lower ones in which slot. */
    static long hash(long seed, long high, long low) {
        return Hash64.mix(Hash64.mix(high ^ seed) ^ low);
    }

    private int find(long[] in, long high, long low) {
        int mask = in.length / WORDS - 1;
        int slot = (int) hash(seed, high, low) & mask;
        while (true) {
            int at = slot * WORDS;
            if (in[at + 2] == 0 || in[at] == high && in[at + 1] == low) {
                return at;
            }
            slot = slot + 1 & mask;
        }
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

    /** The content but for its lowest bits, which hold marks; never 0, which would look like a free slot. */
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
        int count = 0;
        for (int at = 0; at < slots.length; at += WORDS) {
            if (slots[at + 2] != 0) {
                order[count++] = slots[at] & -1L << Integer.SIZE | at / WORDS;
            }
        }
        Arrays.sort(order);
        out.writeCount(order.length);
        for (long one : order) {
            int at = (int) one * WORDS;
            for (int word = 0; word < WORDS - 1; word++) {
                out.writeLong(slots[at + word]);
            }
            out.writeNumber(slots[at + WORDS - 1]);
        }
    }

    /** Takes an id from a checkpoint; of more than fit those of the oldest hours are forgotten. */
    synchronized void read(long high, long low, SectionReader in) throws IOException, CheckpointException {
        long content = in.readLong();
        long time = in.readNumber();
        if (content == 0 || (content & TRUST) == 0 || slots[find(slots, high, low) + 2] != 0) {
            throw in.damaged("an event id is there twice, or without content");
        }
        add(high, low, content, time);
    }
}
