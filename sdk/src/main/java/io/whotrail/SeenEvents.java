// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;

/** Which event ids were seen, and with which content, within a bound on their number. Thread safe. */
final class SeenEvents {
    /* Ids stand in open-addressed tables as 128 bits of id, 64 bits of content and the event time. When the bound is
     * reached the ids of the oldest events are forgotten. The tables are stripes, each with its own lock. */
    private static final int STRIPES = 16;

    enum Sighting {
        NEW,
        /** The same id with the same content. */
        DUPLICATE,
        /** The same id with the same content, and better believed than before. */
        VOUCHED,
        /** The same id with other content. */
        CONTRADICTION,
        /** The same id with other content, and only this one is covered by a digest. */
        CORRECTION,
        /** The same id with other content, and only the one before is covered by a digest. */
        QUARANTINED
    }

    private final IdTable[] stripes = new IdTable[STRIPES];
    private final long seed;

    /**
     * Makes an empty memory.
     *
     * @param maximum how many ids fit
     * @param seed what hashes are mixed with, so that nobody can choose ids that fall together
     */
    SeenEvents(int maximum, long seed) {
        this.seed = seed;
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new IdTable(Math.max(1, maximum / STRIPES), seed + i);
        }
    }

    Sighting see(CloudTrailEvent event) {
        long[] id = EventIds.bits(event.eventId());
        return stripe(id)
                .see(id[0], id[1], event.contentHash(seed), event.inputTrust(), EpochSeconds.of(event.eventTime()));
    }

    /** The time that the event showed when its id was first seen; unknown where that is forgotten. */
    long firstTime(CloudTrailEvent event) {
        long[] id = EventIds.bits(event.eventId());
        return stripe(id).timeOf(id[0], id[1]);
    }

    /** What the tables take. */
    long bytes() {
        long bytes = 0;
        for (IdTable one : stripes) {
            bytes += one.bytes();
        }
        return bytes;
    }

    /** Takes note that an event's answer is final, whatever its time. */
    void close(CloudTrailEvent event) {
        long[] id = EventIds.bits(event.eventId());
        stripe(id).close(id[0], id[1]);
    }

    /** Whether an event's answer became final before its time. */
    boolean isClosed(CloudTrailEvent event) {
        long[] id = EventIds.bits(event.eventId());
        return stripe(id).isClosed(id[0], id[1]);
    }

    private IdTable stripe(long[] id) {
        return stripes[(int) (Hash64.mix(Hash64.mix(id[0] ^ seed) ^ id[1]) >>> 60)];
    }
}
