// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.disk.Machine;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.MemorySource;
import io.whotrail.source.SourcePosition;
import io.whotrail.testing.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** A source is told what it may forget: never too early, and in the end always. */
class AcknowledgementTest {
    private static final int EVENTS = 10;
    private static final Path FOLDER = Path.of("/checkpoints").toAbsolutePath();
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));

    private final List<String> log = new ArrayList<>();
    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedSink sink = new SimulatedSink();
    private int forgotten;

    /** A queue: whoever asks it for events never hears that there are no more. */
    private class Queue extends NotedSource {
        Queue() {
            super(
                    new MemorySource(
                            "queue",
                            IntStream.range(0, EVENTS)
                                    .mapToObj(number -> CloudTrailEvent.builder("event-" + number)
                                            .build())
                                    .toList()),
                    position -> log.add("resume " + position.text()));
        }

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public void acknowledge(SourcePosition position) throws IOException {
            log.add("acknowledge " + position.text());
        }
    }

    private final class QueueThatIsGone extends Queue {
        @Override
        public void acknowledge(SourcePosition position) throws IOException {
            if (!position.text().equals("0")) {
                throw new IOException("the queue is gone");
            }
        }
    }

    private PipelineBuilder builder(Queue source) {
        return Pipeline.builder(Attributor.builder(CLOCK).maximumRememberedEvents(1_000), sink, CLOCK)
                .source(source)
                .checkpoints(FOLDER, disk)
                .checkpointEvery(EVENTS)
                .untilIdle(Duration.ZERO)
                .random(new SplittableRandom(1))
                .sleeper(time -> {})
                .incidents(incident -> {});
    }

    @Test
    void aSourceThatWasNotToldBeforeTheRunEndedIsToldByTheNextRunThoughNothingNewComes()
            throws IOException, CheckpointException {
        Pipeline cut = builder(new QueueThatIsGone()).build();
        assertThatThrownBy(cut::run).isInstanceOf(IOException.class).hasMessage("the queue is gone");
        assertThat(log).isEmpty();
        var next = new ArrayList<Pipeline>();
        next.add(builder(new Queue())
                .untilIdle(Duration.ofDays(1))
                .sleeper(time -> {
                    log.add("rest");
                    next.get(0).stop();
                })
                .build());
        next.get(0).run();
        assertThat(log).containsExactly("resume 10", "acknowledge 10", "rest");
        assertThat(sink.lines()).hasSize(EVENTS);
    }

    @Test
    void aSourceIsToldOnlyWhenTheCheckpointIsDurable() throws IOException, CheckpointException {
        disk.tell(log::add);
        builder(new Queue()).build().run();
        log.removeIf(List.of("lock", "list", "write")::contains);
        assertThat(log)
                .containsExactly(
                        "create folder",
                        "force folder",
                        "create",
                        "force",
                        "rename",
                        "force folder",
                        "acknowledge 0",
                        "create",
                        "force",
                        "rename",
                        "force folder",
                        "acknowledge 10",
                        "create",
                        "force",
                        "rename",
                        "force folder");
    }

    /** A queue that forgets what it is told to, and may be asked for nothing of that again. */
    private final class ForgetfulQueue extends Queue {
        @Override
        public @Nullable CloudTrailEvent next() throws IOException {
            assertThat(Integer.parseInt(position().text())).isGreaterThanOrEqualTo(forgotten);
            return super.next();
        }

        @Override
        public void acknowledge(SourcePosition position) {
            forgotten = Math.max(forgotten, Integer.parseInt(position.text()));
        }
    }

    @ParameterizedTest
    @Seeds(100)
    void whereverProcessesDieAndTheMachineStopsNothingThatIsForgottenIsAskedFor(Random random)
            throws IOException, CheckpointException {
        for (boolean done = false; !done; ) {
            Machine machine = Machine.stoppingAt(1 + random.nextInt(25));
            disk.runOn(machine);
            sink.runOn(machine);
            try {
                builder(new ForgetfulQueue()).checkpointEvery(3).build().run();
                done = true;
            } catch (Machine.Stopped stopped) {
                if (random.nextBoolean()) {
                    disk.loseWhatWasNotDurable(random);
                    sink.loseWhatWasNotDurable(random);
                }
            }
        }
        assertThat(forgotten).isEqualTo(EVENTS);
        assertThat(sink.lines()).hasSize(EVENTS);
    }
}
