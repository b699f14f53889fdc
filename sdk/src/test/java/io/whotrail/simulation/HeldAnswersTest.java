// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Answers that were found early and brought up to date until they were final are those that are found when everything is known:
 * nothing that changed one of them was passed over. {@code -Dheld.events=100000} chooses how many events each profile has, and
 * {@code -Dheld.seed} another world.
 */
class HeldAnswersTest {
    private static final int EVENTS = Integer.getInteger("held.events", 4_000);
    private static final int SEED = Integer.getInteger("held.seed", 21);
    private static final InstantSource CLOCK = InstantSource.fixed(Simulation.BEGINNING.plus(Duration.ofDays(30)));

    private static String line(Attribution answer) {
        return new String(LineFormat.ndjson().line(SinkEntry.of(answer)), StandardCharsets.UTF_8);
    }

    private static List<CloudTrailEvent> shuffled(Profile profile) {
        var events = new ArrayList<CloudTrailEvent>();
        for (SimulatedEvent event : new Simulation(profile, SEED).happened(EVENTS)) {
            if (event.fate().isDelivered()) {
                events.add(event.event());
            }
        }
        var random = new SplitMix64(SEED);
        for (int i = events.size() - 1; i > 0; i--) {
            Collections.swap(events, i, random.below(i + 1));
        }
        return events;
    }

    private static Map<String, String> held(List<CloudTrailEvent> events) {
        var lines = new TreeMap<String, String>();
        Attributor attributor = Attributor.builder(CLOCK)
                .watermarkFromHost()
                .holdUntilFinal()
                .listener(answer -> lines.put(answer.eventId(), line(answer)))
                .build();
        events.forEach(attributor::attribute);
        attributor.finish();
        return lines;
    }

    private static Map<String, String> asked(List<CloudTrailEvent> events) {
        Attributor attributor = Attributor.builder(CLOCK).build();
        events.forEach(attributor::learn);
        attributor.finish();
        var lines = new TreeMap<String, String>();
        events.forEach(event -> lines.computeIfAbsent(event.eventId(), id -> line(attributor.ask(event))));
        return lines;
    }

    /** The ids of events whose records contradict each other, which only who answers events one by one can say. */
    private static Set<String> contradicted(List<CloudTrailEvent> events) {
        Map<String, Long> hashes = new HashMap<>();
        Set<String> contradicted = new HashSet<>();
        for (CloudTrailEvent event : events) {
            Long other = hashes.putIfAbsent(event.eventId(), event.contentHash());
            if (other != null && other != event.contentHash()) {
                contradicted.add(event.eventId());
            }
        }
        return contradicted;
    }

    @ParameterizedTest
    @EnumSource
    void areThoseThatAreFoundWhenEverythingIsKnown(Profile profile) {
        List<CloudTrailEvent> events = shuffled(profile);
        Map<String, String> held = held(events);
        Map<String, String> asked = asked(events);
        assertThat(held.keySet()).isEqualTo(asked.keySet());
        Set<String> contradicted = contradicted(events);
        held.keySet().removeAll(contradicted);
        held.forEach((id, line) -> assertThat(line).isEqualTo(asked.get(id)));
        assertThat(held).hasSizeGreaterThan(EVENTS / 2);
    }
}
