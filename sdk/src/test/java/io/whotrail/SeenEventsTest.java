// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids are recognised until those of the oldest hours have to make room. */
final class SeenEventsTest {
    private static final int ROOM = 16_000;
    private static final int EVENTS = 100_000;
    /** Within any hour, so that what is forgotten is a small part. */
    private static final int PER_HOUR = 1_000;

    private static CloudTrailEvent event(long seed, int number, Instant time) {
        var random = new Random(seed * EVENTS + number);
        String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
        return CloudTrailEvent.builder(number % 7 == 0 ? "odd-" + uuid : uuid)
                .eventTime(time)
                .build();
    }

    private static Instant time(int number) {
        return Events.NOON.plusSeconds(3_600L * (number / PER_HOUR));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsOfTheLatestHoursIsRecognisedWhateverWasForgotten(long seed) {
        var seen = new SeenEvents(ROOM, seed);
        for (int i = 0; i < EVENTS; i++) {
            assertThat(seen.see(event(seed, i, time(i)))).isEqualTo(SeenEvents.Sighting.NEW);
        }
        for (int i = EVENTS - ROOM / 2; i < EVENTS; i++) {
            CloudTrailEvent event = event(seed, i, time(i));
            assertThat(seen.see(event)).isEqualTo(SeenEvents.Sighting.DUPLICATE);
            assertThat(seen.firstTime(event)).isEqualTo(time(i).getEpochSecond());
        }
        assertThat(seen.see(event(seed, 0, time(0)))).as("long gone").isEqualTo(SeenEvents.Sighting.NEW);
        assertThat(seen.bytes()).isLessThan(75L * ROOM);
    }
}
