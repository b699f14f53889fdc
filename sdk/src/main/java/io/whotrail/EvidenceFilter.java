// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Remembers compactly which credentials were once known: may say yes of one in some ten million that were not, never no of one
 * that was, unless more than its maximum were added since. Thread safe.
 */
final class EvidenceFilter {
    /* Bloom filters of 40 bits and 28 probes an entry (a few false answers in a thousand million each), in generations: a full one is
     * followed by one of twice its size, so that memory grows with what is remembered, and the oldest goes once the full
     * ones after it hold the maximum. Of those that went the latest birth is kept: up to it nobody can say any more who was
     * known. */
    private static final int BITS_PER_ENTRY = 40;

    static final int BYTES_PER_ENTRY = BITS_PER_ENTRY / Byte.SIZE;

    private static final int PROBES = 28;
    private static final int FIRST_CAPACITY = 1 << 14;
    /** The largest generation, as a part of the maximum: this much is forgotten at once. */
    private static final int PARTS = 4;

    private static final String COPY = "";
    private static final String NAMED = "\n";
    /** Before a key: it was issued by a record that a digest covers. */
    private static final String COVERED = "\n";
    /** Before a birth: the console said that the session goes on with other keys. */
    private static final String SIGNED_IN = "\r";

    private static final class Generation {
        final int capacity;
        private final long[] bits;
        long latestBirth = EpochSeconds.UNKNOWN;

        Generation(int capacity) {
            this.capacity = capacity;
            this.bits = new long[(int) ((long) capacity * BITS_PER_ENTRY / Long.SIZE) + 1];
        }

        void add(long hash) {
            for (int probe = 0; probe < PROBES; probe++) {
                int bit = bit(hash, probe);
                bits[bit >>> 6] |= 1L << bit;
            }
        }

        boolean holds(long hash) {
            for (int probe = 0; probe < PROBES; probe++) {
                int bit = bit(hash, probe);
                if ((bits[bit >>> 6] & 1L << bit) == 0) {
                    return false;
                }
            }
            return true;
        }

        /** Writes how many words are empty, how many are not, these, and so on: most are at first, and none is in the end. */
        void write(SectionWriter out) throws IOException {
            for (int at = 0; at < bits.length; ) {
                int full = at;
                while (full < bits.length && bits[full] == 0) {
                    full++;
                }
                int end = full;
                while (end < bits.length && bits[end] != 0) {
                    end++;
                }
                out.writeCount(full - at);
                out.writeCount(end - full);
                for (at = full; at < end; at++) {
                    out.writeLong(bits[at]);
                }
            }
        }

        void read(SectionReader in) throws IOException, CheckpointException {
            for (int at = 0; at < bits.length; ) {
                int empty = in.readCount(bits.length - at);
                int full = in.readCount(bits.length - at - empty);
                if (empty + full == 0) {
                    throw in.damaged("a filter does not come to its end");
                }
                at += empty;
                for (int end = at + full; at < end; at++) {
                    bits[at] = in.readLong();
                }
            }
        }

        private int bit(long hash, int probe) {
            long mixed = hash + probe * (hash >>> 32 | 1);
            return (int) Long.remainderUnsigned(mixed, (long) bits.length * Long.SIZE);
        }
    }

    /** No generation can be larger, whatever the maximum. */
    private static final int LARGEST = 6_000_000;

    private final int maximum;
    private final long seed;
    private final Deque<Generation> generations = new ArrayDeque<>();
    /** How many entries fit into all generations. */
    private long room;

    private volatile long bytes;
    private int added;
    /** The latest birth of those that are not remembered any more. */
    private long forgottenUntil = EpochSeconds.UNKNOWN;

    /**
     * Makes an empty filter.
     *
     * @param maximum how many entries are remembered at least, and half as many more at most; each credential has two, its
     *     key and its birth, and one more where a digest covers it or it is a sign-in
     * @param seed what hashes are mixed with, so that nobody can choose credentials that fall together
     */
    EvidenceFilter(int maximum, long seed) {
        this.seed = seed;
        this.maximum = Math.max(PARTS, Math.min(maximum, Integer.MAX_VALUE / BITS_PER_ENTRY));
    }

    /** What the filter takes; as of some moment before. */
    long bytes() {
        return bytes;
    }

    /**
     * Remembers a session.
     *
     * @param latestBirth the latest birth there is: what claims to be born later is of a wrong clock, or forged
     */
    synchronized void add(IssuedSession session, long latestBirth) {
        String groupKey = session.groupKey();
        String key = session.accessKeyId();
        if (key != null) {
            add(hash(groupKey, key));
            if (session.isCovered()) {
                add(hash(groupKey, COVERED + key));
            }
        }
        if (session.kind() == Issuance.Kind.SHARED) {
            add(hash(groupKey, COPY));
        } else if (session.kind() == Issuance.Kind.NAMED) {
            add(hash(groupKey, NAMED));
        } else if (session.birth() != EpochSeconds.UNKNOWN) {
            add(hash(groupKey, Long.toString(session.birth())));
            if (session.kind() != Issuance.Kind.SESSION) {
                add(hash(groupKey, SIGNED_IN + session.birth()));
            }
        }
        Generation youngest = generations.peekFirst();
        if (youngest != null && session.birth() != EpochSeconds.UNKNOWN) {
            youngest.latestBirth = Math.max(youngest.latestBirth, Math.min(session.birth(), latestBirth));
        }
    }

