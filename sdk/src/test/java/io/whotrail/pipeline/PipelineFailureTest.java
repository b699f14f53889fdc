// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a pipeline in the middle: an error, after which nothing is kept any more, and an interrupt, at once. */
class PipelineFailureTest {
    private static final Path FOLDER = Path.of("/checkpoints").toAbsolutePath();
    private static final int BATCHES = 4;
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final SimulatedDisk disk = new SimulatedDisk();
    private final CountDownLatch reached = new CountDownLatch(1);
    private Map<Path, byte[]> kept = Map.of();

    /** Where a pipeline is when something happens to it. */
    enum Place {
        SOURCE,
        SINK,
        RETRY,
        REST
    }

    /** Does at a place what is to happen there. */
    @FunctionalInterface
    private interface Happening {
        void at(Place place) throws IOException;
    }

    private static NotedSource source(Happening happening) {
        return new NotedSource(HostileEvents.source(position -> {}), position -> {}) {
            private int given;

            @Override
            public @Nullable CloudTrailEvent next() throws IOException {
                if (given++ == HostileEvents.ALL.size() / 2) {
                    happening.at(Place.SOURCE);
                }
                CloudTrailEvent event = super.next();
                if (event == null) {
                    happening.at(Place.REST);
                }
                return event;
            }

            @Override
            public boolean isLive() {
                return true;
            }
        };
    }

    private static SimulatedSink sink(Happening happening) {
        return new SimulatedSink() {
            private int batches;

            @Override
            public void write(List<SinkEntry> batch) throws SinkException {
                batches++;
                try {
                    if (batches == BATCHES) {
                        happening.at(Place.SINK);
                    } else if (batches > BATCHES) {
                        happening.at(Place.RETRY);
                    }
                } catch (InterruptedIOException interrupted) {
                    throw new SinkException(SinkException.Remedy.STOP, "interrupted", interrupted);
                } catch (IOException busy) {
                    throw new SinkException(SinkException.Remedy.RETRY, "busy", busy);
                }
                super.write(batch);
            }
        };
    }

    private PipelineBuilder builder(Happening happening) {
        return Pipeline.builder(HostileEvents.attributor(), sink(happening), HostileEvents.CLOCK)
                .source(source(happening))
                .checkpoints(FOLDER, disk)
                .checkpointEvery(7)
                .batchSize(5)
                .retry(new RetryPolicy(AN_HOUR, AN_HOUR, 100, RetryPolicy.Exhausted.STOP))
                .pollInterval(AN_HOUR)
                .incidents(incident -> {});
    }

    private void runOutOfMemory(Place where, boolean held) {
        var failure = new OutOfMemoryError("simulated");
        PipelineBuilder builder = builder(place -> {
                    if (place == where) {
                        kept = new HashMap<>(disk.files());
                        throw failure;
                    }
                })
                .untilIdle(Duration.ZERO);
        Pipeline pipeline = (held ? builder.holdUntilFinal() : builder).build();
        assertThatThrownBy(pipeline::run).isSameAs(failure);
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.FAILED);
        assertThat(pipeline.health().failure()).isSameAs(failure);
        assertThat(kept).isNotEmpty();
        assertThat(disk.files()).as("checkpoints").isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterAnErrorInTheSinkNoCheckpointIsMade(boolean held) {
        runOutOfMemory(Place.SINK, held);
    }

    @Test
    void afterAnErrorInTheSourceNoCheckpointIsMade() {
        runOutOfMemory(Place.SOURCE, false);
    }

    private void happen(Place where, Place place) throws IOException {
        if (place != where) {
            return;
        }
        reached.countDown();
        switch (place) {
            case SOURCE, SINK -> Hanging.untilInterrupted();
            case RETRY -> throw new IOException("busy");
            case REST -> {}
        }
    }

    /** Each of these would take an hour or more if it did not answer. */
    @ParameterizedTest
    @EnumSource
    void anInterruptEndsWhateverItDoesAndIsKept(Place where) throws InterruptedException {
        Pipeline pipeline = builder(place -> happen(where, place)).build();
        var failure = new AtomicReference<Exception>();
        var keptFlag = new AtomicReference<Boolean>();
        var runner = new Thread(() -> {
            try {
                pipeline.run();
            } catch (IOException | CheckpointException | RuntimeException failed) {
                failure.set(failed);
            }
            keptFlag.set(Thread.currentThread().isInterrupted());
        });
        runner.start();
        assertThat(reached.await(1, TimeUnit.MINUTES)).isTrue();
        runner.interrupt();
        runner.join(TimeUnit.MINUTES.toMillis(1));
        assertThat(runner.isAlive()).isFalse();
        assertThat(failure.get()).isNull();
        assertThat(keptFlag.get()).as("the flag").isTrue();
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.ABORTED);
    }
}
