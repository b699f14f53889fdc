// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import io.whotrail.source.EventSource;
import io.whotrail.testing.Seeds;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** A pipeline under load stops when it is asked to, whatever it is doing, and leaves no thread. */
class PipelineStopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Never ends. */
    private static final class Endless implements EventSource {
        private final boolean hangs;
        private long number;

        Endless(boolean hangs) {
            this.hangs = hangs;
        }

        @Override
        public String name() {
            return "endless";
        }

        @Override
        public @Nullable CloudTrailEvent next() throws IOException {
            if (hangs && number == 1_000) {
                hang();
            }
            number++;
            return CloudTrailEvent.builder("event-" + number).build();
        }

        @Override
        public void close() {}
    }

    private static void hang() throws IOException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** What a sink does when it has taken some. */
    private enum Behaviour {
        TAKES,
        REFUSES,
        HANGS
    }

    private static final class Sink implements AttributionSink {
        private final Behaviour behaviour;
        private final int after;
        private final CountDownLatch reached = new CountDownLatch(1);
        private int batches;
        private boolean closed;

        Sink(Behaviour behaviour, int after) {
            this.behaviour = behaviour;
            this.after = after;
        }

        @Override
        public void write(List<SinkEntry> batch) throws SinkException {
            if (batches++ >= after) {
                reached.countDown();
                if (behaviour == Behaviour.REFUSES) {
                    throw new SinkException(SinkException.Remedy.RETRY, "busy");
                } else if (behaviour == Behaviour.HANGS) {
                    try {
                        hang();
                    } catch (IOException interrupted) {
                        throw new SinkException(SinkException.Remedy.STOP, "interrupted", interrupted);
                    }
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            closed = true;
        }
    }

    private static Pipeline pipeline(EventSource source, AttributionSink sink) {
        return Pipeline.builder(
                        Attributor.builder(InstantSource.system()).maximumRememberedEvents(1_000),
                        sink,
                        InstantSource.system())
                .source(source)
                .batchSize(10)
                .incidents(incident -> {})
                .retry(new RetryPolicy(Duration.ofHours(1), Duration.ofHours(1), 100, RetryPolicy.Exhausted.STOP))
                .build();
    }

    @ParameterizedTest
    @Seeds(100)
    void underLoadItStopsWithinItsPatience(Random random) throws Exception {
        Behaviour behaviour = Behaviour.values()[random.nextInt(Behaviour.values().length)];
        var sink = new Sink(behaviour, random.nextInt(5));
        Pipeline pipeline = pipeline(new Endless(random.nextInt(4) == 0), sink);
        var thread = new AtomicReference<Thread>();
        CompletableFuture<PipelineHealth> ended = pipeline.start(task -> {
            var runner = new Thread(task, "pipeline under test");
            thread.set(runner);
            runner.start();
        });
        assertThat(sink.reached.await(1, TimeUnit.MINUTES)).isTrue();
        // Half of the patience is for those that hang; none of these needs more than the other half.
        Duration patience = behaviour == Behaviour.HANGS ? Duration.ofMillis(20) : PATIENCE;
        assertThat(pipeline.stop(patience) || pipeline.stop(PATIENCE)).isTrue();
        PipelineHealth health = healthOf(ended, pipeline);
        if (behaviour == Behaviour.TAKES && health.state() == PipelineState.STOPPED) {
            assertThat(health.stats().inFlight()).isZero();
        } else {
            assertThat(health.state()).isEqualTo(PipelineState.ABORTED);
        }
        assertThat(health.stats().balances()).isTrue();
        assertThat(sink.closed).isTrue();
        thread.get().join(PATIENCE.toMillis());
        assertThat(thread.get().isAlive()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(one -> one.getName().equals("pipeline under test"));
    }

    private static PipelineHealth healthOf(CompletableFuture<PipelineHealth> ended, Pipeline pipeline)
            throws InterruptedException, TimeoutException {
        try {
            return ended.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            return pipeline.health();
        }
    }

    @Test
    void anInterruptAbortsAndIsKept() throws IOException, CheckpointException {
        Pipeline pipeline = pipeline(new Endless(false), new Sink(Behaviour.REFUSES, 0));
        Thread.currentThread().interrupt();
        pipeline.run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.ABORTED);
    }

    @Test
    void onePipelineThatWasNeverRunHasNothingToStop() throws InterruptedException {
        Pipeline pipeline = pipeline(new Endless(false), new Sink(Behaviour.TAKES, 0));
        assertThat(pipeline.stop(PATIENCE)).isTrue();
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.NEW);
    }
}
