// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The final lines are the same, byte for byte, in whatever order, with whatever duplicates, batches and threads the events
 * come, and whether answers are revised or held. {@code -Psimulation} asks more of it.
 */
@Execution(ExecutionMode.SAME_THREAD)
class OrderTest {
    private static final int SCENARIOS = Integer.getInteger("simulation.scenarios", 200);
    private static final int ORDERS = Integer.getInteger("simulation.orders", 20);
    private static final int SHORTEST = 60;
    private static final int SPREAD = 90;
    private static final int BUSY = 1_500;
    private static final InstantSource CLOCK = InstantSource.fixed(Simulation.BEGINNING.plus(Duration.ofDays(1)));
    private static final List<Profile> PROFILES = Stream.of(Profile.values())
            .filter(profile -> profile != Profile.FLOOD && profile != Profile.LATE)
            .toList();

    static IntStream scenarios() {
        return IntStream.range(0, SCENARIOS);
    }

    static IntStream busy() {
        return IntStream.range(0, Math.max(1, SCENARIOS / 40));
    }

    @ParameterizedTest(name = "scenario {0}")
    @MethodSource("scenarios")
    void theEndDoesNotDependOnTheOrder(int scenario) throws Exception {
        assertSameEnd(scenario, SHORTEST + scenario * 37 % SPREAD, ORDERS);
    }

    @ParameterizedTest(name = "scenario {0}")
    @MethodSource("busy")
    void norDoesItWhereGroupsAreBusy(int scenario) throws Exception {
        assertSameEnd(scenario, BUSY, Math.max(4, ORDERS / 4));
    }

    private static void assertSameEnd(int scenario, int length, int orders) throws Exception {
        Profile profile = PROFILES.get(scenario % PROFILES.size());
        List<CloudTrailEvent> events = Simulation.small(profile, scenario).happened(length).stream()
                .filter(event -> event.fate().isDelivered())
                .map(SimulatedEvent::event)
                .toList();
        Map<String, String> expected = readTwice(events, events);
        for (int order = 0; order < orders; order++) {
            var random = new SplitMix64(SplitMix64.mix(scenario * 1_000L + order));
            assertThat(read(events, order, random))
                    .as("%s, scenario %s, order %s", profile, scenario, order)
                    .isEqualTo(expected);
        }
    }

    private static Map<String, String> read(List<CloudTrailEvent> events, int order, SplitMix64 random)
            throws Exception {
        List<CloudTrailEvent> shuffled = shuffled(events, random);
        return switch (order % 9) {
            case 0 -> stream(shuffled, false, 1, 0);
            case 1 -> stream(shuffled, true, 1, 0);
            case 2 -> stream(repeated(shuffled, random), false, 1, 0);
            case 3 -> stream(repeated(shuffled, random), true, 1, 0);
            case 4 -> stream(repeated(shuffled, random), false, 2 + random.below(7), 0);
            case 5 -> stream(repeated(shuffled, random), true, 2 + random.below(7), 0);
            case 6 -> readTwice(shuffled, shuffled(events, random));
            case 7 -> stream(shuffled, false, 1, random.below(shuffled.size()));
            default -> interleaved(shuffled, random.below(2) == 0, random);
        };
    }

    private static Attributor.Builder attributor() {
        return Attributor.builder(CLOCK)
                .lateness(Duration.ofHours(2))
                .maximumSessions(5_000)
                .maximumRememberedEvents(20_000);
    }

    /**
     * Reads a stream.
     *
     * @param warm how many of the events are learned before, as those of an earlier batch
     */
    private static Map<String, String> stream(List<CloudTrailEvent> events, boolean held, int threads, int warm)
            throws Exception {
        var ledger = new Ledger();
        Attributor.Builder builder = attributor().listener(ledger);
        Attributor attributor = held ? builder.holdUntilFinal().build() : builder.build();
        events.subList(0, warm).forEach(attributor::learn);
        offer(events, threads, event -> {
            Attribution answer = attributor.attribute(event);
            if (!held) {
                ledger.take(answer);
            }
        });
        return endOf(attributor, ledger);
    }

