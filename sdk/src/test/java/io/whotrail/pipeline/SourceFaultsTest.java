// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.simulation.Profile;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.WatchedFolderSource;
import io.whotrail.testing.FaultyFiles;
import io.whotrail.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Whichever step of reading fails, and wherever the machine stops in it: in the end every line is there, once. */
class SourceFaultsTest {
    private static final int DELIVERED = 40;
    private static final Path CHECKPOINTS = Path.of("checkpoints");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));

    @TempDir
    private Path folder;

    private SimulatedMirror mirror;
    private SimulatedDisk disk = new SimulatedDisk();
    private SimulatedSink sink = new SimulatedSink();
    private final Set<PipelineIncident.Kind> incidents = EnumSet.noneOf(PipelineIncident.Kind.class);

    /** How the files are read: what the source of a folder is. */
    private enum Reading {
        AS_THEY_APPEAR,
        AS_THEY_ARE;

        EventSource open(Path folder) throws IOException {
            return this == AS_THEY_ARE
                    ? CloudTrailReader.create().openAll(folder)
                    : WatchedFolderSource.builder(folder, CloudTrailReader.create(), CLOCK)
                            .settling(Duration.ZERO)
                            .pollInterval(Duration.ZERO)
                            .build();
        }
    }

    @BeforeEach
    void deliver() throws IOException {
        mirror = new SimulatedMirror(folder, DELIVERED);
        mirror.deliverAll();
    }

    /** Runs until the end, or until the machine stops or cannot go on; says whether it came to the end. */
    private boolean run(Reading reading, Machine machine) throws CheckpointException {
        disk.runOn(machine);
        sink.runOn(machine);
        try {
            Pipeline pipeline = pipeline(reading.open(FaultyFiles.at(folder, machine::step)));
            pipeline.run();
            PipelineStats stats = pipeline.health().stats();
            assertThat(stats.balances()).as("%s", stats).isTrue();
            return true;
        } catch (IOException | Machine.Stopped failure) {
            return false;
        }
    }

    private Pipeline pipeline(EventSource source) {
        var attributor = Attributor.builder(CLOCK)
                .lateness(Profile.TYPICAL.lateness())
                .maximumSessions(10_000)
                .maximumRememberedEvents(10_000);
        return Pipeline.builder(attributor, sink, CLOCK)
                .source(source)
                .checkpoints(CHECKPOINTS, disk)
                .checkpointEvery(8)
                .batchSize(5)
                .untilIdle(Duration.ZERO)
                .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(1), 5, RetryPolicy.Exhausted.STOP))
                .random(new SplittableRandom(1))
                .sleeper(time -> {})
                .incidents(incident -> incidents.add(incident.kind()))
                .build();
    }

    private Set<String> expected(Reading reading) throws CheckpointException {
        assertThat(run(reading, Machine.sound())).isTrue();
        return new TreeSet<>(sink.lines());
    }

    private void startAnew() {
        disk = new SimulatedDisk();
        sink = new SimulatedSink();
    }

    /** The same lines; of a folder that is watched other ones as right, for a file that fails is read after others. */
    private void assertExpected(Reading reading, Set<String> expected, String when) {
        assertThat(sink.lines()).as(when).doesNotHaveDuplicates();
        if (reading == Reading.AS_THEY_ARE) {
            assertThat(new TreeSet<>(sink.lines())).as(when).isEqualTo(expected);
        }
        Map<String, Attribution> last = LastAnswers.of(sink.entries());
        assertThat(last.keySet()).as(when).isEqualTo(mirror.happened().keySet());
        last.forEach((id, answer) -> assertThat(mirror.happened()
                        .get(id)
                        .truth()
                        .judge(answer.verdict())
                        .isRight())
                .as("%s, %s", when, answer)
                .isTrue());
    }

    private void whicheverStepFails(Reading reading) throws CheckpointException {
        Set<String> expected = expected(reading);
        boolean failed = true;
        for (int number = 1; failed; number++) {
            startAnew();
            Machine machine = Machine.failingAt(number);
            boolean done = run(reading, machine);
            failed = machine.steps() >= number;
            if (!done) {
                assertThat(run(reading, Machine.sound())).as("step %d", number).isTrue();
            }
            assertExpected(reading, expected, "step " + number);
        }
    }

    @Test
    void whicheverStepFailsWhileAFolderIsWatchedEveryLineIsThereOnce() throws CheckpointException {
        whicheverStepFails(Reading.AS_THEY_APPEAR);
        assertThat(incidents)
                .contains(
                        PipelineIncident.Kind.SOURCE_RETRY,
                        PipelineIncident.Kind.SINK_RETRY,
                        PipelineIncident.Kind.CHECKPOINT_RETRY);
    }

    @Test
    void whicheverStepFailsWhileAFolderIsReadEveryLineIsThereOnce() throws CheckpointException {
        whicheverStepFails(Reading.AS_THEY_ARE);
    }

    @ParameterizedTest
    @Seeds(30)
    void howeverOftenTheMachineStopsAmidReadingEveryLineIsThereOnce(Random random) throws CheckpointException {
        Reading reading = Reading.values()[random.nextInt(2)];
        Set<String> expected = expected(reading);
        startAnew();
        int stops = 0;
        while (!run(reading, Machine.stoppingAt(40 + random.nextInt(150), random))) {
            disk.loseWhatWasNotDurable(random);
            sink.loseWhatWasNotDurable(random);
            assertThat(stops++).isLessThan(1_000);
        }
        assertExpected(reading, expected, "at the end");
    }

    @Test
    void whereReadingFailsForEverTheRunEndsAndTheNextLosesNothing() throws CheckpointException {
        Set<String> expected = expected(Reading.AS_THEY_APPEAR);
        boolean failed = true;
        for (int number = 1; failed; number++) {
            startAnew();
            Machine machine = Machine.failingFrom(number);
            run(Reading.AS_THEY_APPEAR, machine);
            failed = machine.steps() >= number;
            assertThat(run(Reading.AS_THEY_APPEAR, Machine.sound())).isTrue();
            assertExpected(Reading.AS_THEY_APPEAR, expected, "step " + number);
        }
    }
}
