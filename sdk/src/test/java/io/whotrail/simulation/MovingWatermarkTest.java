// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The final lines are the same in whatever order within the lateness the events come, also where the watermark moves, so that
 * most answers are final long before the end.
 */
class MovingWatermarkTest {
    /** Who else uses a key may show hours later: which of the answers around then bear it depends on when they are final. */
    private static final Pattern KEY_SHARED = Pattern.compile("\\{\"type\":\"KEY_SHARED\"[^}]*\\},?");

    private static final Duration LATENESS = Duration.ofMinutes(10);
    private static final int EVENTS = Integer.getInteger("simulation.moving.events", 3_000);
    private static final int ORDERS = Integer.getInteger("simulation.moving.orders", 4);
    private static final int SEEDS = Integer.getInteger("simulation.moving.seeds", 1);

    /** An event and when it comes, in epoch seconds. */
    private record Arrival(CloudTrailEvent event, long at) {}

    static Stream<Object[]> worlds() {
        return Stream.of(Profile.values())
                .filter(profile -> profile != Profile.FLOOD && profile != Profile.LATE)
                .flatMap(profile -> LongStream.range(0, SEEDS).mapToObj(seed -> new Object[] {profile, 100 + seed}));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("worlds")
    void theEndDoesNotDependOnTheOrderWhereTheWatermarkMoves(Profile profile, long seed) {
        List<CloudTrailEvent> events = Simulation.small(profile, seed).happened(EVENTS).stream()
                .filter(event -> event.fate().isDelivered())
                .map(SimulatedEvent::event)
                .toList();
        Instant end = events.get(events.size() - 1).eventTime();
        assertThat(Duration.between(Simulation.BEGINNING, end)).isGreaterThan(LATENESS.multipliedBy(4));
        var clock = InstantSource.fixed(end);
        Map<String, String> expected = read(shuffled(events, new SplitMix64(seed)), clock, false);
        for (int order = 0; order < ORDERS; order++) {
            List<CloudTrailEvent> shuffled = shuffled(events, new SplitMix64(SplitMix64.mix(seed * 1_000 + order)));
            Map<String, String> lines = read(shuffled, clock, order % 2 == 0);
            assertThat(lines.keySet()).isEqualTo(expected.keySet());
            assertThat(different(lines, expected)).as("order %s", order).isEmpty();
        }
    }

    private static List<String> different(Map<String, String> lines, Map<String, String> expected) {
        return expected.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(lines.get(entry.getKey())))
                .map(entry -> "\n  " + entry.getValue() + "  " + lines.get(entry.getKey()))
                .toList();
    }

    private static Map<String, String> read(List<CloudTrailEvent> events, InstantSource clock, boolean held) {
        var ledger = new Ledger();
        Attributor.Builder builder = Attributor.builder(clock)
                .lateness(LATENESS)
                .maximumSessions(20_000)
                .maximumRememberedEvents(50_000)
                .listener(ledger);
        Attributor attributor = held ? builder.holdUntilFinal().build() : builder.build();
        for (CloudTrailEvent event : events) {
            Attribution answer = attributor.attribute(event);
            if (!held) {
                ledger.take(answer);
            }
        }
        attributor.finish();
        assertThat(ledger.faults()).isEmpty();
        assertThat(attributor.stats().balances()).as("%s", attributor.stats()).isTrue();
        assertThat(attributor.stats().late()).isZero();
        var lines = new TreeMap<String, String>();
        ledger.lines()
                .forEach((id, line) -> lines.put(id, KEY_SHARED.matcher(line).replaceAll("")));
        return lines;
    }

    /** Each event comes within the lateness of its time. */
    private static List<CloudTrailEvent> shuffled(List<CloudTrailEvent> events, SplitMix64 random) {
        var arrivals = new ArrayList<Arrival>(events.size());
        for (CloudTrailEvent event : events) {
            arrivals.add(
                    new Arrival(event, event.eventTime().getEpochSecond() + random.below((int) LATENESS.toSeconds())));
        }
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        return arrivals.stream().map(Arrival::event).toList();
    }
}
