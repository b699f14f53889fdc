// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Cluster;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attributors that each hold a part of all sessions come to the same end as one that holds them all, byte for byte, in whatever
 * order events and relays come, and whichever of them goes on from a checkpoint. {@code -Dpartitions.worlds=200
 * -Dpartitions.events=2000} choose how many small worlds, and how long the large ones are.
 */
class PartitionsTest {
    private static final int WORLDS = Integer.getInteger("partitions.worlds", 200);
    private static final int EVENTS = Integer.getInteger("partitions.events", 2_000);
    private static final int SHORTEST = 60;
    private static final int SPREAD = 90;
    private static final int ORDERS = 3;
    private static final int MOST_PARTS = 8;
    private static final InstantSource CLOCK = InstantSource.fixed(Simulation.BEGINNING.plus(Duration.ofDays(30)));

    /** With too little memory, and too late, the end depends on how things come. */
    static final List<Profile> PROFILES = Stream.of(Profile.values())
            .filter(profile -> profile != Profile.FLOOD && profile != Profile.LATE)
            .toList();

    static IntStream worlds() {
        return IntStream.range(0, WORLDS);
    }

    static List<Profile> profiles() {
        return PROFILES;
    }

    @ParameterizedTest(name = "world {0}")
    @MethodSource("worlds")
    void theEndDoesNotDependOnHowManyHoldTheSessions(int world) throws IOException, CheckpointException {
        Profile profile = PROFILES.get(world % PROFILES.size());
        List<CloudTrailEvent> events =
                delivered(Simulation.small(profile, world).happened(SHORTEST + world * 37 % SPREAD));
        Map<String, String> expected = ofOne(events);
        for (int order = 0; order < ORDERS; order++) {
            var random = new SplitMix64(SplitMix64.mix(world * 100L + order));
            int parts = 2 + random.below(MOST_PARTS - 1);
            assertThat(ofSeveral(shuffled(events, random), parts, order == 0 ? 10 : 0, random))
                    .as("%s, order %s, %s parts", profile, order, parts)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void norDoesItInALargeOrganisation(Profile profile) throws IOException, CheckpointException {
        List<CloudTrailEvent> events = delivered(new Simulation(profile, 5).happened(EVENTS));
        var random = new SplitMix64(EVENTS);
        assertThat(ofSeveral(shuffled(events, random), 4, 0, random)).isEqualTo(ofOne(events));
    }

    private static List<CloudTrailEvent> delivered(List<SimulatedEvent> happened) {
        return happened.stream()
                .filter(event -> event.fate().isDelivered())
                .map(SimulatedEvent::event)
                .toList();
    }

    private static List<CloudTrailEvent> shuffled(List<CloudTrailEvent> events, SplitMix64 random) {
        var shuffled = new ArrayList<>(events);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.below(i + 1));
        }
        return shuffled;
    }

    private static Attributor.Builder attributor() {
        return Attributor.builder(CLOCK).watermarkFromHost();
    }

    private static Map<String, String> ofOne(List<CloudTrailEvent> events) {
        var ledger = new Ledger();
        Attributor attributor = attributor().listener(ledger).build();
        events.forEach(event -> ledger.take(attributor.attribute(event)));
        return endOf(attributor, ledger);
    }

    private static Map<String, String> ofSeveral(
            List<CloudTrailEvent> events, int parts, int restarts, SplitMix64 random)
            throws IOException, CheckpointException {
        List<Ledger> ledgers = Stream.generate(Ledger::new).limit(parts).toList();
        var cluster = new Cluster(ledgers, PartitionsTest::attributor, true);
        cluster.attribute(events, random::below, restarts);
        var lines = new TreeMap<String, String>();
        for (int part = 0; part < parts; part++) {
            lines.putAll(endOf(cluster.attributors().get(part), ledgers.get(part)));
        }
        return lines;
    }

    private static Map<String, String> endOf(Attributor attributor, Ledger ledger) {
        attributor.finish();
        assertThat(ledger.faults()).isEmpty();
        assertThat(attributor.stats().balances()).isTrue();
        return ledger.lines();
    }
}
