// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

/** Decides what becomes of records: which are lost, and when the files with the others are delivered. Not thread safe. */
final class Post {
    /** A file holds the events of so many seconds. */
    static final int FILE_SECONDS = 300;

    /** A file comes so many seconds after its end, at the least. */
    static final int SHORTEST_WAY = 180;

    private static final int SPREAD = 120;
    private static final int CYCLE = 12 * 3600;
    private static final int OUTAGE_BEGINS = 2 * 3600;
    private static final int HOUR = 3600;

    /** The ways that a record can take. */
    enum Way {
        ORDINARY,
        /** The other trail that tells the same. */
        TWICE,
        /** Hours after the lateness. */
        LATE
    }

    private final Parameters parameters;
    private final SplitMix64 random;
    private final long seed;

    Post(Parameters parameters, SplitMix64 random) {
        this.parameters = parameters;
        this.random = random;
        this.seed = random.next();
    }

    /**
     * The fate of a record.
     *
     * @param now when it happened, in epoch seconds
     * @param issuing whether it may be lost
     * @param safe whether it has to come, and in time
     */
    Fate fate(Trail trail, OrgAccount account, boolean readOnly, boolean issuing, boolean safe, long now) {
        Visibility visibility = account.visibility();
        boolean hidden = visibility == Visibility.NONE || readOnly && visibility == Visibility.WRITE_ONLY;
        if (hidden || issuing && !safe && random.chance(parameters.lossPerMillion())) {
            return Fate.LOST;
        }
        boolean late = !safe && random.chance(parameters.latePerMillion());
        int copies = !late && random.chance(parameters.duplicatesPerMillion()) ? 2 : 1;
        long first = deliveredAt(trail, late ? Way.LATE : Way.ORDINARY, now);
        long second = copies == 2 ? deliveredAt(trail, Way.TWICE, now) : first;
        long delivered = Math.min(first, second);
        return new Fate(delivered, delivered - now, late, copies);
    }

    /** Tells the file that a record goes into from all others. */
    long fileKey(Trail trail, Way way, long now) {
        return window(trail, way, now) << 16 | key(trail, way);
    }

    private long window(Trail trail, Way way, long now) {
        return Math.floorDiv(now + offset(trail, way), FILE_SECONDS);
    }

    /** The end of the time that a file tells of. */
    long end(Trail trail, Way way, long now) {
        return (window(trail, way, now) + 1) * FILE_SECONDS - offset(trail, way);
    }

    long deliveredAt(Trail trail, Way way, long now) {
        long hash = SplitMix64.mix(seed ^ window(trail, way, now) * 31 + key(trail, way));
        long way1 = SHORTEST_WAY + (hash >>> 33) % SPREAD;
        if (way == Way.LATE) {
            way1 += parameters.lateness().toSeconds() + HOUR + (hash & 0xFFFF) % (5 * HOUR);
        }
        return Math.max(end(trail, way, now), outageEnd(trail, now)) + way1;
    }

    private long outageEnd(Trail trail, long now) {
        long length = parameters.outage().toSeconds();
        long cycle = Math.floorDiv(now, CYCLE);
        long begin = cycle * CYCLE + OUTAGE_BEGINS;
        int region = (int) ((SplitMix64.mix(seed + cycle) >>> 33) % Organisation.REGIONS.size());
        boolean out = length > 0
                && now >= begin
                && now < begin + length
                && Organisation.REGIONS.get(region).equals(trail.region());
        return out ? begin + length : Long.MIN_VALUE;
    }

    private int offset(Trail trail, Way way) {
        return (int) ((SplitMix64.mix(seed + key(trail, way)) >>> 33) % FILE_SECONDS);
    }

    private static int key(Trail trail, Way way) {
        int number = way == Way.ORDINARY ? 0 : way == Way.TWICE ? 1 : 2;
        return trail.index() * 3 + number;
    }
}
