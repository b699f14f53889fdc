// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The records of a simulated organisation, and what one attributor in one process says of them in the end. */
record World(List<SimulatedEvent> records) {
    /** When everything is known: after the last event. */
    static final Instant NOW = Simulation.BEGINNING.plus(Duration.ofDays(30));

    /** All that comes within so much may come in any order. */
    static final Duration LATENESS = Duration.ofDays(40);

    static final Duration RETENTION = Attributor.Builder.DEFAULT_RETENTION;

    static World of(Profile profile, long seed, int events) {
        return new World(new Simulation(profile, seed)
                .happened(events).stream()
                        .filter(event -> event.fate().isDelivered())
                        .toList());
    }

    World shuffled(long seed) {
        var shuffled = new ArrayList<>(records);
        Collections.shuffle(shuffled, new Random(seed * 0x9E3779B97F4A7C15L));
        return new World(List.copyOf(shuffled));
    }

    List<CloudTrailEvent> events() {
        return records.stream().map(SimulatedEvent::event).toList();
    }

    /** The final line of each event, by its id. */
    Map<String, String> expected() {
        return finalLines(events());
    }

    /** As {@link #expected()}, where the clock is another: it tells which event times lie in the future. */
    Map<String, String> expected(InstantSource clock) {
        return finalLines(events(), clock);
    }

    /** The final line of each event, by its id. */
    static Map<String, String> finalLines(List<CloudTrailEvent> events) {
        return finalLines(events, InstantSource.fixed(NOW));
    }

    private static Map<String, String> finalLines(List<CloudTrailEvent> events, InstantSource clock) {
        var lines = new TreeMap<String, String>();
        Attributor attributor = Attributor.builder(clock)
                .holdUntilFinal()
                .watermarkFromHost()
                .listener(attribution -> lines.put(
                        attribution.eventId(),
                        new String(LineFormat.ndjson().line(SinkEntry.of(attribution)), StandardCharsets.UTF_8)))
                .build();
        events.forEach(attributor::attribute);
        attributor.finish();
        return lines;
    }

    /** Shows the first line that differs, not all. */
    static void assertSame(Map<String, String> answers, Map<String, String> expected) {
        assertThat(answers.keySet()).isEqualTo(expected.keySet());
        expected.forEach((id, line) -> assertThat(answers.get(id)).isEqualTo(line));
    }
}
