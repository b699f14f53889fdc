// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.MemorySource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** However slow the sink is, and however much one event changes, no more than a batch waits. */
class SlowSinkTest {
    private static final int BATCH = 3;
    private static final Duration TO_READ = Duration.ofMillis(1);

    private final List<CloudTrailEvent> events = events();
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private int told;
    private int delivered;
    private int mostWaiting;
    private int burst;
    private int longestBurst;

    /** Each once. */
    private static List<CloudTrailEvent> events() {
        var events = new LinkedHashMap<String, CloudTrailEvent>();
        Deliveries deliveries = Simulation.small(Profile.HOSTILE, 1).delivered(2_000);
        for (SimulatedEvent next = deliveries.next(); next != null; next = deliveries.next()) {
            events.putIfAbsent(next.event().eventId(), next.event());
        }
        return List.copyOf(events.values());
    }

    /** Counts what the attributor tells of later answers. */
    private final class Counted implements AttributionListener {
        private final AttributionListener listener;

        Counted(AttributionListener listener) {
            this.listener = listener;
        }

        private void tell() {
            told++;
            burst++;
            longestBurst = Math.max(longestBurst, burst);
        }

        @Override
        public void onAttribution(Attribution attribution) {
            tell();
            listener.onAttribution(attribution);
        }

        @Override
        public void onSessionRevision(SessionRevision revision) {
            tell();
            listener.onSessionRevision(revision);
        }
    }

    private ReplayedEngine engine() {
        return new ReplayedEngine(
                events,
                () -> Attributor.builder(() -> now)
                        .lateness(Profile.HOSTILE.lateness())
                        .maximumRememberedEvents(10_000)) {
            @Override
            public Attributor begin(AttributionListener listener) {
                return super.begin(new Counted(listener));
            }
        };
    }

    private NotedSource source() {
        return new NotedSource(new MemorySource("memory", events), position -> {}) {
            @Override
            public @Nullable CloudTrailEvent next() throws IOException {
                now = now.plus(TO_READ);
                burst = 0;
                return super.next();
            }
        };
    }

    private final class Slow implements AttributionSink {
        private final NotedSource source;

        Slow(NotedSource source) {
            this.source = source;
        }

        @Override
        public void write(List<SinkEntry> batch) {
            now = now.plus(TO_READ.multipliedBy(100L * batch.size()));
            assertThat(batch).hasSizeLessThanOrEqualTo(BATCH);
            int read = (int) source.stats().events();
            mostWaiting = Math.max(mostWaiting, read + told - delivered);
            delivered += batch.size();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void neverDoesMoreThanABatchWaitAlsoInBurstsOfRevisions() throws IOException, CheckpointException {
        NotedSource source = source();
        Pipeline pipeline = Pipeline.builder(engine(), new Slow(source), () -> now)
                .source(source)
                .batchSize(BATCH)
                .build();
        pipeline.run();
        PipelineStats stats = pipeline.health().stats();
        assertThat(stats.delivered()).isEqualTo(delivered).isEqualTo(stats.answered() + told);
        assertThat(longestBurst).as("what one event changes").isGreaterThan(3 * BATCH);
        assertThat(stats.repeated()).isZero();
        assertThat(mostWaiting)
                .as("a batch, and the event that is being answered")
                .isEqualTo(BATCH + 1);
    }
}
