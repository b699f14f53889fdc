// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.MemorySink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.EventSource;
import io.whotrail.source.MemorySource;
import io.whotrail.source.SourceException;
import io.whotrail.source.SourcePosition;
import io.whotrail.testing.SinkEntries;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A source that says that a retry may help is tried again as the policy has it. */
class SourceRetryTest {
    private static final int EVENTS = 6;
    private static final int FAILS_AT = 3;

    private final List<Duration> waits = new ArrayList<>();
    private final List<PipelineIncident> incidents = new ArrayList<>();
    private final MemorySink sink = new MemorySink(100);
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");

    /** Gives some events, and fails before one of them. */
    private static final class Failing implements EventSource {
        private final IOException failure;
        private int failures;
        private int given;

        Failing(IOException failure, int failures) {
            this.failure = failure;
            this.failures = failures;
        }

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public @Nullable CloudTrailEvent next() throws IOException {
            if (given == FAILS_AT && failures > 0) {
                failures--;
                throw failure;
            }
            return given == EVENTS
                    ? null
                    : CloudTrailEvent.builder("event-" + given++).build();
        }

        @Override
        public void close() {}
    }

    private static SourceException failure(SourceException.Remedy remedy) {
        return new SourceException(remedy, "the bucket is out of reach");
    }

    private Pipeline pipeline(EventSource source, int attempts) {
        return Pipeline.builder(
                        Attributor.builder(InstantSource.fixed(now)).maximumRememberedEvents(100), sink, () -> now)
                .source(source)
                .retry(new RetryPolicy(
                        Duration.ofSeconds(1), Duration.ofSeconds(30), attempts, RetryPolicy.Exhausted.DEAD_LETTER))
                .random(new SplittableRandom(1))
                .sleeper(time -> {
                    waits.add(time);
                    now = now.plus(time);
                })
                .incidents(incidents::add)
                .build();
    }

    private List<String> taken() {
        return sink.entries().stream().map(SinkEntries::nameOf).toList();
    }

    @Test
    void itIsTriedAgainWithGrowingDelaysAndNothingIsLostOrDoubled() throws IOException, CheckpointException {
        Pipeline pipeline = pipeline(new Failing(failure(SourceException.Remedy.RETRY), 9), 10);
        pipeline.run();
        assertThat(taken()).containsExactly("event-0", "event-1", "event-2", "event-3", "event-4", "event-5");
        assertThat(pipeline.health().stats().retries()).isEqualTo(9);
        assertThat(waits).hasSize(9);
        assertThat(waits.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(waits.get(8)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
        assertThat(incidents)
                .hasSize(9)
                .extracting(PipelineIncident::kind)
                .containsOnly(PipelineIncident.Kind.SOURCE_RETRY);
    }

    @Test
    void whatCannotBeAcknowledgedNowIsAcknowledgedLater() throws IOException, CheckpointException {
        var acknowledged = new ArrayList<SourcePosition>();
        var memory = new MemorySource(
                "memory", List.of(CloudTrailEvent.builder("event-0").build()));
        var source = new NotedSource(memory, position -> {}) {
            private int failures = 2;

            @Override
            public void acknowledge(SourcePosition position) throws IOException {
                if (failures-- > 0) {
                    throw failure(SourceException.Remedy.RETRY);
                }
                acknowledged.add(position);
            }
        };
        pipeline(source, 10).run();
        assertThat(acknowledged).containsExactly(new SourcePosition("1"));
        assertThat(waits).hasSize(2);
        assertThat(taken()).containsExactly("event-0");
    }

    @Test
    void whatWasReadIsDeliveredBeforeAnybodyWaits() {
        List<List<SinkEntry>> atWait = new ArrayList<>();
        Pipeline pipeline = Pipeline.builder(Attributor.builder(() -> now), sink, () -> now)
                .source(new Failing(failure(SourceException.Remedy.RETRY), Integer.MAX_VALUE))
                .retry(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), 2, RetryPolicy.Exhausted.STOP))
                .sleeper(time -> atWait.add(sink.entries()))
                .incidents(incidents::add)
                .build();
        assertThatThrownBy(pipeline::run).isInstanceOf(SourceException.class);
        assertThat(atWait)
                .singleElement()
                .satisfies(entries -> assertThat(entries).hasSize(FAILS_AT));
    }

    @Test
    void whenNoAttemptIsLeftThePipelineStops() {
        Pipeline pipeline = pipeline(new Failing(failure(SourceException.Remedy.RETRY), 3), 3);
        assertThatThrownBy(pipeline::run).isInstanceOf(SourceException.class);
        PipelineHealth health = pipeline.health();
        assertThat(health.state()).isEqualTo(PipelineState.FAILED);
        assertThat(health.stats().retries()).isEqualTo(2);
        assertThat(health.stats().balances()).isTrue();
    }

    @Test
    void whatNoRetryHelpsEndsTheRunAtOnce() {
        for (IOException failure : List.of(failure(SourceException.Remedy.STOP), new IOException("cut off"))) {
            assertThatThrownBy(pipeline(new Failing(failure, 1), 10)::run).isSameAs(failure);
        }
        assertThat(waits).isEmpty();
    }

    /** A pipeline that is asked to stop when it first waits. */
    private Pipeline stoppedAsItWaits(EventSource source) {
        var made = new ArrayList<Pipeline>();
        made.add(Pipeline.builder(Attributor.builder(() -> now), sink, () -> now)
                .source(source)
                .sleeper(time -> made.get(0).stop())
                .incidents(incidents::add)
                .build());
        return made.get(0);
    }

    @Test
    void aPipelineThatIsAskedToStopDoesNotWaitForASource() throws IOException, CheckpointException {
        Pipeline pipeline = stoppedAsItWaits(new Failing(failure(SourceException.Remedy.RETRY), Integer.MAX_VALUE));
        pipeline.run();
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.STOPPED);
        assertThat(taken()).hasSize(FAILS_AT);
    }

    @Test
    void whereASourceCannotBeToldAPipelineThatIsAskedToStopStopsAllTheSame() throws IOException, CheckpointException {
        var memory = new MemorySource(
                "memory", List.of(CloudTrailEvent.builder("event-0").build()));
        var source = new NotedSource(memory, position -> {}) {
            @Override
            public void acknowledge(SourcePosition position) throws IOException {
                throw failure(SourceException.Remedy.RETRY);
            }
        };
        Pipeline pipeline = stoppedAsItWaits(source);
        pipeline.run();
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.STOPPED);
        assertThat(pipeline.health().stats().unacknowledged()).isZero();
        assertThat(taken()).containsExactly("event-0");
    }
}
