// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.AttributorStats;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.Provenance;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Everything that an attributor counts happens in some scenario, with the usual bounds or with narrow ones. */
class EveryCounterTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z"));

    /** What no story reaches: too many sessions of one name, a clock that is behind, two contents of an event that waits. */
    private static final Set<String> NOT_IN_A_STORY =
            Set.of("sessionsSaturated", "signalsBy FUTURE_TIME", "signalsBy CONTENT_CONFLICT");

    private static Attributor.Builder builder() {
        return Attributor.builder(CLOCK).hashSeed(7);
    }

    private static void run(Attributor.Builder builder, List<CloudTrailEvent> events, Map<String, Long> counted)
            throws ReflectiveOperationException {
        Attributor attributor = builder.build();
        events.forEach(attributor::attribute);
        add(attributor.stats(), counted);
        events.forEach(attributor::attribute);
        events.forEach(attributor::learn);
        attributor.finish();
        add(attributor.stats(), counted);
    }

    /** Every other event is one that a digest covers. */
    private static List<CloudTrailEvent> halfProven(List<CloudTrailEvent> events) {
        var halfProven = new ArrayList<CloudTrailEvent>();
        for (CloudTrailEvent event : events) {
            halfProven.add(
                    halfProven.size() % 2 == 0 ? event.provenBy(new Provenance("digest", "fingerprint")) : event);
        }
        return halfProven;
    }

    private static void add(AttributorStats stats, Map<String, Long> counted) throws ReflectiveOperationException {
        for (RecordComponent component : AttributorStats.class.getRecordComponents()) {
            Object value = component.getAccessor().invoke(stats);
            if (value instanceof Map<?, ?> map) {
                map.forEach((key, count) -> counted.merge(component.getName() + ' ' + key, (Long) count, Long::sum));
            } else if (value instanceof Long count) {
                counted.merge(component.getName(), count, Long::sum);
            }
        }
    }

    @Test
    void happensInSomeScenario() throws IOException, ReflectiveOperationException {
        Map<String, Long> counted = new TreeMap<>();
        for (Path folder : ScenarioFiles.folders()) {
            List<CloudTrailEvent> events = ScenarioFiles.read(folder).events();
            run(builder(), events, counted);
            run(builder(), halfProven(events), counted);
            run(builder().maximumSessions(1).maximumWaiting(1).maximumChainLength(1), events, counted);
            run(builder().lateness(Duration.ZERO).retention(Duration.ofMinutes(1)), events, counted);
        }
        counted.keySet().removeAll(NOT_IN_A_STORY);
        assertThat(counted.entrySet())
                .filteredOn(count -> count.getValue() == 0)
                .isEmpty();
    }
}
