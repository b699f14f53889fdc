// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.Simulation;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.FileSink;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.ResumableSink;
import io.whotrail.sink.SingleFileSink;
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
    /** After all that is delivered, and before what is forged to be of next month. */
    static final InstantSource CLOCK = InstantSource.fixed(Simulation.BEGINNING.plus(Duration.ofDays(7)));

    /** The file that tells that a child has read an event. */
    static final String ALIVE = "alive";

    /** Into what files its answers go. */
    enum Output {
        ROTATING {
            @Override
            ResumableSink open(Path folder) throws IOException {
                return FileSink.builder(folder, "answers").maximumEntries(40).open();
            }
        },
        SINGLE {
            @Override
            ResumableSink open(Path folder) throws IOException {
                return SingleFileSink.open(folder.resolve("answers.ndjson"), LineFormat.ndjson());
            }
        };

        abstract ResumableSink open(Path folder) throws IOException;
    }

    private KilledPipeline() {}

    static Attributor.Builder attributor(Profile profile) {
        return Attributor.builder(CLOCK)
                .lateness(profile.lateness())
                .maximumSessions(profile.maximumSessions())
                .maximumRememberedEvents(100_000);
    }

    static WatchedFolderSource source(Path mirror, CloudTrailReader reader) {
        return WatchedFolderSource.builder(mirror, reader, CLOCK)
                .settling(Duration.ZERO)
                .pollInterval(Duration.ZERO)
                .maximumRememberedFiles(20)
                .build();
    }

    static PipelineBuilder builder(Profile profile, AttributionSink sink, EventSource source) {
        return Pipeline.builder(attributor(profile), sink, CLOCK)
                .source(source)
                .batchSize(7)
                .checkpointEvery(10)
                .pollInterval(Duration.ofMillis(1));
    }

    /** What a child is started with. */
    static String[] arguments(Path folder, Profile profile, Output output, int pause, boolean toTheEnd) {
        return new String[] {
            folder.toString(), profile.name(), output.name(), Integer.toString(pause), Boolean.toString(toTheEnd)
        };
    }

    /**
     * Arguments: the folder of all that is kept; what happens; where answers go; how many microseconds an event takes; whether to
     * end at the end.
     */
    public static void main(String[] arguments) throws IOException, CheckpointException {
        Path folder = Path.of(arguments[0]);
        Profile profile = Profile.valueOf(arguments[1]);
        long pause = Long.parseLong(arguments[3]);
        var letters = FileDeadLetters.open(folder.resolve("letters"));
        CloudTrailReader reader =
                CloudTrailReader.builder().rejected(letters::rejected).build();
        ResumableSink sink = Output.valueOf(arguments[2]).open(folder.resolve("out"));
        PipelineBuilder builder = builder(
                        profile, sink, new Slow(source(folder.resolve("mirror"), reader), pause, folder.resolve(ALIVE)))
                .deadLetters(letters)
                .checkpoints(folder.resolve("checkpoints"));
        if (Boolean.parseBoolean(arguments[4])) {
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