    /** Whether so many came since that one who was born then may not be remembered any more; clocks differ by a second. */
    synchronized boolean mayHaveForgotten(long birth) {
        return birth != EpochSeconds.UNKNOWN && forgottenUntil != EpochSeconds.UNKNOWN && birth - 1 <= forgottenUntil;
    }

    /** Whether a copy of a call was added: all that tells it is the id that the copies share. */
    synchronized boolean mightHoldCopy(String groupKey) {
        return !generations.isEmpty() && mightHold(hash(groupKey, COPY));
    }

    /** Whether a session that its unique name tells was added. */
    synchronized boolean mightHoldNamed(String groupKey) {
        return !generations.isEmpty() && mightHold(hash(groupKey, NAMED));
    }

    /** Whether a sign-in or a switch of role was added that was born a second before or after. */
    synchronized boolean mightHoldSignInBeside(String groupKey, long birth) {
        return birth != EpochSeconds.UNKNOWN
                && !generations.isEmpty()
                && (mightHold(hash(groupKey, SIGNED_IN + (birth - 1)))
                        || mightHold(hash(groupKey, SIGNED_IN + (birth + 1))));
    }

    /** Whether a session was added that was issued a key by a record that a digest covers. */
    synchronized boolean mightHoldCovered(String groupKey, String accessKeyId) {
        return !generations.isEmpty() && mightHold(hash(groupKey, COVERED + accessKeyId));
    }

    synchronized boolean mightHold(String groupKey, @Nullable String accessKeyId, long birth) {
        if (generations.isEmpty()) {
            return false;
        }
        return accessKeyId != null && mightHold(hash(groupKey, accessKeyId))
                || birth != EpochSeconds.UNKNOWN && mightHold(hash(groupKey, Long.toString(birth)));
    }

    private void add(long hash) {
        Generation youngest = generations.peekFirst();
        if (youngest == null || added >= youngest.capacity) {
            youngest = new Generation(nextCapacity(youngest));
            generations.addFirst(youngest);
            room += youngest.capacity;
            added = 0;
            while (room - youngest.capacity - generations.getLast().capacity >= maximum) {
                Generation oldest = generations.removeLast();
                room -= oldest.capacity;
                forgottenUntil = Math.max(forgottenUntil, oldest.latestBirth);
            }
            bytes = room * BYTES_PER_ENTRY;
        }
        added++;
        youngest.add(hash);
    }

    private int nextCapacity(@Nullable Generation youngest) {
        return youngest == null ? firstCapacity() : Math.min(2 * youngest.capacity, maximum / PARTS);
    }

    private int firstCapacity() {
        return Math.min(FIRST_CAPACITY, maximum / PARTS);
    }

    private boolean mightHold(long hash) {
        for (Generation generation : generations) {
            if (generation.holds(hash)) {
                return true;
            }
        }
        return false;
    }

    private long hash(String groupKey, String credential) {
        return Hash64.of(Hash64.of(seed, groupKey), credential);
    }

    /** Writes the generations into a checkpoint, the youngest first. */
    synchronized void write(SectionWriter out) throws IOException {
        out.writeCount(generations.size());
        out.writeCount(added);
        for (Generation generation : generations) {
            out.writeCount(generation.capacity);
            generation.write(out);
        }
    }

    /**
     * Goes on from what a checkpoint says, which was written with the same seed; what does not fit is forgotten.
     *
     * @param latestBirth the latest birth there was
     */
    synchronized void read(SectionReader in, long latestBirth) throws IOException, CheckpointException {
        long count = in.readCount();
        added = in.readCount(Integer.MAX_VALUE);
        for (long i = 0; i < count; i++) {
            var generation = new Generation(in.readCount(LARGEST));
            generation.read(in);
            if (isFull()) {
                forgottenUntil = latestBirth;
            } else {
                generation.latestBirth = latestBirth;
                generations.addLast(generation);
                room += generation.capacity;
            }
        }
        // The first generation is the smallest: where it is gone, some were forgotten before.
        if (isFull() || count > 0 && generations.getLast().capacity > firstCapacity()) {
            forgottenUntil = latestBirth;
        }
        bytes = room * BYTES_PER_ENTRY;
    }

    /** Whether the generations after the youngest hold as many as are to be remembered. */
    private boolean isFull() {
        return !generations.isEmpty() && room - generations.getFirst().capacity >= maximum;
    }
}
