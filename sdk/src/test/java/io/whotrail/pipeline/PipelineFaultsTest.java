// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.disk.Machine;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.ResumableSource;
import io.whotrail.testing.Reached;
import io.whotrail.testing.Seeds;
import io.whotrail.testing.SinkEntries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever fails, and wherever the machine stops: in the end every line is there, once, as if nothing had happened. */
class PipelineFaultsTest {
    private static final int CHECKPOINT_EVERY = 9;
    private static final Path FOLDER = Path.of("/state/of/checkpoints").toAbsolutePath();

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
        REVISED_AFTER_RESTORE,
        HELD_OVER_A_RESTART,
        DOCUMENT_REPEATED
    }

    @RegisterExtension
    static final Reached<State> REACHED = new Reached<>(State.class);

    private static final List<CloudTrailEvent> EVENTS = HostileEvents.ALL;
    private static final Map<Boolean, Map<String, List<String>>> EXPECTED =
            Map.of(false, linesWithoutFaults(Way.TAKEN_BACK_REVISED), true, linesWithoutFaults(Way.TAKEN_BACK_HELD));

    /** Whether the sink takes back what came after a checkpoint, and whether answers are told when they are final only. */
    enum Way {
        TAKEN_BACK_REVISED(true, false),
        TAKEN_BACK_HELD(true, true),
        KEPT_REVISED(false, false),
        KEPT_HELD(false, true);

        final boolean takesBack;
        final boolean holds;

        Way(boolean takesBack, boolean holds) {
            this.takesBack = takesBack;
            this.holds = holds;
        }
    }

    /** What outlives machines, and runs on one after the other. */
    private static final class World {
        final SimulatedDisk disk = new SimulatedDisk();
        final SimulatedSink sink = new SimulatedSink();
        final Way way;
        private int resumedAt;

        World(Way way) {
            this.way = way;
        }

        /** Runs until the end, or until the machine stops or cannot go on; says whether it came to the end. */
        boolean run(Machine machine) throws CheckpointException {
            disk.runOn(machine);
            sink.runOn(machine);
            REACHED.mark(
                    State.UNFINISHED_CHECKPOINT_FOUND,
                    disk.files().keySet().stream()
                            .anyMatch(file -> file.toString().endsWith(".tmp")));
            int before = sink.entries().size();
            resumedAt = 0;
            Pipeline pipeline =
                    pipeline(HostileEvents.source(position -> resumedAt = Integer.parseInt(position.text())));
            try {
                pipeline.run();
                PipelineStats stats = pipeline.health().stats();
                assertThat(stats.balances()).isTrue();
                markEnd(before, (int) stats.delivered());
                return true;
            } catch (IOException failure) {
                REACHED.mark(State.RUN_FAILED);
                return false;
            } catch (Machine.Stopped stopped) {
                REACHED.mark(State.MACHINE_STOPPED);
                return false;
            }
        }

        private void markEnd(int before, int delivered) {
            List<SinkEntry> after = sink.entries();
            int from = after.size() - delivered;
            REACHED.mark(State.LINES_TAKEN_BACK, from < before);
            REACHED.mark(State.RESUMED_MIDWAY, resumedAt > 0 && resumedAt < EVENTS.size());
            Set<String> known = names(after.subList(0, from));
            Set<String> now = names(after.subList(from, after.size()));
            REACHED.mark(State.REVISED_AFTER_RESTORE, !way.holds && now.stream().anyMatch(known::contains));
            REACHED.mark(
                    State.HELD_OVER_A_RESTART,
                    way.holds
                            && EVENTS.subList(0, resumedAt).stream()
                                    .map(CloudTrailEvent::eventId)
                                    .anyMatch(now::contains));
        }

        private static Set<String> names(List<SinkEntry> entries) {
            return entries.stream().map(SinkEntries::nameOf).collect(Collectors.toSet());
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
            PipelineBuilder builder = Pipeline.builder(
                            HostileEvents.attributor(),
                            way.takesBack ? sink : new SinkThatRuns(sink, () -> {}),
                            HostileEvents.CLOCK)
                    .source(source)
                    .checkpoints(FOLDER, disk)
                    .checkpointEvery(CHECKPOINT_EVERY)
                    .batchSize(5)
                    .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 5, RetryPolicy.Exhausted.STOP))
                    .random(new SplittableRandom(1))
                    .sleeper(time -> {})
                    .incidents(World::noted);
            return (way.holds ? builder.holdUntilFinal() : builder).build();
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

    private static Map<String, List<String>> linesWithoutFaults(Way way) {
        try {
            var world = new World(way);
            assertThat(world.run(Machine.sound())).isTrue();
            Map<String, Attribution> answers = LastAnswers.of(world.sink.entries());
            assertThat(answers.values()).allMatch(answer -> answer.isFinal() || !way.holds);
            assertThat(answers.keySet())
                    .isEqualTo(EVENTS.stream().map(CloudTrailEvent::eventId).collect(Collectors.toSet()));
            return lines(world);
        } catch (CheckpointException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The same lines, each event's in their order; in which order one fact revises several events is nobody's promise. */
    private static void assertExpected(World world, String when) {
        assertThat(lines(world)).as("%s, %s", world.way, when).isEqualTo(EXPECTED.get(world.way.holds));
    }

    /** The lines of each event; of those that a store would overwrite, which are to be the same, the first. */
    private static Map<String, List<String>> lines(World world) {
        var lines = new TreeMap<String, List<String>>();
        var documents = new HashMap<String, String>();
        for (int number = 0; number < world.sink.entries().size(); number++) {
            SinkEntry entry = world.sink.entries().get(number);
            String line = world.sink.lines().get(number);
            String before = documents.put(entry.documentId(), line);
            if (before == null || world.way.takesBack) {
                lines.computeIfAbsent(SinkEntries.nameOf(entry), name -> new ArrayList<>())
                        .add(line);
            } else {
                REACHED.mark(State.DOCUMENT_REPEATED);
                assertThat(line).as("%s once more", entry.documentId()).isEqualTo(before);
            }
        }
        return lines;
    }

    @ParameterizedTest
    @EnumSource
    void whicheverStepFailsEveryLineIsThereOnceInTheEnd(Way way) throws CheckpointException {
        boolean failed = true;
        for (int number = 1; failed; number++) {
            var world = new World(way);
            Machine machine = Machine.failingAt(number);
            boolean done = world.run(machine);
            failed = machine.steps() >= number;
            if (!done) {
                assertThat(world.run(Machine.sound())).as("step %d", number).isTrue();
            }
            assertExpected(world, "step " + number);
        }
    }

    @ParameterizedTest
    @Seeds(1)
    void whereverTheMachineStopsEveryLineIsThereOnceInTheEnd(Random random) throws CheckpointException {
        for (Way way : Way.values()) {
            boolean stopped = true;
            for (int number = 1; stopped; number++) {
                var world = new World(way);
                Machine machine = Machine.stoppingAt(number);
                stopped = !world.run(machine);
                world.stop(random);
                assertThat(world.run(Machine.sound())).as("step %d", number).isTrue();
                assertExpected(world, "step " + number);
            }
        }
    }

    @ParameterizedTest
    @Seeds(13)
    void howeverOftenTheMachineStopsEveryLineIsThereOnceInTheEnd(Random random) throws CheckpointException {
        for (Way way : Way.values()) {
            var world = new World(way);
            int stops = 0;
            while (!world.run(Machine.stoppingAt(1 + random.nextInt(60)))) {
                world.stop(random);
                assertThat(stops++).isLessThan(1_000);
            }
            assertExpected(world, "at the end");
        }
    }

    @ParameterizedTest
    @Seeds(5)
    void whereTheNewestCheckpointIsDamagedTheOneBeforeItLeadsToTheSameLines(Random random) throws CheckpointException {
        for (Way way : Way.values()) {
            var world = new World(way);
            int stops = 0;
            while (!world.run(Machine.stoppingAt(1 + random.nextInt(80)))) {
                world.stop(random);
                if (random.nextBoolean()) {
                    world.damageNewest(random);
                }
                assertThat(stops++).isLessThan(1_000);
            }
            assertExpected(world, "at the end");
        }
    }

    @ParameterizedTest
    @EnumSource
    void onAMachineThatIsFullForEverThePipelineFailsAndLosesNothing(Way way) throws CheckpointException {
        boolean failed = true;
        for (int number = 1; failed; number++) {
            var world = new World(way);
            failed = !world.run(Machine.failingFrom(number));
            assertThat(world.run(Machine.sound())).as("step %d", number).isTrue();
            assertExpected(world, "step " + number);
        }
    }
}
