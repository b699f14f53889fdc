// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.disk.Machine;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.UserIdentity;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.MemorySource;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourceException;
import io.whotrail.source.WatchedFolderSource;
import io.whotrail.testing.FaultyFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** There is a run for every state of a pipeline, every kind of incident and every kind of dead letter. */
class EveryIncidentTest {
    private static final Path CHECKPOINTS = Path.of("/checkpoints");

    @TempDir
    private Path folder;

    private final List<PipelineIncident.Kind> incidents = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Set<PipelineState> states = EnumSet.noneOf(PipelineState.class);
    private final SimulatedDisk disk = new SimulatedDisk();
    private final TroubledSink sink = new TroubledSink();
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private int lettersFail;
    private @Nullable Pipeline running;

    private static CloudTrailEvent event(String id, String user, InputTrust trust) {
        return CloudTrailEvent.builder(id)
                .eventSource("s3.amazonaws.com")
                .eventName("GetObject")
                .inputTrust(trust)
                .userIdentity(
                        UserIdentity.builder().type("IAMUser").userName(user).build())
                .build();
    }

    private static CloudTrailEvent event(String id) {
        return event(id, "alice", InputTrust.UNAUTHENTICATED);
    }

    /** Refuses as often as it is told to. */
    private final class TroubledSink implements AttributionSink {
        private SinkException.Remedy remedy = SinkException.Remedy.RETRY;
        private int refusals;

        @Override
        public void write(List<SinkEntry> batch) throws SinkException {
            look();
            if (refusals > 0) {
                refusals--;
                throw new SinkException(remedy, "no");
            }
        }

        @Override
        public void flush() {
            look();
        }

        @Override
        public void close() {}
    }

    private void look() {
        if (running != null) {
            states.add(running.health().state());
        }
    }

    /** Keeps letters, and fails to make them durable as often as it is told to. */
    private final class KeptLetters implements DeadLetters {
        @Override
        public void add(DeadLetter letter) {
            letters.add(letter);
        }

        @Override
        public void flush() throws IOException {
            if (lettersFail-- > 0) {
                throw new IOException("no space left on device");
            }
        }

        @Override
        public void close() {}
    }

    private ResumableSource memory(CloudTrailEvent... events) {
        return new NotedSource(new MemorySource("memory", List.of(events)), position -> look());
    }

