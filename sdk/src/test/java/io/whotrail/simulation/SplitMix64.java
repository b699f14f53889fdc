// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.util.List;

/**
 * Random numbers by SplitMix64 (Steele, Lea and Flood, 2014): integers only, the same on every JDK. Not thread safe.
 */
final class SplitMix64 {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int MILLION = 1_000_000;

    private long state;

    SplitMix64(long seed) {
        this.state = seed;
    }

    /** The finaliser: every bit of the input reaches every bit of the output. */
    static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A number from 0 to below the bound. */
    int below(int bound) {
        return (int) ((next() >>> 32) * bound >>> 32);
    }

    /** Whether something happens that happens so many times in a million. */
    boolean chance(int perMillion) {
        return perMillion > 0 && below(MILLION) < perMillion;
    }

    <T> T pick(List<T> items) {
        return items.get(below(items.size()));
    }
}
