// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import io.whotrail.disk.Disk;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.FileSink;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.MemorySink;
import io.whotrail.sink.SingleFileSink;
import io.whotrail.sink.SinkException;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.MemorySource;
import io.whotrail.source.PositionLostException;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourcePosition;
import io.whotrail.source.WatchedFolderSource;
import io.whotrail.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that somebody has exchanged, or that others have: gone on from rightly, or refused before anything is touched. */
class CheckpointMisuseTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));

    @TempDir
    private Path folder;

    private Path state() {
        return folder.resolve("state");
    }

    private Path answers() {
        return folder.resolve("answers.ndjson");
    }

    private PipelineBuilder builder(AttributionSink sink, EventSource... sources) {
        var attributor =
                Attributor.builder(CLOCK).lateness(Profile.TYPICAL.lateness()).maximumRememberedEvents(10_000);
        PipelineBuilder builder = Pipeline.builder(attributor, sink, CLOCK)
                .checkpoints(state())
                .checkpointEvery(8)
                .incidents(incident -> {})
                .untilIdle(Duration.ZERO);
        for (EventSource source : sources) {
            builder.source(source);
        }
        return builder;
    }

    private WatchedFolderSource mirror() {
        return WatchedFolderSource.builder(folder.resolve("mirror"), CloudTrailReader.create(), CLOCK)
                .settling(Duration.ZERO)
                .pollInterval(Duration.ZERO)
                .build();
    }

    private AttributionSink lines() throws SinkException {
        return SingleFileSink.open(answers(), LineFormat.ndjson());
    }

    private static MemorySource memory(String name, int count) {
        return new MemorySource(
                name,
                IntStream.range(0, count)
                        .mapToObj(number ->
                                CloudTrailEvent.builder("event-" + number).build())
                        .toList());
    }

    private List<Path> checkpoints() throws IOException {
        try (Stream<Path> files = Files.list(state())) {
            return files.filter(file -> file.getFileName().toString().startsWith("checkpoint-"))
                    .sorted()
                    .toList();
        }
    }

    private byte[] newest() throws IOException {
        List<Path> all = checkpoints();
        return Files.readAllBytes(all.get(all.size() - 1));
    }

    /** Puts a checkpoint in the place of the newest, or alone in the place of all. */
    private void putBack(byte[] checkpoint, boolean alone) throws IOException {
        List<Path> all = checkpoints();
        for (Path file : alone ? all : List.<Path>of()) {
            Files.delete(file);
        }
        Files.write(all.get(all.size() - 1), checkpoint);
    }

    /** Every checkpoint that there was after a file of the mirror. */
    private List<byte[]> grow(SimulatedMirror files, boolean rotating) throws IOException, CheckpointException {
        var checkpoints = new ArrayList<byte[]>();
        for (int number = 0; number < files.files(); number++) {
            files.deliver(number);
            builder(rotating ? rotating() : lines(), mirror()).build().run();
            checkpoints.add(newest());
        }
        return checkpoints;
    }

    private FileSink rotating() throws IOException {
        return FileSink.builder(folder.resolve("out"), "answers")
                .maximumEntries(7)
                .open();
    }

    private List<String> rotated() throws IOException {
        var all = new ArrayList<String>();
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList()) {
                all.addAll(Files.readAllLines(file));
            }
        }
        return all;
    }

    @Test
    void anOlderCheckpointThatWasPutBackIsGoneOnFromAndTheOutputIsTheSame() throws IOException, CheckpointException {
        List<byte[]> checkpoints = grow(new SimulatedMirror(folder.resolve("mirror"), 40), false);
        byte[] expected = Files.readAllBytes(answers());
        for (byte[] older : checkpoints) {
            for (boolean alone : new boolean[] {false, true}) {
                putBack(older, alone);
                builder(lines(), mirror()).build().run();
                assertThat(Files.readAllBytes(answers())).isEqualTo(expected);
            }
        }
    }

    @Test
    void withFilesThatWereHandedOnAnOlderCheckpointRepeatsLinesAndLosesNone() throws IOException, CheckpointException {
        List<byte[]> checkpoints = grow(new SimulatedMirror(folder.resolve("mirror"), 40), true);
        List<String> expected = rotated();
        assertThat(expected).doesNotHaveDuplicates();
        putBack(checkpoints.get(1), true);
        builder(rotating(), mirror()).build().run();
        assertThat(rotated()).hasSizeGreaterThan(expected.size());
        assertThat(new HashSet<>(rotated())).isEqualTo(new HashSet<>(expected));
    }

    private void assertRefused(ThrowingCallable run, String... words) throws IOException {
        byte[] checkpoint = newest();
        byte[] output = Files.readAllBytes(answers());
        assertThatThrownBy(run)
                .isInstanceOfSatisfying(
                        CheckpointException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.DIFFERENT_SETTINGS))
                .hasMessageContainingAll(words);
        assertThat(newest()).isEqualTo(checkpoint);
        assertThat(Files.readAllBytes(answers())).isEqualTo(output);
    }

    @Test
    void aCheckpointOfAnotherConfigurationIsRefusedAndNothingIsTouched() throws IOException, CheckpointException {
        builder(lines(), memory("one", 20)).build().run();
        assertRefused(builder(lines(), memory("other", 20)).build()::run, "sources that are not there: one");
        new SimulatedMirror(folder.resolve("mirror"), 1).deliverAll();
        EventSource named = new Named("one", mirror());
        assertRefused(builder(lines(), named).build()::run, "another kind of source for one");
        assertRefused(builder(new MemorySink(100), memory("one", 20)).build()::run, "takes back what came after it");
        assertRefused(builder(rotating(), memory("one", 20)).build()::run, "another kind of sink");
        assertRefused(builder(lines(), memory("one", 20)).holdUntilFinal().build()::run, "holdUntilFinal");
        builder(lines(), memory("one", 25)).build().run();
        assertThat(Files.readAllLines(answers())).hasSize(25);
    }

    @Test
    void whatACheckpointCountsOnAndIsGoneIsMissed() throws IOException, CheckpointException {
        builder(lines(), memory("one", 20)).build().run();
        assertThatThrownBy(builder(lines(), memory("one", 10)).build()::run).isInstanceOf(PositionLostException.class);
        Files.writeString(answers(), "{}\n");
        assertThatThrownBy(builder(lines(), memory("one", 20)).build()::run)
                .isInstanceOf(SinkException.class)
                .hasMessageContaining("shorter than its mark");
    }

    @Test
    void aSourceThatACheckpointDoesNotKnowIsReadFromItsBeginning() throws IOException, CheckpointException {
        builder(lines(), memory("one", 20)).build().run();
        new SimulatedMirror(folder.resolve("mirror"), 5).deliverAll();
        builder(lines(), memory("one", 20), mirror()).build().run();
        assertThat(Files.readAllLines(answers())).hasSizeGreaterThanOrEqualTo(25);
    }

    /** A source under another name. */
    private record Named(String name, WatchedFolderSource source) implements ResumableSource {
        @Override
        public @Nullable CloudTrailEvent next() throws IOException {
            return source.next();
        }

        @Override
        public SourcePosition position() {
            return source.position();
        }

        @Override
        public void resume(SourcePosition position) throws IOException {
            source.resume(position);
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }

    @Test
    void aSecondPipelineIsRefusedTheFolderOfOneThatRunsAndCostsItNothing() throws IOException, CheckpointException {
        var sink = new MemorySink(1_000);
        var refused = new ArrayList<Throwable>();
        var observed = new SinkThatRuns(sink, () -> {
            Pipeline second = builder(new MemorySink(100), memory("one", 20)).build();
            try {
                second.run();
            } catch (IOException | CheckpointException failure) {
                refused.add(failure);
            }
            assertThat(second.health().state()).isEqualTo(PipelineState.FAILED);
        });
        builder(observed, memory("one", 20)).batchSize(5).build().run();
        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("another pipeline keeps its checkpoints in this folder"));
        assertThat(sink.entries()).hasSize(20);
        assertThat(checkpoints()).isNotEmpty();
    }

    @Test
    void aPipelineOfAnotherProcessKeepsTheFolderUntilItDies() throws Exception {
        new SimulatedMirror(folder.resolve("mirror"), 40).deliverAll();
        Process child = ChildJvm.start(
                folder.resolve("output"),
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                KilledPipeline.class,
                KilledPipeline.arguments(folder, Profile.TYPICAL, KilledPipeline.Output.SINGLE, 1_000, false));
        try {
            Path alive = folder.resolve(KilledPipeline.ALIVE);
            while (child.isAlive() && !Files.exists(alive)) {
                child.waitFor(1, TimeUnit.MILLISECONDS);
            }
            Pipeline here = Pipeline.builder(KilledPipeline.attributor(Profile.TYPICAL), new MemorySink(1_000), CLOCK)
                    .source(mirror())
                    .checkpoints(folder.resolve("checkpoints"))
                    .build();
            assertThatThrownBy(here::run)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another pipeline keeps its checkpoints in this folder");
            assertThat(child.isAlive()).isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
        CheckpointFiles.open(folder.resolve("checkpoints"), new Disk()).close();
    }
}
