// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

/** Decides what becomes of records: which are lost, and when the files with the others are delivered. Not thread safe. */
final class Post {
    /** A file holds the events of so many seconds. */
    static final int FILE_SECONDS = 300;

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
    private final Outages outages;

    Post(Parameters parameters, SplitMix64 random) {
        this.parameters = parameters;
        this.random = random;
        this.seed = random.next();
        this.outages = new Outages(parameters.outage(), seed);
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

    /** When the file is delivered that a record goes into: the same for all that it holds. */
    long deliveredAt(Trail trail, Way way, long now) {
        long hash = SplitMix64.mix(seed ^ window(trail, way, now) * 31 + key(trail, way));
        long delay = FileDelay.of(trail.region()).of(hash);
        long end = end(trail, way, now);
        if (way == Way.LATE) {
            end += parameters.lateness().toSeconds() + HOUR + (hash & 0xFFFF) % (5 * HOUR);
        }
        return outages.isOut(trail.region(), end + delay) ? outages.end(end + delay) + delay : end + delay;
    }

    private int offset(Trail trail, Way way) {
        return (int) ((SplitMix64.mix(seed + key(trail, way)) >>> 33) % FILE_SECONDS);
    }

    private static int key(Trail trail, Way way) {
        int number = way == Way.ORDINARY ? 0 : way == Way.TWICE ? 1 : 2;
        return trail.index() * 3 + number;
    }
}
