// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The groups of role sessions by session name. Used under the engine's lock. */
final class GroupsByName {
    /* A hash table whose buckets are lists that run through the groups themselves: a word or two for each group, and to
     * leave takes no search, however many groups bear one name. */

    private static final int FIRST_BUCKETS = 16;

    private final long seed = TableSeed.next();
    private @Nullable SessionGroup[] buckets = new SessionGroup[FIRST_BUCKETS];
    private int size;

    void add(SessionGroup group) {
        if (size >= buckets.length && buckets.length < 1 << 30) {
            grow();
        }
        put(buckets, group);
        size++;
    }

    void remove(SessionGroup group) {
        int bucket = bucketOf(buckets, group.nameBytes());
        buckets[bucket] = group.leaveBucket(buckets[bucket]);
        size--;
    }

    /** The groups that bear a name, the latest first. */
    List<SessionGroup> of(String name) {
        byte[] bytes = CompactText.of(name, 0);
        var named = new ArrayList<SessionGroup>(0);
        for (SessionGroup group = buckets[bucketOf(buckets, bytes)]; group != null; group = group.nextInBucket()) {
            if (Arrays.equals(group.nameBytes(), bytes)) {
                named.add(group);
            }
        }
        return named;
    }

    /** The latest of a bucket come first, so they are moved from the end. */
    private void grow() {
        var more = new SessionGroup[buckets.length * 2];
        for (SessionGroup first : buckets) {
            var moved = new ArrayList<SessionGroup>(2);
            for (SessionGroup group = first; group != null; group = group.nextInBucket()) {
                moved.add(group);
            }
            for (int i = moved.size() - 1; i >= 0; i--) {
                put(more, moved.get(i));
            }
        }
        buckets = more;
    }

    private void put(@Nullable SessionGroup[] in, SessionGroup group) {
        int bucket = bucketOf(in, group.nameBytes());
        group.joinBucket(in[bucket]);
        in[bucket] = group;
    }

    private int bucketOf(@Nullable SessionGroup[] in, byte[] name) {
        return (int) Hash64.of(seed, name) & in.length - 1;
    }
}
