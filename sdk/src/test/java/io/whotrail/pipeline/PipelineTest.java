// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.MemorySink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.MemorySource;
import io.whotrail.source.ReadStats;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourcePosition;
import io.whotrail.testing.SinkEntries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a pipeline promises while nothing dies. */
class PipelineTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final RetryPolicy THRICE =
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), 3, RetryPolicy.Exhausted.DEAD_LETTER);

    private final List<String> log = new ArrayList<>();
    private final List<DeadLetter> dead = new ArrayList<>();
    private final List<PipelineIncident.Kind> incidents = new ArrayList<>();
    private final ScriptedSink sink = new ScriptedSink();
    private Instant now = NOON;

    private static List<CloudTrailEvent> events(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> CloudTrailEvent.builder("event-" + number)
                        .eventTime(NOON.plusSeconds(number))
                        .eventSource("s3.amazonaws.com")
                        .eventName("GetObject")
                        .recipientAccountId("111122223333")
                        .userIdentity(UserIdentity.builder()
                                .type("IAMUser")
                                .principalId("AIDAEXAMPLE")
                                .arn("arn:aws:iam::111122223333:user/alice")
                                .accountId("111122223333")
                                .userName("alice")
                                .build())
                        .build())
                .toList();
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "event-" + number).toList();
    }

    /** Refuses what it is told to, and remembers the rest. */
    private final class ScriptedSink implements AttributionSink {
        private final List<String> taken = new ArrayList<>();
        private SinkException.@Nullable Remedy refusal;
        private String refused = "";
        private int refusals;

        @Override
        public void write(List<SinkEntry> batch) throws SinkException {
            List<String> names = batch.stream().map(SinkEntries::nameOf).toList();
            if (refusal != null && refusals > 0 && (refused.isEmpty() || names.contains(refused))) {
                refusals--;
                throw new SinkException(refusal, "no");
            }
            log.add("write " + names.size());
            taken.addAll(names);
        }

        @Override
        public void flush() {
            log.add("flush");
        }

        @Override
        public void close() {
            log.add("close sink");
        }
    }

    /** Says when it is read and acknowledged. */
    private class Watched implements ResumableSource {
        private final MemorySource source;
        private int pulled;

        Watched(int count) {
            source = new MemorySource("watched", events(count));
        }

        @Override
        public String name() {
            return source.name();
        }

        @Override
        public @Nullable CloudTrailEvent next() throws IOException {
            CloudTrailEvent event = source.next();
            pulled += event == null ? 0 : 1;
            return event;
        }

        @Override
        public ReadStats stats() {
            return source.stats();
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
        public void acknowledge(SourcePosition position) {
            log.add("acknowledge " + position.text());
        }

        @Override
        public void close() {
            log.add("close source");
            source.close();
        }
    }

    private final class KeptLetters implements DeadLetters {
        @Override
        public void add(DeadLetter letter) {
            dead.add(letter);
        }

        @Override
        public void flush() {
            log.add("flush letters");
        }

        @Override
        public void close() {}
    }

    private PipelineBuilder builder(EventSource... sources) {
        PipelineBuilder builder = Pipeline.builder(attributor(), sink, () -> now)
                .deadLetters(new KeptLetters())
                .incidents(incident -> incidents.add(incident.kind()))
                .random(new SplittableRandom(1))
                .sleeper(time -> now = now.plus(time))
                .batchSize(4);
        for (EventSource source : sources) {
            builder.source(source);
        }
        return builder;
    }

    private static Attributor.Builder attributor() {
        return Attributor.builder(InstantSource.fixed(NOON)).maximumRememberedEvents(1_000);
    }

    private static PipelineStats run(Pipeline pipeline) throws IOException, CheckpointException {
        pipeline.run();
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.STOPPED);
        PipelineStats stats = pipeline.health().stats();
        assertThat(stats.balances()).as("%s", stats).isTrue();
        assertThat(stats.inFlight()).isZero();
        assertThat(stats.unacknowledged()).isZero();
        return stats;
    }

    @Test
    void everyEventIsAnsweredInOrderAndAllIsClosed() throws IOException, CheckpointException {
        PipelineStats stats = run(builder(new Watched(10)).build());
        assertThat(sink.taken).isEqualTo(ids(0, 10));
        assertThat(stats.records()).isEqualTo(10);
        assertThat(stats.delivered()).isEqualTo(10);
        assertThat(log).endsWith("close source", "close sink");
    }

    @Test
    void aSourceIsAcknowledgedOnlyAfterTheSinkHasFlushed() throws IOException, CheckpointException {
        run(builder(new Watched(10)).checkpointEvery(6).build());
        assertThat(log)
                .containsExactly(
                        "write 4",
                        "write 2",
                        "flush",
                        "flush letters",
                        "acknowledge 6",
                        "write 4",
                        "flush",
                        "flush letters",
                        "acknowledge 10",
                        "close source",
                        "close sink");
    }

    @Test
    void aSinkThatIsAwayForAnHourHoldsTheSourceBackAndLosesNothing() throws IOException, CheckpointException {
        var source = new Watched(50);
        var pulledWhileAway = new ArrayList<Integer>();
        sink.refusal = SinkException.Remedy.RETRY;
        sink.refusals = Integer.MAX_VALUE;
        Pipeline pipeline = builder(source)
                .sleeper(time -> {
                    now = now.plus(time);
                    pulledWhileAway.add(source.pulled);
                    sink.refusals = now.isBefore(NOON.plus(Duration.ofHours(1))) ? Integer.MAX_VALUE : 0;
                })
                .build();
        PipelineStats stats = run(pipeline);
        assertThat(pulledWhileAway).hasSizeGreaterThan(100).containsOnly(4);
        assertThat(stats.retries()).isEqualTo(pulledWhileAway.size());
        assertThat(incidents).containsOnly(PipelineIncident.Kind.SINK_RETRY);
        assertThat(sink.taken).isEqualTo(ids(0, 50));
    }

    @Test
    void anEntryThatTheSinkNeverTakesIsADeadLetterAloneAndKeepsNoOtherBack() throws IOException, CheckpointException {
        sink.refusal = SinkException.Remedy.SKIP;
        sink.refused = "event-5";
        sink.refusals = Integer.MAX_VALUE;
        PipelineStats stats = run(builder(new Watched(10)).build());
        var others = new ArrayList<>(ids(0, 10));
        others.remove("event-5");
        assertThat(sink.taken).isEqualTo(others);
        assertThat(stats.deadLettered()).isEqualTo(1);
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.ENTRY);
            assertThat(letter.place()).contains("event-5");
            assertThat(letter.reason()).isEqualTo("SKIP");
            assertThat(letter.sha256()).hasSize(64);
        });
        assertThat(incidents).containsExactly(PipelineIncident.Kind.DEAD_LETTER);
    }

    @Test
    void aBatchThatNoAttemptHelpsIsDeadOrEndsTheRunAsConfigured() throws IOException, CheckpointException {
        sink.refusal = SinkException.Remedy.RETRY;
        sink.refused = "event-5";
        sink.refusals = 3;
        assertThat(run(builder(new Watched(10)).retry(THRICE).build()).deadLettered())
                .isEqualTo(4);
        assertThat(dead).hasSize(4);
        sink.refusals = 3;
        Pipeline stopping = builder(new Watched(10))
                .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 3, RetryPolicy.Exhausted.STOP))
                .build();
        assertThatThrownBy(stopping::run).isInstanceOf(SinkException.class);
        PipelineHealth health = stopping.health();
        assertThat(health.state()).isEqualTo(PipelineState.FAILED);
        assertThat(health.failure()).isInstanceOf(SinkException.class);
        assertThat(health.stats().balances()).isTrue();
        assertThat(health.stats().inFlight()).isEqualTo(4);
        assertThat(dead).hasSize(4);
    }

    @Test
    void aSinkThatIsBrokenEndsTheRunAtOnce() {
        sink.refusal = SinkException.Remedy.STOP;
        sink.refusals = 1;
        assertThatThrownBy(builder(new Watched(10)).build()::run).isInstanceOf(SinkException.class);
        assertThat(sink.taken).isEmpty();
        assertThat(log).containsExactly("close source", "close sink");
    }

    @Test
    void rejectedRecordsAreDeadLettersWithTheirPlace() throws IOException, CheckpointException {
        var letters = new KeptLetters();
        CloudTrailReader reader =
                CloudTrailReader.builder().rejected(letters::rejected).build();
        byte[] lines = String.join("\n", record("one"), "{}", record("two")).getBytes(StandardCharsets.UTF_8);
        PipelineStats stats = run(
                builder(reader.open(new ByteArrayInputStream(lines), "lines")).build());
        assertThat(stats.rejected()).isEqualTo(1);
        assertThat(stats.records()).isEqualTo(3);
        assertThat(sink.taken).containsExactly("one", "two");
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.kind()).isEqualTo(DeadLetter.Kind.RECORD);
            assertThat(letter.place()).startsWith("record 1, byte ");
            assertThat(letter.sha256()).isNotNull();
        });
    }

    private static String record(String id) {
        return "{\"eventID\":\"" + id + "\",\"eventName\":\"GetObject\",\"eventSource\":\"s3.amazonaws.com\"}";
    }

    @Test
    void anEventOnWhichTheAttributorFailsKeepsNoOtherBack() throws IOException, CheckpointException {
        var finished = new ReplayedEngine(List.of(), PipelineTest::attributor) {
            @Override
            public Attributor begin(AttributionListener listener) {
                Attributor attributor = super.begin(listener);
                attributor.finish();
                return attributor;
            }
        };
        Pipeline pipeline = Pipeline.builder(finished, sink, () -> now)
                .source(new Watched(3))
                .deadLetters(new KeptLetters())
                .incidents(incident -> incidents.add(incident.kind()))
                .build();
        assertThat(run(pipeline).refused()).isEqualTo(3);
        assertThat(dead).extracting(DeadLetter::place).containsExactlyElementsOf(ids(0, 3));
        assertThat(incidents).containsOnly(PipelineIncident.Kind.DEAD_LETTER).hasSize(3);
    }

    @Test
    void duplicatesAreCountedAndDeliveredOnce() throws IOException, CheckpointException {
        var twice = new ArrayList<>(events(3));
        twice.addAll(events(3));
        PipelineStats stats = run(builder(new MemorySource("twice", twice)).build());
        assertThat(stats.repeated()).isEqualTo(3);
        assertThat(sink.taken).isEqualTo(ids(0, 3));
    }

    @Test
    void heldAnswersAreDeliveredOnceAndFinal() throws IOException, CheckpointException {
        var kept = new MemorySink(100);
        Pipeline pipeline = Pipeline.builder(attributor(), kept, () -> now)
                .source(new Watched(10))
                .holdUntilFinal()
                .finishAtEnd()
                .build();
        run(pipeline);
        assertThat(kept.entries()).hasSize(10).allSatisfy(entry -> {
            assertThat(((SinkEntry.Answer) entry).attribution().isFinal()).isTrue();
        });
    }

    @Test
    void holdingBehindThePipelinesBackIsRefused() {
        Pipeline pipeline = Pipeline.builder(attributor().holdUntilFinal(), sink, () -> now)
                .source(new Watched(10))
                .finishAtEnd()
                .build();
        assertThatThrownBy(pipeline::run).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void severalSourcesAreReadInTurn() throws IOException, CheckpointException {
        List<CloudTrailEvent> all = events(6);
        run(builder(new MemorySource("a", all.subList(0, 3)), new MemorySource("b", all.subList(3, 6)))
                .build());
        assertThat(sink.taken).containsExactly("event-0", "event-3", "event-1", "event-4", "event-2", "event-5");
    }

    @Test
    void aRunEndsWhenALiveSourceWasIdleForLongEnough() throws IOException, CheckpointException {
        var live = new Watched(3) {
            @Override
            public boolean isLive() {
                return true;
            }
        };
        run(builder(live).untilIdle(Duration.ofSeconds(5)).build());
        assertThat(sink.taken).isEqualTo(ids(0, 3));
        assertThat(now).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void aRunThatEndsWhenNothingIsLeftWaitsForWhatIsOnItsWay() throws IOException, CheckpointException {
        var live = new Watched(3) {
            @Override
            public boolean isLive() {
                return true;
            }

            @Override
            public boolean isExpecting() {
                return now.isBefore(NOON.plusSeconds(2));
            }

            @Override
            public @Nullable CloudTrailEvent next() throws IOException {
                return isExpecting() ? null : super.next();
            }
        };
        run(builder(live).untilIdle(Duration.ZERO).build());
        assertThat(sink.taken).isEqualTo(ids(0, 3));
    }

    @Test
    void whatCannotWorkIsRefusedWhenItIsConfigured() {
        assertThatThrownBy(builder()::build).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(builder(new Watched(1), new Watched(1))::build).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(builder(new Watched(1)).finishAtEnd().checkpoints(Path.of("x"))::build)
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().batchSize(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().checkpointEvery(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().pollInterval(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPipelineRunsOnce() throws IOException, CheckpointException {
        Pipeline pipeline = builder(new Watched(1)).build();
        run(pipeline);
        assertThatThrownBy(pipeline::run).isInstanceOf(IllegalStateException.class);
    }
}
