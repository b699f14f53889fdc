// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.Simulation;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.FileSink;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.ReadStats;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.SourcePosition;
import io.whotrail.source.WatchedFolderSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A pipeline from a folder into files, to be killed. */
final class KilledPipeline {
    static final InstantSource CLOCK = InstantSource.fixed(Simulation.BEGINNING.plus(Duration.ofDays(365)));

    /** The file that tells that a child has read an event. */
    static final String ALIVE = "alive";

    private KilledPipeline() {}

    static Attributor.Builder attributor() {
        return Attributor.builder(CLOCK).lateness(Profile.TYPICAL.lateness()).maximumRememberedEvents(100_000);
    }

    static WatchedFolderSource source(Path mirror, CloudTrailReader reader) {
        return WatchedFolderSource.builder(mirror, reader, CLOCK)
                .settling(Duration.ZERO)
                .pollInterval(Duration.ZERO)
                .maximumRememberedFiles(20)
                .build();
    }

    static PipelineBuilder builder(AttributionSink sink, EventSource source) {
        return Pipeline.builder(attributor(), sink, CLOCK)
                .source(source)
                .batchSize(7)
                .checkpointEvery(10)
                .pollInterval(Duration.ofMillis(1));
    }

    /** Arguments: the folder of all that is kept; how many microseconds an event takes; whether to end at the end. */
    public static void main(String[] arguments) throws IOException, CheckpointException {
        Path folder = Path.of(arguments[0]);
        long pause = Long.parseLong(arguments[1]);
        var letters = FileDeadLetters.open(folder.resolve("letters"));
        CloudTrailReader reader =
                CloudTrailReader.builder().rejected(letters::rejected).build();
        FileSink sink = FileSink.builder(folder.resolve("out"), "answers")
                .maximumEntries(300)
                .open();
        PipelineBuilder builder = builder(
                        sink, new Slow(source(folder.resolve("mirror"), reader), pause, folder.resolve(ALIVE)))
                .deadLetters(letters)
                .checkpoints(folder.resolve("checkpoints"));
        if (Boolean.parseBoolean(arguments[2])) {
            builder.untilIdle(Duration.ZERO);
        }
        builder.build().run();
    }

    /** Takes its time. */
    private record Slow(WatchedFolderSource source, long pause, Path alive) implements ResumableSource {
        @Override
        public String name() {
            return "mirror";
        }

        @Override
        public @Nullable CloudTrailEvent next() throws IOException {
            if (pause > 0) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos() * pause / 1_000);
            }
            CloudTrailEvent event = source.next();
            if (pause > 0 && event != null && !Files.exists(alive)) {
                Files.createFile(alive);
            }
            return event;
        }

        @Override
        public boolean isLive() {
            return true;
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
        public void close() throws IOException {
            source.close();
        }
    }
}
