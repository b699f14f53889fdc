// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import java.util.SortedMap;
import java.util.TreeMap;

/** Counts how often each of many things comes, and tells apart those that sort first. Not thread safe. */
final class FirstOf<T extends Comparable<T>> {
    /* What was let go of sorts after all that is kept, and what is kept only ever sorts lower: whatever is kept in the end
     * was kept from its first time on, so that its count is right, and neither depends on the order. */

    private final int maximum;
    private final TreeMap<T, Long> counts = new TreeMap<>();
    private long further;

    FirstOf(int maximum) {
        this.maximum = maximum;
    }

    void add(T thing, long times) {
        if (counts.size() == maximum && thing.compareTo(counts.lastKey()) > 0) {
            further += times;
            return;
        }
        counts.merge(thing, times, Long::sum);
        if (counts.size() > maximum) {
            further += counts.pollLastEntry().getValue();
        }
    }

    void addAll(FirstOf<T> other) {
        other.counts.forEach(this::add);
        further += other.further;
    }

    SortedMap<T, Long> counts() {
        return counts;
    }

    /** How often other things came. */
    long further() {
        return further;
    }
}
