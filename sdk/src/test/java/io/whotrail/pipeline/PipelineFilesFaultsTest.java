// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.disk.Machine;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.sink.SinkOnDisk;
import io.whotrail.source.SourcePosition;
import io.whotrail.testing.JsonTree;
import io.whotrail.testing.Reached;
import io.whotrail.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Output and checkpoints are files of one machine: whatever fails there, and wherever it stops, in the end every line is in the
 * files, once.
 */
class PipelineFilesFaultsTest {
    private static final Path FOLDER = Path.of("/state/of/checkpoints").toAbsolutePath();

    /** What has to happen among all that these tests draw. */
    enum State {
        SINK_RETRIED,
        CHECKPOINT_RETRIED,
        RUN_FAILED,
        MACHINE_STOPPED,
        NAMES_LOST,
        FOLDER_LOST,
        FILE_TORN,
        RESUMED_MIDWAY
    }

    @RegisterExtension
    static final Reached<State> REACHED = new Reached<>(State.class);

    private static final Map<SinkOnDisk, Map<Object, List<String>>> EXPECTED = linesWithoutFaults();

    private final Map<SinkOnDisk, SimulatedDisk> disks = new EnumMap<>(SinkOnDisk.class);

    private SimulatedDisk disk(SinkOnDisk kind) {
        return disks.computeIfAbsent(kind, same -> new SimulatedDisk());
    }

    /** Runs until the end, or until the machine stops or cannot go on; says whether it came to the end. */
    private boolean run(SinkOnDisk kind, Machine machine) throws CheckpointException {
        SimulatedDisk disk = disk(kind);
        disk.runOn(machine);
        try {
            Pipeline pipeline = Pipeline.builder(HostileEvents.attributor(), kind.open(disk, 25), HostileEvents.CLOCK)
                    .source(HostileEvents.source(PipelineFilesFaultsTest::resumed))
                    .checkpoints(FOLDER, disk)
                    .checkpointEvery(16)
                    .batchSize(12)
                    .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 5, RetryPolicy.Exhausted.STOP))
                    .random(new SplittableRandom(1))
                    .sleeper(time -> {})
                    .incidents(PipelineFilesFaultsTest::noted)
                    .build();
            pipeline.run();
            assertThat(pipeline.health().stats().balances()).isTrue();
            return true;
        } catch (IOException failure) {
            REACHED.mark(State.RUN_FAILED);
            return false;
        } catch (Machine.Stopped stopped) {
            REACHED.mark(State.MACHINE_STOPPED);
            return false;
        }
    }

    private static void resumed(SourcePosition position) {
        int given = Integer.parseInt(position.text());
        REACHED.mark(State.RESUMED_MIDWAY, given > 0 && given < HostileEvents.ALL.size());
    }

    private static void noted(PipelineIncident incident) {
        REACHED.mark(State.SINK_RETRIED, incident.kind() == PipelineIncident.Kind.SINK_RETRY);
        REACHED.mark(State.CHECKPOINT_RETRIED, incident.kind() == PipelineIncident.Kind.CHECKPOINT_RETRY);
    }

    /** The power fails. */
    private void stop(SinkOnDisk kind, Random random) {
        SimulatedDisk disk = disk(kind);
        disk.loseWhatWasNotDurable(random);
        REACHED.mark(State.NAMES_LOST, disk.hasLostNames());
        REACHED.mark(State.FOLDER_LOST, disk.hasLostFolders());
        REACHED.mark(State.FILE_TORN, disk.isTorn());
    }

    private static Map<SinkOnDisk, Map<Object, List<String>>> linesWithoutFaults() {
        var test = new PipelineFilesFaultsTest();
        var lines = new EnumMap<SinkOnDisk, Map<Object, List<String>>>(SinkOnDisk.class);
        for (SinkOnDisk kind : SinkOnDisk.values()) {
            try {
                assertThat(test.run(kind, Machine.sound())).isTrue();
            } catch (CheckpointException impossible) {
                throw new AssertionError(impossible);
            }
            lines.put(kind, test.lines(kind));
        }
        assertThat(lines.get(SinkOnDisk.FILES))
                .isEqualTo(lines.get(SinkOnDisk.ONE_FILE))
                .hasSizeGreaterThan(50);
        return lines;
    }

    /** By what they are of. */
    private Map<Object, List<String>> lines(SinkOnDisk kind) {
        return SinkOnDisk.lines(disk(kind)).stream()
                .collect(Collectors.groupingBy(
                        line -> JsonTree.object(line).getOrDefault("eventId", "a notice"),
                        TreeMap::new,
                        Collectors.toList()));
    }

    /** The same lines, each event's in their order; in which order one fact revises several events is nobody's promise. */
    private void assertExpected(SinkOnDisk kind, String when) {
        assertThat(lines(kind)).as("%s, %s", kind, when).isEqualTo(EXPECTED.get(kind));
    }

    @ParameterizedTest
    @EnumSource
    void whicheverStepFailsEveryLineIsThereOnceInTheEnd(SinkOnDisk kind) throws CheckpointException {
        boolean failed = true;
        for (int number = 1; failed; number++) {
            disks.clear();
            Machine machine = Machine.failingAt(number);
            boolean done = run(kind, machine);
            failed = machine.steps() >= number;
            assertThat(done || run(kind, Machine.sound())).as("step %d", number).isTrue();
            assertExpected(kind, "step " + number);
        }
    }

    @ParameterizedTest
    @Seeds(1)
    void whereverTheMachineStopsEveryLineIsThereOnceInTheEnd(Random random) throws CheckpointException {
        for (SinkOnDisk kind : SinkOnDisk.values()) {
            boolean stopped = true;
            for (int number = 1; stopped; number++) {
                disks.clear();
                stopped = !run(kind, Machine.stoppingAt(number));
                stop(kind, random);
                assertThat(run(kind, Machine.sound())).as("step %d", number).isTrue();
                assertExpected(kind, "step " + number);
            }
        }
    }

    @ParameterizedTest
    @Seeds(10)
    void howeverOftenTheMachineStopsEveryLineIsThereOnceInTheEnd(Random random) throws CheckpointException {
        for (SinkOnDisk kind : SinkOnDisk.values()) {
            int stops = 0;
            for (boolean done = false; !done; ) {
                done = run(kind, Machine.stoppingAt(1 + random.nextInt(150)));
                stop(kind, random);
                assertThat(stops++).isLessThan(1_000);
            }
            assertExpected(kind, "at the end");
        }
    }
}
