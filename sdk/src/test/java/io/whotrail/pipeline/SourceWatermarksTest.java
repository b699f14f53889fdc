// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.MemorySink;
import io.whotrail.source.MemorySource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sources that know how far time has come say when answers are final; the slowest of them counts. */
class SourceWatermarksTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    /** A live source with a watermark of its own. */
    private static final class Tide extends NotedSource {
        private @Nullable Instant watermark;

        /** Has so many events, one a second from noon on. */
        Tide(String name, int count) {
            super(
                    new MemorySource(
                            name,
                            IntStream.range(0, count)
                                    .mapToObj(number -> CloudTrailEvent.builder("event-" + number)
                                            .eventTime(NOON.plusSeconds(number))
                                            .build())
                                    .toList()),
                    position -> {});
        }

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public Optional<Instant> watermark() {
            return Optional.ofNullable(watermark);
        }
    }

    @Test
    void answersAreFinalByTheSlowestWatermarkAndNoneIsFinalWhereASourceHasNone()
            throws IOException, CheckpointException {
        var fast = new Tide("fast", 10);
        var slow = new Tide("slow", 0);
        Instant afterAll = NOON.plus(Duration.ofHours(1));
        Instant afterFive = NOON.plusSeconds(5).plus(Duration.ofMinutes(5));
        fast.watermark = afterAll;
        var watermarks = new ArrayDeque<>(List.of(NOON, afterFive, afterFive.minusSeconds(2), afterAll));
        var finals = new ArrayList<Integer>();
        var sink = new MemorySink(100);
        var pipelines = new ArrayList<Pipeline>();
        pipelines.add(Pipeline.builder(Attributor.builder(() -> NOON).watermarkFromHost(), sink, () -> NOON)
                .source(fast)
                .source(slow)
                .holdUntilFinal()
                .sleeper(time -> {
                    finals.add(sink.entries().size());
                    slow.watermark = watermarks.poll();
                    if (finals.size() > 4) {
                        pipelines.get(0).stop();
                    }
                })
                .build());
        pipelines.get(0).run();
        assertThat(finals)
                .as("without one, at noon, after five, before that, after all")
                .containsExactly(0, 0, 5, 5, 10);
    }
}
