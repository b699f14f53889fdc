// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.source.MemorySource;
import io.whotrail.source.ResumableSource;
import io.whotrail.testing.JsonTree;
import io.whotrail.testing.Reached;
import io.whotrail.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;

/** Whatever fails, and wherever the machine stops: in the end every line is there, once, as if nothing had happened. */
class PipelineFaultsTest {
    private static final int DELIVERED = 120;
    private static final int CHECKPOINT_EVERY = 17;
    private static final Path FOLDER = Path.of("/state/of/checkpoints").toAbsolutePath();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));

    /** What has to happen among all that these tests draw. */
    enum State {
        SINK_RETRIED,
        CHECKPOINT_RETRIED,
        RUN_FAILED,
        MACHINE_STOPPED,
        LINES_LOST,
        LINES_TAKEN_BACK,
        NAMES_LOST,
        FOLDER_LOST,
        FILE_TORN,
        UNFINISHED_CHECKPOINT_FOUND,
        EARLIER_CHECKPOINT_USED,
        RESUMED_MIDWAY,
        REVISED_AFTER_RESTORE
    }

    @RegisterExtension
    static final Reached<State> REACHED = new Reached<>(State.class);

    private static final List<CloudTrailEvent> EVENTS = events(1);
    private static final List<String> EXPECTED = linesWithoutFaults();

    private static List<CloudTrailEvent> events(long seed) {
        var events = new ArrayList<CloudTrailEvent>();
        Deliveries deliveries = Simulation.small(Profile.HOSTILE, seed).delivered(DELIVERED);
        for (SimulatedEvent next = deliveries.next(); next != null; next = deliveries.next()) {
            events.add(next.event());
        }
        return events;
    }

    private static Attributor.Builder attributor() {
        return Attributor.builder(CLOCK)
                .lateness(Profile.HOSTILE.lateness())
                .maximumSessions(10_000)
                .maximumRememberedEvents(10_000);
    }

    /** What outlives machines, and runs on one after the other. */
    private static final class World {
        final SimulatedDisk disk = new SimulatedDisk();
        final SimulatedSink sink = new SimulatedSink();

        /** Runs until the end, or until the machine stops or cannot go on; says whether it came to the end. */
        boolean run(Machine machine) throws CheckpointException {
            disk.runOn(machine);
            sink.runOn(machine);
            REACHED.mark(
                    State.UNFINISHED_CHECKPOINT_FOUND,
                    disk.files().keySet().stream()
                            .anyMatch(file -> file.toString().endsWith(".tmp")));
            List<String> before = sink.lines();
            var source = new MemorySource("memory", EVENTS);
            Pipeline pipeline = pipeline(source);
            try {
                pipeline.run();
                PipelineStats stats = pipeline.health().stats();
                assertThat(stats.balances()).isTrue();
                markEnd(before, stats);
                return true;
            } catch (IOException failure) {
                REACHED.mark(State.RUN_FAILED);
                return false;
            } catch (Machine.Stopped stopped) {
                REACHED.mark(State.MACHINE_STOPPED);
                return false;
            }
        }

        private void markEnd(List<String> before, PipelineStats stats) {
            List<String> after = sink.lines();
            int from = after.size() - (int) stats.delivered();
            REACHED.mark(State.LINES_TAKEN_BACK, from < before.size());
            REACHED.mark(State.RESUMED_MIDWAY, stats.records() > 0 && stats.records() < EVENTS.size());
            Set<Object> known = ids(after.subList(0, from));
            REACHED.mark(
                    State.REVISED_AFTER_RESTORE,
                    ids(after.subList(from, after.size())).stream().anyMatch(known::contains));
        }

        private static Set<Object> ids(List<String> lines) {
            return lines.stream()
                    .map(line -> JsonTree.object(line).get("eventId"))
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }

        /** What a disk does that says it has written, and has not. */
        void damageNewest(Random random) {
            List<Path> finished = disk.files().keySet().stream()
                    .filter(file -> !file.toString().endsWith(".tmp"))
                    .sorted()
                    .toList();
            if (finished.size() > 1) {
                Path newest = finished.get(finished.size() - 1);
                byte[] bytes = disk.files().get(newest);
                disk.overwrite(newest, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            }
        }

        private static void noted(PipelineIncident incident) {
            switch (incident.kind()) {
                case SINK_RETRY -> REACHED.mark(State.SINK_RETRIED);
                case CHECKPOINT_RETRY -> REACHED.mark(State.CHECKPOINT_RETRIED);
                case CHECKPOINT_FALLBACK -> REACHED.mark(State.EARLIER_CHECKPOINT_USED);
                default -> {}
            }
        }

        private Pipeline pipeline(ResumableSource source) {
            return Pipeline.builder(attributor(), sink, CLOCK)
                    .source(source)
                    .checkpoints(FOLDER, disk)
                    .checkpointEvery(CHECKPOINT_EVERY)
                    .batchSize(5)
                    .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 5, RetryPolicy.Exhausted.STOP))
                    .random(new SplittableRandom(1))
                    .sleeper(time -> {})
                    .incidents(World::noted)
                    .build();
        }

        void stop(Random random) {
            int lines = sink.lines().size();
            disk.loseWhatWasNotDurable(random);
            sink.loseWhatWasNotDurable(random);
            REACHED.mark(State.LINES_LOST, sink.lines().size() < lines);
            REACHED.mark(State.NAMES_LOST, disk.hasLostNames());
            REACHED.mark(State.FOLDER_LOST, disk.hasLostFolders());
            REACHED.mark(State.FILE_TORN, disk.isTorn());
        }
    }

    private static List<String> linesWithoutFaults() {
        try {
            var world = new World();
            assertThat(world.run(Machine.sound())).isTrue();
            return world.sink.lines();
        } catch (CheckpointException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The same lines, each event's in their order; in which order one fact revises several events is nobody's promise. */
    private static void assertExpected(List<String> lines, String when) {
        assertThat(byEvent(lines)).as(when).isEqualTo(byEvent(EXPECTED));
    }

    private static Map<Object, List<String>> byEvent(List<String> lines) {
        var byEvent = new TreeMap<Object, List<String>>();
        for (String line : lines) {
            Object id = JsonTree.object(line).getOrDefault("eventId", "a notice");
            byEvent.computeIfAbsent(id, key -> new ArrayList<>()).add(line);
        }
        return byEvent;
    }

    @Test
    void whicheverStepFailsEveryLineIsThereOnceInTheEnd() throws CheckpointException {
        boolean failed = true;
        for (int number = 1; failed; number++) {
            var world = new World();
            Machine machine = Machine.failingAt(number);
            boolean done = world.run(machine);
            failed = machine.steps() >= number;
            if (!done) {
                assertThat(world.run(Machine.sound())).as("step %d", number).isTrue();
            }
            assertExpected(world.sink.lines(), "step " + number);
        }
    }

    @ParameterizedTest
    @Seeds(3)
    void whereverTheMachineStopsEveryLineIsThereOnceInTheEnd(Random random) throws CheckpointException {
        boolean stopped = true;
        for (int number = 1; stopped; number++) {
            var world = new World();
            Machine machine = Machine.stoppingAt(number, random);
            stopped = !world.run(machine);
            world.stop(random);
            assertThat(world.run(Machine.sound())).as("step %d", number).isTrue();
            assertExpected(world.sink.lines(), "step " + number);
        }
    }

    @ParameterizedTest
    @Seeds(50)
    void howeverOftenTheMachineStopsEveryLineIsThereOnceInTheEnd(Random random) throws CheckpointException {
        var world = new World();
        int stops = 0;
        while (!world.run(Machine.stoppingAt(1 + random.nextInt(60), random))) {
            world.stop(random);
            assertThat(stops++).isLessThan(1_000);
        }
        assertExpected(world.sink.lines(), "at the end");
    }

    @ParameterizedTest
    @Seeds(20)
    void whereTheNewestCheckpointIsDamagedTheOneBeforeItLeadsToTheSameLines(Random random) throws CheckpointException {
        var world = new World();
        int stops = 0;
        while (!world.run(Machine.stoppingAt(1 + random.nextInt(80), random))) {
            world.stop(random);
            if (random.nextBoolean()) {
                world.damageNewest(random);
            }
            assertThat(stops++).isLessThan(1_000);
        }
        assertExpected(world.sink.lines(), "at the end");
    }

    @Test
    void onAMachineThatIsFullForEverThePipelineFailsAndLosesNothing() throws CheckpointException {
        boolean failed = true;
        for (int number = 1; failed; number++) {
            var world = new World();
            failed = !world.run(Machine.failingFrom(number));
            assertThat(world.run(Machine.sound())).as("step %d", number).isTrue();
            assertExpected(world.sink.lines(), "step " + number);
        }
    }
}
