// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.cli.input.LearnedLogs;
import io.whotrail.cli.input.Places;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.EventPlace;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds where events lie that are known by their ids, by reading all inputs once more. */
final class ProofPlaces {
    /**
     * Where an event lies, and what it is.
     *
     * @param place the first place
     * @param copies how many places there are
     * @param time when it happened
     * @param what its service and action
     * @param inBytes where the first place is in the bytes of its input; {@code null} where that cannot be told
     */
    record Found(
            long place,
            long copies,
            @Nullable Instant time,
            String what,
            @Nullable EventPlace inBytes) {
        private Found and(Found other) {
            Found first = place < other.place ? this : other;
            return new Found(first.place, copies + other.copies, first.time, first.what, first.inBytes);
        }
    }

    private final LearnedLogs learned;

    ProofPlaces(LearnedLogs learned) {
        this.learned = learned;
    }

    /** Finds those that are there. */
    Map<String, Found> find(Set<String> ids) throws IOException {
        Map<String, Found> found = new ConcurrentHashMap<>();
        learned.again((event, place, source) -> {
            if (ids.contains(event.eventId())) {
                found.merge(event.eventId(), found(event, place, source.place()), Found::and);
            }
        });
        return found;
    }

    private static Found found(CloudTrailEvent event, long place, @Nullable EventPlace inBytes) {
        return new Found(place, 1, event.eventTime(), event.eventSource() + ' ' + event.eventName(), inBytes);
    }

    /** The name of the input that holds a place. */
    String file(Found found) {
        return learned.inputs().all().get(Places.input(found.place())).name();
    }
}
