// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.Relay;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where one resolves the issuances for attributors that hold a part of all sessions each and tell nobody anything, these come to
 * the same end as one that holds everything, byte for byte. {@code -Dresolver.events=600} chooses how many events there are.
 */
class ResolverTest {
    private static final int EVENTS = Integer.getInteger("resolver.events", 600);
    private static final int PARTS = 4;
    private static final InstantSource CLOCK = InstantSource.fixed(Simulation.BEGINNING.plus(Duration.ofDays(30)));

    private final List<Ledger> ledgers =
            Stream.generate(Ledger::new).limit(PARTS).toList();
    private final List<Attributor> holders = new ArrayList<>();
    private final List<Attributor> filters = new ArrayList<>();
    private final List<Queue<byte[]>> told = new ArrayList<>();
    private final Attributor resolver =
            Attributor.builder(CLOCK).watermarkFromHost().resolver(this::tell).build();
    private boolean news;

    ResolverTest() {
        for (int part = 0; part < PARTS; part++) {
            int self = part;
            told.add(new ArrayDeque<>());
            filters.add(Attributor.builder(CLOCK)
                    .watermarkFromHost()
                    .partition(key -> false, relay -> news = true)
                    .build());
            holders.add(Attributor.builder(CLOCK)
                    .watermarkFromHost()
                    .listener(ledgers.get(part))
                    .partition(key -> partOf(key) == self, relay -> {})
                    .build());
        }
    }

    private static int partOf(String key) {
        return Math.floorMod(key.hashCode(), PARTS);
    }

    private void tell(Relay relay) {
        for (int part = 0; part < PARTS; part++) {
            if (relay.key() == null || part == partOf(relay.key())) {
                told.get(part).add(relay.toBytes());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.whotrail.simulation.PartitionsTest#profiles")
    void theEndIsThatOfOneThatHoldsEverything(Profile profile) throws CheckpointException {
        List<CloudTrailEvent> events = new Simulation(profile, 8)
                .happened(EVENTS).stream()
                        .filter(event -> event.fate().isDelivered())
                        .map(SimulatedEvent::event)
                        .toList();
        var random = new SplitMix64(SplitMix64.mix(EVENTS));
        List<CloudTrailEvent> shuffled = new ArrayList<>(events);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.below(i + 1));
        }
        for (CloudTrailEvent event : shuffled) {
            take(event);
            deliver(random.below(PARTS), random.below(4));
        }
        for (int part = 0; part < PARTS; part++) {
            deliver(part, Integer.MAX_VALUE);
        }

        var lines = new TreeMap<String, String>();
        for (int part = 0; part < PARTS; part++) {
            holders.get(part).finish();
            lines.putAll(ledgers.get(part).lines());
        }
        assertThat(resolver.stats().waiting()).isZero();
        Map<String, String> expected = ofOne(shuffled);
        assertThat(lines.keySet()).isEqualTo(expected.keySet());
        expected.forEach((id, line) -> assertThat(lines.get(id)).isEqualTo(line));
    }

    private void take(CloudTrailEvent event) {
        int part = partOf(Attributor.partitionKey(event));
        news = false;
        filters.get(part).learn(event);
        if (news) {
            resolver.learn(event);
        }
        ledgers.get(part).take(holders.get(part).attribute(event));
    }

    private void deliver(int part, int atMost) throws CheckpointException {
        for (int i = 0; i < atMost && !told.get(part).isEmpty(); i++) {
            holders.get(part).learn(Relay.of(told.get(part).remove()));
        }
    }

    private static Map<String, String> ofOne(List<CloudTrailEvent> events) {
        var ledger = new Ledger();
        Attributor attributor =
                Attributor.builder(CLOCK).watermarkFromHost().listener(ledger).build();
        events.forEach(event -> ledger.take(attributor.attribute(event)));
        attributor.finish();
        return ledger.lines();
    }
}
