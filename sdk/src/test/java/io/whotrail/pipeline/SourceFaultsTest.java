// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.disk.Machine;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.simulation.Profile;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourcePosition;
import io.whotrail.source.WatchedFolderSource;
import io.whotrail.testing.FaultyFiles;
import io.whotrail.testing.Reached;
import io.whotrail.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Whichever step of reading fails, and wherever the machine stops in it: in the end every line is there, once. */
class SourceFaultsTest {
    private static final int DELIVERED = 40;
    private static final Path CHECKPOINTS = Path.of("/checkpoints").toAbsolutePath();
    private static final Path LETTERS = Path.of("/letters/rejected.ndjson").toAbsolutePath();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));

    @TempDir
    private Path folder;

    private SimulatedMirror mirror;
    private SimulatedDisk disk = new SimulatedDisk();
    private SimulatedSink sink = new SimulatedSink();
    private Set<String> expectedLetters = Set.of();

    /** What has to happen among all that these tests draw. */
    enum State {
        SOURCE_RETRIED,
        SINK_RETRIED,
        CHECKPOINT_RETRIED,
        RUN_FAILED,
        MACHINE_STOPPED,
        FILE_SET_ASIDE,
        RESUMED_AMID_A_FILE,
        DEAD_LETTER_REPEATED,
        DEAD_LETTER_TORN
    }

    @RegisterExtension
    static final Reached<State> REACHED = new Reached<>(State.class);

    private static void noted(PipelineIncident incident) {
        switch (incident.kind()) {
            case SOURCE_RETRY -> REACHED.mark(State.SOURCE_RETRIED);
            case SINK_RETRY -> REACHED.mark(State.SINK_RETRIED);
            case CHECKPOINT_RETRY -> REACHED.mark(State.CHECKPOINT_RETRIED);
            default -> {}
        }
    }

    /** How the files are read: what the source of a folder is. */
    private enum Reading {
        AS_THEY_APPEAR,
        AS_THEY_ARE;

        ResumableSource open(Path folder, DeadLetters letters) throws IOException {
            CloudTrailReader reader =
                    CloudTrailReader.builder().rejected(letters::rejected).build();
            return this == AS_THEY_ARE
                    ? reader.openAll(folder)
                    : WatchedFolderSource.builder(folder, reader, CLOCK)
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
            FileDeadLetters letters = FileDeadLetters.open(LETTERS, disk);
            ResumableSource source = reading.open(FaultyFiles.at(folder, () -> machine.step("read")), letters);
            Pipeline pipeline = pipeline(new NotedSource(source, SourceFaultsTest::resumed), letters);
            pipeline.run();
            PipelineStats stats = pipeline.health().stats();
            assertThat(stats.balances()).as("%s", stats).isTrue();
            REACHED.mark(
                    State.FILE_SET_ASIDE,
                    source instanceof WatchedFolderSource watched
                            && watched.watchStats().unreadable() > 0);
            return true;
        } catch (IOException | UncheckedIOException failure) {
            REACHED.mark(State.RUN_FAILED);
            return false;
        } catch (Machine.Stopped stopped) {
            REACHED.mark(State.MACHINE_STOPPED);
            return false;
        }
    }

    private static void resumed(SourcePosition position) {
        REACHED.mark(State.RESUMED_AMID_A_FILE, position.text().contains("stream-1"));
    }

    private Pipeline pipeline(ResumableSource source, DeadLetters letters) {
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
                .incidents(SourceFaultsTest::noted)
                .deadLetters(letters)
                .build();
    }

    private Set<String> expected(Reading reading) throws IOException, CheckpointException {
        startAnew();
        assertThat(run(reading, Machine.sound())).isTrue();
        expectedLetters = new TreeSet<>(letters());
        assertThat(expectedLetters).hasSize(mirror.files());
        return new TreeSet<>(sink.lines());
    }

    private List<String> letters() {
        byte[] bytes = disk.files().getOrDefault(LETTERS, new byte[0]);
        return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
    }

    private void startAnew() throws IOException {
        disk = new SimulatedDisk();
        disk.makeFolder(LETTERS.getParent());
        sink = new SimulatedSink();
    }

    /** The same lines; of a folder that is watched other ones as right, for a file that fails is read after others. */
    private void assertExpected(Reading reading, Set<String> expected, String when) {
        assertThat(sink.lines()).as(when).doesNotHaveDuplicates();
        if (reading == Reading.AS_THEY_ARE) {
            assertThat(new TreeSet<>(sink.lines())).as(when).isEqualTo(expected);
        }
        List<String> whole =
                letters().stream().filter(expectedLetters::contains).toList();
        assertThat(new HashSet<>(whole)).as(when).hasSameSizeAs(expectedLetters);
        REACHED.mark(State.DEAD_LETTER_REPEATED, whole.size() > expectedLetters.size());
        REACHED.mark(
                State.DEAD_LETTER_TORN, letters().stream().anyMatch(line -> !line.isEmpty() && !line.endsWith("}")));
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

    private void whicheverStepFails(Reading reading) throws IOException, CheckpointException {
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
    void whicheverStepFailsWhileAFolderIsWatchedEveryLineIsThereOnce() throws IOException, CheckpointException {
        whicheverStepFails(Reading.AS_THEY_APPEAR);
    }

    @Test
    void whicheverStepFailsWhileAFolderIsReadEveryLineIsThereOnce() throws IOException, CheckpointException {
        whicheverStepFails(Reading.AS_THEY_ARE);
    }

    @ParameterizedTest
    @Seeds(30)
    void howeverOftenTheMachineStopsAmidReadingEveryLineIsThereOnce(Random random)
            throws IOException, CheckpointException {
        Reading reading = Reading.values()[random.nextInt(2)];
        Set<String> expected = expected(reading);
        startAnew();
        int stops = 0;
        while (!run(reading, Machine.stoppingAt(40 + random.nextInt(150)))) {
            disk.loseWhatWasNotDurable(random);
            sink.loseWhatWasNotDurable(random);
            assertThat(stops++).isLessThan(1_000);
        }
        assertExpected(reading, expected, "at the end");
    }

    @Test
    void whereReadingFailsForEverTheRunEndsAndTheNextLosesNothing() throws IOException, CheckpointException {
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
