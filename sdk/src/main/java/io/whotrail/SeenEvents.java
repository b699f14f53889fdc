// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import java.util.Map;
import java.util.TreeMap;

/** Which event ids were seen, and with which content, within a bound on their number. Thread safe. */
final class SeenEvents {
    /* Ids stand in one open-addressed table per hour of event time, as 128 bits of id and 64 bits of content: a duplicate
     * has the same time, so one look-up finds it; only an id that is new there is also looked for in the other hours,
     * since a forged copy may show another time. When the bound is reached the oldest hour is forgotten. The tables are
     * divided among stripes, each with its own lock. */
    private static final int STRIPES = 16;
    private static final long SECONDS_PER_TABLE = 3600;

    enum Sighting {
        NEW,
        /** The same id with the same content. */
        DUPLICATE,
        /** The same id with other content. */
        CONTRADICTION
    }

    private final Stripe[] stripes = new Stripe[STRIPES];

    SeenEvents(int maximum) {
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new Stripe(Math.max(1, maximum / STRIPES));
        }
    }

    Sighting see(CloudTrailEvent event) {
        long[] id = EventIds.bits(event.eventId());
        long content = event.contentHash();
        long time = EpochSeconds.of(event.eventTime());
        long hour = time == EpochSeconds.UNKNOWN ? Long.MAX_VALUE : Math.floorDiv(time, SECONDS_PER_TABLE);
        int stripe = (int) (Hash64.mix(id[0] ^ id[1]) >>> 60);
        return stripes[stripe].see(id[0], id[1], content, hour);
    }

    private static final class Stripe {
        private final int maximum;
        private final TreeMap<Long, IdTable> hours = new TreeMap<>();
        private int size;

        Stripe(int maximum) {
            this.maximum = maximum;
        }

        synchronized Sighting see(long high, long low, long content, long hour) {
            IdTable table = hours.get(hour);
            Sighting sighting = table == null ? Sighting.NEW : table.sighting(high, low, content);
            if (sighting != Sighting.NEW) {
                return sighting;
            }
            for (Map.Entry<Long, IdTable> other : hours.entrySet()) {
                if (other.getKey() != hour && other.getValue().sighting(high, low, content) != Sighting.NEW) {
                    return Sighting.CONTRADICTION;
                }
            }
            if (table == null) {
                table = new IdTable();
                hours.put(hour, table);
            }
            table.add(high, low, content);
            size++;
            while (size > maximum && hours.size() > 1) {
                size -= hours.pollFirstEntry().getValue().size();
            }
            if (size > maximum) {
                size -= hours.pollFirstEntry().getValue().size();
            }
            return Sighting.NEW;
        }
    }
}
