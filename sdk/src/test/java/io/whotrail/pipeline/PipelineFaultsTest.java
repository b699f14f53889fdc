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
import io.whotrail.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Whatever fails, and wherever the machine stops: in the end every line is there, once, as if nothing had happened. */
class PipelineFaultsTest {
    private static final int DELIVERED = 120;
    private static final int CHECKPOINT_EVERY = 17;
    private static final Path FOLDER = Path.of("checkpoints");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));

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
            Pipeline pipeline = pipeline(new MemorySource("memory", EVENTS));
            try {
                pipeline.run();
                assertThat(pipeline.health().stats().balances()).isTrue();
                return true;
            } catch (IOException | Machine.Stopped failure) {
                return false;
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
                    .incidents(incident -> {})
                    .build();
        }

        void stop(Random random) {
            disk.loseWhatWasNotDurable(random);
            sink.loseWhatWasNotDurable(random);
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
