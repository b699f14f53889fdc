// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.source.MemorySource;
import io.whotrail.source.SourcePosition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Events that come late, twice and in any order, for pipelines that come to harm. */
final class HostileEvents {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));
    static final List<CloudTrailEvent> ALL = delivered(60);

    private static final List<Instant> TIMES = ALL.stream()
            .map(CloudTrailEvent::eventTime)
            .filter(Objects::nonNull)
            .sorted()
            .toList();

    private HostileEvents() {}

    private static List<CloudTrailEvent> delivered(int count) {
        var events = new ArrayList<CloudTrailEvent>();
        Deliveries deliveries = Simulation.small(Profile.HOSTILE, 1).delivered(count);
        for (SimulatedEvent next = deliveries.next(); next != null; next = deliveries.next()) {
            events.add(next.event());
        }
        return List.copyOf(events);
    }

    /** What answers them. */
    static Attributor.Builder attributor() {
        return Attributor.builder(CLOCK)
                .lateness(Profile.HOSTILE.lateness())
                .maximumSessions(10_000)
                .maximumRememberedEvents(10_000);
    }

    /** A source of them, with a watermark that stays behind most of them, and passes all at the end. */
    static NotedSource source(Consumer<SourcePosition> resumed) {
        return new NotedSource(new MemorySource("memory", ALL), resumed) {
            @Override
            public Optional<Instant> watermark() {
                int given = Integer.parseInt(position().text());
                return Optional.of(
                        given < ALL.size()
                                ? TIMES.get(given * 2 / 3)
                                : TIMES.get(TIMES.size() - 1).plus(Duration.ofDays(1)));
            }
        };
    }
}