    private static Map<String, String> endOf(Attributor attributor, Ledger ledger) {
        attributor.finish();
        assertThat(ledger.faults()).isEmpty();
        assertThat(attributor.stats().balances()).as("%s", attributor.stats()).isTrue();
        assertThat(attributor.stats().finalizedEarly()).isZero();
        return ledger.lines();
    }

    /**
     * Learns, asks and attributes by turns. Of what is left, some is learned ahead, and some is asked before it comes; all
     * is attributed in the end.
     */
    private static Map<String, String> interleaved(List<CloudTrailEvent> events, boolean held, SplitMix64 random) {
        var ledger = new Ledger();
        Attributor.Builder builder = attributor().listener(ledger);
        Attributor attributor = held ? builder.holdUntilFinal().build() : builder.build();
        for (int from = 0; from < events.size(); ) {
            List<CloudTrailEvent> left = events.subList(from, events.size());
            int size = 1 + random.below(Math.min(left.size(), 1 + events.size() / 8));
            switch (random.below(3)) {
                case 0 -> some(left, random).forEach(attributor::learn);
                case 1 -> some(random.below(2) == 0 ? left : events, random).forEach(attributor::ask);
                default -> {
                    for (CloudTrailEvent event : left.subList(0, size)) {
                        Attribution answer = attributor.attribute(event);
                        if (!held) {
                            ledger.take(answer);
                        }
                    }
                    from += size;
                }
            }
        }
        return endOf(attributor, ledger);
    }

    private static List<CloudTrailEvent> some(List<CloudTrailEvent> events, SplitMix64 random) {
        int of = 1 + random.below(4);
        return events.stream().filter(event -> random.below(of) == 0).toList();
    }

    private static void offer(List<CloudTrailEvent> events, int threads, Consumer<CloudTrailEvent> attributor)
            throws Exception {
        if (threads == 1) {
            events.forEach(attributor);
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var work = new ArrayList<Callable<Void>>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread;
                work.add(() -> {
                    for (int i = first; i < events.size(); i += threads) {
                        attributor.accept(events.get(i));
                    }
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Learns all, then asks all: the end that every other way has to come to. */
    private static Map<String, String> readTwice(List<CloudTrailEvent> first, List<CloudTrailEvent> second) {
        Attributor attributor = attributor().build();
        var contents = new HashMap<String, Long>();
        var contradicted = new HashMap<String, Boolean>();
        for (CloudTrailEvent event : first) {
            attributor.learn(event);
            Long before = contents.putIfAbsent(event.eventId(), event.contentHash());
            if (before != null && before != event.contentHash()) {
                contradicted.put(event.eventId(), Boolean.TRUE);
            }
        }
        attributor.finish();
        var lines = new TreeMap<String, String>();
        for (CloudTrailEvent event : second) {
            Attribution answer = attributor.ask(event);
            assertThat(answer.isFinal()).isTrue();
            lines.putIfAbsent(
                    event.eventId(),
                    Ledger.line(contradicted.containsKey(event.eventId()) ? answer.contradicted() : answer));
        }
        return lines;
    }

    private static List<CloudTrailEvent> shuffled(List<CloudTrailEvent> events, SplitMix64 random) {
        var shuffled = new ArrayList<>(events);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.below(i + 1));
        }
        return shuffled;
    }

    private static List<CloudTrailEvent> repeated(List<CloudTrailEvent> events, SplitMix64 random) {
        var repeated = new ArrayList<>(events);
        for (CloudTrailEvent event : events) {
            for (int times = random.below(4); times > 1; times--) {
                repeated.add(random.below(repeated.size() + 1), event);
            }
        }
        return repeated;
    }
}
