// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import io.whotrail.source.EventSource;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourcePosition;
import io.whotrail.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
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

    /** Has so many events, and hangs before one of them. */
    private final class Numbered implements ResumableSource {
        private final long end;
        private final long hangsAt;
        private long given;

        Numbered(long end, long hangsAt) {
            this.end = end;
            this.hangsAt = hangsAt;
        }

        @Override
        public String name() {
            return "numbered";
        }

        @Override
        public @Nullable CloudTrailEvent next() throws IOException {
            if (given == hangsAt) {
                reached.countDown();
                Hanging.untilInterrupted();
            }
            return given == end
                    ? null
                    : CloudTrailEvent.builder("event-" + ++given).build();
        }

        @Override
        public SourcePosition position() {
            return new SourcePosition(Long.toString(given));
        }

        @Override
        public void resume(SourcePosition position) {
            given = Long.parseLong(position.text());
        }

        @Override
        public void close() {}
    }

    /** What a sink does when it has taken some. */
    private enum Behaviour {
        TAKES,
        REFUSES,
        HANGS
    }

    private final class Sink extends SimulatedSink {
        private final Behaviour behaviour;
        private final int after;
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
                        Hanging.untilInterrupted();
                    } catch (IOException interrupted) {
                        throw new SinkException(SinkException.Remedy.STOP, "interrupted", interrupted);
                    }
                }
            }
            super.write(batch);
        }

        @Override
        public void abandon() {
            closed = true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final SimulatedDisk disk = new SimulatedDisk();
    private final CountDownLatch reached = new CountDownLatch(1);

    private Pipeline pipeline(EventSource source, AttributionSink sink) {
        return Pipeline.builder(
                        Attributor.builder(InstantSource.system()).maximumRememberedEvents(1_000),
                        sink,
                        InstantSource.system())
                .source(source)
                .checkpoints(Path.of("/checkpoints").toAbsolutePath(), disk)
                .checkpointEvery(25)
                .batchSize(10)
                .incidents(incident -> {})
                .retry(new RetryPolicy(Duration.ofHours(1), Duration.ofHours(1), 100, RetryPolicy.Exhausted.STOP))
                .build();
    }

    @ParameterizedTest
    @Seeds(100)
    void underLoadItStopsWithinItsPatienceAndTheNextRunLosesAndDoublesNothing(Random random) throws Exception {
        var sink = new Sink(random.nextInt(3) == 0 ? Behaviour.REFUSES : Behaviour.TAKES, random.nextInt(20));
        stopsAndGoesOn(new Numbered(Long.MAX_VALUE, -1), sink);
    }

    /** Half of the patience is for those who hang. */
    @ParameterizedTest
    @Seeds(1)
    void whereSourceOrSinkHangItStopsAllTheSame(Random random) throws Exception {
        stopsAndGoesOn(new Numbered(Long.MAX_VALUE, -1), new Sink(Behaviour.HANGS, random.nextInt(20)));
        var other = new PipelineStopTest();
        other.stopsAndGoesOn(
                other.new Numbered(Long.MAX_VALUE, random.nextInt(200)),
                other.new Sink(Behaviour.TAKES, Integer.MAX_VALUE));
    }

    private void stopsAndGoesOn(Numbered source, Sink sink) throws Exception {
        Pipeline pipeline = pipeline(source, sink);
        var thread = new AtomicReference<Thread>();
        CompletableFuture<PipelineHealth> ended = pipeline.start(task -> {
            var runner = new Thread(task, "pipeline under test");
            thread.set(runner);
            runner.start();
        });
        assertThat(reached.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(pipeline.stop(PATIENCE)).as("it ended within its patience").isTrue();
        PipelineHealth health = healthOf(ended, pipeline);
        assertThat(health.state())
                .isEqualTo(
                        sink.behaviour == Behaviour.TAKES && source.given != source.hangsAt
                                ? PipelineState.STOPPED
                                : PipelineState.ABORTED);
        assertThat(health.stats().inFlight() == 0 || health.state() == PipelineState.ABORTED)
                .isTrue();
        assertThat(health.stats().balances()).isTrue();
        assertThat(sink.closed).isTrue();
        thread.get().join(PATIENCE.toMillis());
        assertThat(thread.get().isAlive()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(one -> one.getName().equals("pipeline under test"));
        goesOn(source.given + 30, sink);
    }

    /** From the last checkpoint to the end, as if nobody had stopped it. */
    private void goesOn(long end, Sink sink) throws IOException, CheckpointException {
        var next = new Sink(Behaviour.TAKES, Integer.MAX_VALUE);
        next.takeOver(sink);
        Pipeline pipeline = pipeline(new Numbered(end, -1), next);
        pipeline.run();
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.STOPPED);
        var undisturbed = new PipelineStopTest();
        SimulatedSink lines = undisturbed.new Sink(Behaviour.TAKES, Integer.MAX_VALUE);
        undisturbed.pipeline(undisturbed.new Numbered(end, -1), lines).run();
        assertThat(next.lines()).isEqualTo(lines.lines()).hasSize((int) end);
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
        Pipeline pipeline = pipeline(new Numbered(Long.MAX_VALUE, -1), new Sink(Behaviour.REFUSES, 0));
        Thread.currentThread().interrupt();
        pipeline.run();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.ABORTED);
    }

    @Test
    void onePipelineThatWasNeverRunHasNothingToStop() throws InterruptedException {
        Pipeline pipeline = pipeline(new Numbered(Long.MAX_VALUE, -1), new Sink(Behaviour.TAKES, 0));
        assertThat(pipeline.stop(PATIENCE)).isTrue();
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.NEW);
    }
}