    private PipelineBuilder pipeline(EventSource source) {
        return Pipeline.builder(Attributor.builder(() -> now), sink, () -> now)
                .source(source)
                .deadLetters(new KeptLetters())
                .checkpointEvery(1)
                .batchSize(1)
                .untilIdle(Duration.ofSeconds(10))
                .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 5, RetryPolicy.Exhausted.STOP))
                .random(new SplittableRandom(1))
                .sleeper(time -> {
                    now = now.plus(time);
                    disk.runOn(Machine.sound());
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                })
                .incidents(incident -> incidents.add(incident.kind()));
    }

    private void run(PipelineBuilder builder) throws IOException, CheckpointException {
        Pipeline pipeline = builder.build();
        running = pipeline;
        look();
        try {
            pipeline.run();
        } finally {
            look();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfIncidentIsToldAndNoOther(PipelineIncident.Kind kind) throws IOException, CheckpointException {
        switch (kind) {
            case CHECKPOINT_FALLBACK -> {
                run(pipeline(memory(event("one"), event("two"))).checkpoints(folder));
                damageTheNewestCheckpoint();
                run(pipeline(memory(event("one"), event("two"))).checkpoints(folder));
            }
            case CHECKPOINT_RETRY -> {
                disk.runOn(Machine.failingFrom(20));
                run(pipeline(memory(event("one"), event("two"))).checkpoints(CHECKPOINTS, disk));
            }
            case DEAD_LETTER_RETRY -> {
                lettersFail = 1;
                run(pipeline(memory(event("one"))));
            }
            case SINK_RETRY -> {
                sink.refusals = 1;
                run(pipeline(memory(event("one"))));
            }
            case SOURCE_RETRY -> run(pipeline(failingOnce()));
            case DEAD_LETTER -> everyLetter(DeadLetter.Kind.ENTRY);
            case QUARANTINED ->
                run(pipeline(memory(
                        event("one", "alice", InputTrust.DIGEST_VERIFIED),
                        event("one", "mallory", InputTrust.UNAUTHENTICATED))));
            case ABORTED -> abort();
        }
        assertThat(incidents).contains(kind);
        incidents.removeIf(kind::equals);
        assertThat(incidents)
                .as("what else is told")
                .isSubsetOf(
                        kind == PipelineIncident.Kind.ABORTED ? List.of(PipelineIncident.Kind.SINK_RETRY) : List.of());
    }

    private void damageTheNewestCheckpoint() throws IOException {
        try (var files = Files.list(folder)) {
            Path newest = files.filter(file -> file.getFileName().toString().startsWith("checkpoint-"))
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .max(Path::compareTo)
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(newest);
            Files.write(newest, Arrays.copyOf(bytes, bytes.length - 1));
        }
    }

    private EventSource failingOnce() {
        return new NotedSource(new MemorySource("memory", List.of(event("one"))), position -> {}) {
            private boolean failed;

            @Override
            public @Nullable CloudTrailEvent next() throws IOException {
                if (!failed) {
                    failed = true;
                    throw new SourceException(SourceException.Remedy.RETRY, "busy");
                }
                return super.next();
            }
        };
    }

    private void abort() throws IOException, CheckpointException {
        sink.refusals = 1;
        Thread.currentThread().interrupt();
        run(pipeline(memory(event("one"))));
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfLetterIsWrittenAndNoOther(DeadLetter.Kind kind) throws IOException, CheckpointException {
        everyLetter(kind);
        assertThat(letters).extracting(DeadLetter::kind).containsExactly(kind);
        assertThat(incidents)
                .hasSize(kind == DeadLetter.Kind.RECORD ? 0 : 1)
                .allMatch(PipelineIncident.Kind.DEAD_LETTER::equals);
    }

    private void everyLetter(DeadLetter.Kind kind) throws IOException, CheckpointException {
        switch (kind) {
            case RECORD -> {
                CloudTrailReader reader = CloudTrailReader.builder()
                        .rejected(new KeptLetters()::rejected)
                        .build();
                run(pipeline(reader.open(new ByteArrayInputStream("{}".getBytes(StandardCharsets.US_ASCII)), "lines")));
            }
            case EVENT -> {
                var finished = new ReplayedEngine(List.of(), () -> Attributor.builder(() -> now)) {
                    @Override
                    public Attributor begin(AttributionListener listener) {
                        Attributor attributor = super.begin(listener);
                        attributor.finish();
                        return attributor;
                    }
                };
                run(Pipeline.builder(finished, sink, () -> now)
                        .source(memory(event("one")))
                        .deadLetters(new KeptLetters())
                        .incidents(incident -> incidents.add(incident.kind())));
            }
            case ENTRY -> {
                sink.remedy = SinkException.Remedy.SKIP;
                sink.refusals = 1;
                run(pipeline(memory(event("one"))));
            }
            case FILE -> {
                Files.writeString(folder.resolve("a.json"), "{}");
                Path faulty = FaultyFiles.at(folder, FaultyFiles.poison(() -> "a.json"));
                run(pipeline(WatchedFolderSource.builder(faulty, CloudTrailReader.create(), () -> now)
                        .settling(Duration.ZERO)
                        .pollInterval(Duration.ZERO)
                        .build()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyStateIsSeen(PipelineState state) throws IOException, CheckpointException {
        switch (state) {
            case NEW, RUNNING, DRAINING, STOPPED -> run(pipeline(memory(event("one"))));
            case ABORTED -> abort();
            case FAILED -> {
                sink.remedy = SinkException.Remedy.STOP;
                sink.refusals = 1;
                assertThatThrownBy(() -> run(pipeline(memory(event("one"))))).isInstanceOf(SinkException.class);
            }
        }
        assertThat(states).contains(state);
    }
}
