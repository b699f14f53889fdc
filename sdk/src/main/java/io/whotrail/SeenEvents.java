// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;

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
        /** The same id with other content, and only this one is covered by a digest; nobody vouches for the one before. */
        CORRECTION,
        /** The same, where the one before came from a source that is authenticated. */
        CORRECTION_OF_AUTHENTICATED,
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
            stripes[i] = new IdTable(Math.max(1, maximum / STRIPES), seed);
        }
    }

    Sighting see(CloudTrailEvent event) {
        return see(event, event.userIdentity().contentHash(seed));
    }

    /**
     * Takes note of an event.
     *
     * @param identityHash the content hash of its identity, with this memory's seed
     */
    Sighting see(CloudTrailEvent event, long identityHash) {
        String id = event.eventId();
        boolean uuid = EventIds.isUuid(id);
        long high = EventIds.high(id, uuid);
        long low = EventIds.low(id, uuid);
        return stripe(high, low)
                .see(
                        high,
                        low,
                        event.contentHash(seed, identityHash),
                        event.inputTrust(),
                        EpochSeconds.of(event.eventTime()));
    }

    /** The time that the event showed when its id was first seen; unknown where that is forgotten. */
    long firstTime(CloudTrailEvent event) {
        String id = event.eventId();
        boolean uuid = EventIds.isUuid(id);
        long high = EventIds.high(id, uuid);
        long low = EventIds.low(id, uuid);
        return stripe(high, low).timeOf(high, low);
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
        String id = event.eventId();
        boolean uuid = EventIds.isUuid(id);
        long high = EventIds.high(id, uuid);
        long low = EventIds.low(id, uuid);
        stripe(high, low).close(high, low);
    }

    /** Whether an event's answer became final before its time. */
    boolean isClosed(CloudTrailEvent event) {
        String id = event.eventId();
        boolean uuid = EventIds.isUuid(id);
        long high = EventIds.high(id, uuid);
        long low = EventIds.low(id, uuid);
        return stripe(high, low).isClosed(high, low);
    }

    private IdTable stripe(long high, long low) {
        return stripes[(int) (IdTable.hash(seed, high, low) >>> 60)];
    }

    void write(SectionWriter out) throws IOException {
        for (IdTable one : stripes) {
            one.write(out);
        }
    }

    /** Goes on from what a checkpoint says, which was written with the same seed. */
    void read(SectionReader in) throws IOException, CheckpointException {
        for (int i = 0; i < STRIPES; i++) {
            for (long left = in.readCount(); left > 0; left--) {
                long high = in.readLong();
                long low = in.readLong();
                stripe(high, low).read(high, low, in);
            }
        }
    }
}
