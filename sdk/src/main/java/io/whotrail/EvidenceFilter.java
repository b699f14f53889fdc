// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/**
 * Remembers compactly which credentials were once known: may say yes of one in a thousand that were not, never no of one
 * that was, unless twice its capacity was added since. Thread safe.
 */
final class EvidenceFilter {
    /* A Bloom filter of 16 bits and 8 probes an entry (about 0.06 % false answers a generation), in two generations: when the younger one
     * is full, the older one is forgotten. */
    private static final int BITS_PER_ENTRY = 16;

    private static final int PROBES = 8;

    private final int capacity;
    private long[] younger = {};
    private long[] older = {};
    private int added;

    EvidenceFilter(int capacity) {
        this.capacity = capacity;
    }

    private long[] newBits() {
        return new long[(int) Math.min(Integer.MAX_VALUE / 2, (long) capacity * BITS_PER_ENTRY / Long.SIZE + 1)];
    }

    synchronized void add(IssuedSession session) {
        String groupKey = session.issuance().groupKey();
        if (session.accessKeyId() != null) {
            add(hash(groupKey, session.accessKeyId()));
        }
        if (session.birth() != EpochSeconds.UNKNOWN) {
            add(hash(groupKey, Long.toString(session.birth())));
        }
    }

    synchronized boolean mightHold(String groupKey, @Nullable String accessKeyId, long birth) {
        if (younger.length == 0) {
            return false;
        }
        boolean key = accessKeyId != null && mightHold(hash(groupKey, accessKeyId));
        return key || birth != EpochSeconds.UNKNOWN && mightHold(hash(groupKey, Long.toString(birth)));
    }

    private void add(long hash) {
        if (younger.length == 0 || added >= capacity) {
            older = younger;
            younger = newBits();
            added = 0;
        }
        added++;
        for (int probe = 0; probe < PROBES; probe++) {
            int bit = bit(hash, probe, younger);
            younger[bit >>> 6] |= 1L << bit;
        }
    }

    private boolean mightHold(long hash) {
        return holds(younger, hash) || holds(older, hash);
    }

    private static boolean holds(long[] bits, long hash) {
        for (int probe = 0; probe < PROBES && bits.length > 0; probe++) {
            int bit = bit(hash, probe, bits);
            if ((bits[bit >>> 6] & 1L << bit) == 0) {
                return false;
            }
        }
        return bits.length > 0;
    }

    private static int bit(long hash, int probe, long[] bits) {
        long mixed = hash + probe * (hash >>> 32 | 1);
        return (int) Long.remainderUnsigned(mixed, Math.min(Integer.MAX_VALUE, (long) bits.length * Long.SIZE));
    }

    private static long hash(String groupKey, String credential) {
        return Hash64.of(Hash64.of(0, groupKey), credential);
    }
}
