// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.time.Duration;

/**
 * When a Region delivers nothing: every twelve hours one of them, for as long as the profile says. What is due then comes after
 * it, as do the files of whatever happens in it.
 */
final class Outages {
    private static final long CYCLE = 12 * 3600;

    /** The first begins so many seconds after the simulation. */
    private static final long FIRST = 3600;

    private final long seed;
    private final long length;

    Outages(Duration length, long seed) {
        this.length = length.toSeconds();
        this.seed = seed;
    }

    /** Whether a Region delivers nothing at a time, in epoch seconds. */
    boolean isOut(String region, long time) {
        return length > 0 && time >= begin(time) && time < begin(time) + length && region.equals(region(time));
    }

    /** When the Region delivers again that is out at a time, in epoch seconds. */
    long end(long time) {
        return begin(time) + length;
    }

    private static long cycle(long time) {
        return Math.floorDiv(time - Stage.BEGINNING.getEpochSecond() - FIRST, CYCLE);
    }

    private static long begin(long time) {
        return cycle(time) * CYCLE + Stage.BEGINNING.getEpochSecond() + FIRST;
    }

    private String region(long time) {
        long hash = SplitMix64.mix(seed + cycle(time)) >>> 33;
        return Organisation.REGIONS.get((int) (hash % Organisation.REGIONS.size()));
    }
}
