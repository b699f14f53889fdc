// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.WrittenVerdicts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts that come to know what they have to from each other, at any speed. {@code -Dkafka.parts.events=100000} sets how many events. */
final class SessionPartsTest {
    private static final int EVENTS = Integer.getInteger("kafka.parts.events", 1_000);
    private static final int LONG = 8_000;
    private static final int SLEEP = 3_500;

    private static PartSettings settings(int parts, int hops, Duration lateness) {
        return new PartSettings(
                new Partitions(parts), 1, hops, lateness, World.RETENTION, Duration.ofMinutes(10), 256 << 20, true);
    }

    private static Random chance(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    private static Message.Progress progress(Instant time) {
        return new Message.Progress(0, time.getEpochSecond());
    }

    private static Instant end() {
        return World.NOW.plus(World.LATENESS).plus(Duration.ofDays(1));
    }

    @ParameterizedTest
    @EnumSource
    void fourPartsOfWhichEachIsMadeAnewNowAndThenAnswerByTheBytesThatOneProcessWrites(Profile profile)
            throws IOException, CheckpointException {
        World world = World.of(profile, 31, EVENTS).shuffled(3);
        var log = new SimulatedLog(
                settings(4, 8, World.LATENESS), chance(profile.name().hashCode()));
        for (CloudTrailEvent event : world.events()) {
            log.send(event);
        }
        log.settle(2);
        log.send(null, progress(end()));
        log.settle(2);

        assertThat(log.faults()).isEmpty();
        World.assertSame(log.answers(), world.expected());
    }

    /** The records in the order in which they happen: some twenty minutes. */
    private static List<CloudTrailEvent> inOrder(long seed) {
        return World.of(Profile.CHAINS, seed, LONG).events();
    }

    /** What is answered where one part sleeps for minutes while the others take what comes, again and again. */
    private static SimulatedLog whereOneIsBehind(List<CloudTrailEvent> events, long seed, int hops)
            throws IOException, CheckpointException {
        Random random = chance(seed);
        var log = new SimulatedLog(settings(4, hops, Duration.ZERO), random);
        Instant told = Instant.MIN;
        int sleeper = 0;
        for (int i = 0; i < events.size(); i++) {
            CloudTrailEvent event = events.get(i);
            log.send(event);
            if (event.eventTime().isAfter(told)) {
                told = event.eventTime();
                log.send(null, progress(told));
            }
            if (i % SLEEP == 0) {
                log.take(sleeper, Integer.MAX_VALUE);
                sleeper = random.nextInt(4);
            }
            for (int part = 0; part < 4; part++) {
                log.take(part, part == sleeper ? 0 : 100);
            }
        }
        log.settle(0);
        log.send(null, progress(end()));
        log.settle(0);
        return log;
    }

    private static Map<Object, Map<String, Object>> verdicts(Map<String, String> lines) {
        var verdicts = new WrittenVerdicts();
        lines.values().forEach(verdicts::read);
        return verdicts.verdicts();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anAnswerIsNotFinalBeforeWhatOthersHaveToSayHasCome(long seed) throws IOException, CheckpointException {
        List<CloudTrailEvent> events = inOrder(seed);
        SimulatedLog log = whereOneIsBehind(events, seed, 64);
        assertThat(log.faults()).isEmpty();
        Map<Object, Map<String, Object>> expected = verdicts(World.finalLines(events));
        verdicts(log.answers()).forEach((id, verdict) -> assertThat(verdict).isEqualTo(expected.get(id)));
        assertThat(log.answers()).hasSameSizeAs(expected);
    }

    @Test
    void whereNobodyWaitsForTheRelaysOfOthersAnswersAreMissed() throws IOException, CheckpointException {
        List<CloudTrailEvent> events = inOrder(1);
        SimulatedLog log = whereOneIsBehind(events, 1, 0);
        assertThat(verdicts(log.answers()).equals(verdicts(World.finalLines(events))))
                .isFalse();
    }

    private static SimulatedLog fed(World world, PartSettings settings) throws IOException, CheckpointException {
        var log = new SimulatedLog(settings, chance(1));
        for (CloudTrailEvent event : world.events()) {
            log.send(event);
        }
        log.send(null, progress(World.NOW));
        log.settle(0);
        assertThat(log.answers()).isEmpty();
        return log;
    }

    @Test
    void whatIsOpenIsAnsweredUnderTheSettingsThatComeAfterwards() throws IOException, CheckpointException {
        World world = World.of(Profile.MIXED, 5, 1_000).shuffled(3);
        SimulatedLog log = fed(world, settings(4, 8, World.LATENESS));
        PartSettings kept = settings(4, 8, World.LATENESS);
        PartSettings others = new PartSettings(
                kept.parts(),
                kept.sources(),
                kept.hops(),
                Duration.ZERO,
                kept.retention().plusDays(1),
                kept.idleness(),
                kept.maximumMemory() * 2,
                kept.held());
        log.restart(others);
        log.restart(others);
        log.send(null, progress(end()));
        log.settle(200);

        assertThat(log.faults()).isEmpty();
        World.assertSame(log.answers(), world.expected());
        assertThatCode(() -> log.restart(others)).doesNotThrowAnyException();
    }

    @Test
    void aPartIsNotMadeUnderSettingsUnderWhichItWouldHaveAnsweredOtherwise() throws IOException, CheckpointException {
        PartSettings kept = settings(4, 8, World.LATENESS);
        SimulatedLog log = fed(World.of(Profile.MIXED, 5, 100), kept);
        for (PartSettings others : List.of(
                settings(4, 40, World.LATENESS),
                settings(2, 8, World.LATENESS),
                new PartSettings(
                        kept.parts(),
                        kept.sources(),
                        kept.hops(),
                        kept.lateness(),
                        kept.retention(),
                        kept.idleness(),
                        kept.maximumMemory(),
                        !kept.held()))) {
            assertThatThrownBy(() -> log.restart(others))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("kept with " + kept.text())
                    .hasMessageContaining("stay as they are");
        }
    }
}
