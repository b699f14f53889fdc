// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.FileSink;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SingleFileSink;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.MemorySource;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.WatchedFolderSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pipelines that died once and of which checkpoints and output are kept: what each read from and wrote into. */
enum KeptPipeline {
    V1_WATCHED,
    V1_FOLDER,
    V1_FILE,
    V1_MEMORY;

    static final int LINES_A_FILE = 20;
    private static final Path KEPT =
            Path.of(System.getProperty("basedir", "")).resolve("src/test/resources/checkpoints");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-03T00:00:00Z"));

    Path folder() {
        return KEPT.resolve("pipeline-" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** The newest of the checkpoints. */
    byte[] checkpoint() throws IOException {
        List<Path> all = list(folder().resolve("state"), "");
        return Files.readAllBytes(all.get(all.size() - 1));
    }

    /** A place in which a pipeline runs: its input, its output and its checkpoints. */
    record Place(Path root) {
        Path mirror() {
            return root.resolve("mirror");
        }

        Path out() {
            return root.resolve("out");
        }

        Path state() {
            return root.resolve("state");
        }

        /** Puts the input there, as old as it always was. */
        Place withInput() throws IOException {
            List<String> lines = Files.readAllLines(KEPT.resolve("v1.events.jsonl"));
            Files.createDirectories(mirror());
            Files.createDirectories(out());
            Files.createDirectories(state());
            for (int from = 0; from < lines.size(); from += LINES_A_FILE) {
                Path file = mirror().resolve("part-" + from / LINES_A_FILE + ".json");
                List<String> part = lines.subList(from, Math.min(from + LINES_A_FILE, lines.size()));
                Files.writeString(file, String.join("\n", part) + '\n');
                Files.setLastModifiedTime(file, FileTime.from(CLOCK.instant().minusSeconds(3_600L - from)));
            }
            return this;
        }

        ResumableSource source(KeptPipeline kept) throws IOException {
            CloudTrailReader reader = CloudTrailReader.create();
            return switch (kept) {
                case V1_WATCHED ->
                    WatchedFolderSource.builder(mirror(), reader, CLOCK)
                            .settling(Duration.ZERO)
                            .pollInterval(Duration.ZERO)
                            .build();
                case V1_FOLDER -> reader.openAll(mirror());
                case V1_FILE -> reader.open(mirror().resolve("part-1.json"));
                case V1_MEMORY -> new MemorySource("memory", events());
            };
        }

        private List<CloudTrailEvent> events() throws IOException {
            var events = new ArrayList<CloudTrailEvent>();
            try (EventSource all = CloudTrailReader.create().openAll(mirror())) {
                for (CloudTrailEvent event = all.next(); event != null; event = all.next()) {
                    events.add(event);
                }
            }
            return events;
        }

        AttributionSink sink(KeptPipeline kept) throws IOException {
            return kept == KeptPipeline.V1_WATCHED
                    ? FileSink.builder(out(), "answers").maximumEntries(7).open()
                    : SingleFileSink.open(out().resolve("answers.ndjson"), LineFormat.ndjson());
        }

        /** Reads to the end, or dies when so many events were read. */
        void run(KeptPipeline kept, int dies) throws IOException, CheckpointException {
            Pipeline.builder(Attributor.builder(CLOCK).hashSeed(7), sink(kept), CLOCK)
                    .source(new Mortal(source(kept), dies))
                    .checkpoints(state())
                    .checkpointEvery(4)
                    .batchSize(3)
                    .untilIdle(Duration.ZERO)
                    .build()
                    .run();
        }

        /** Puts the output there that was kept, and nothing else. */
        void withOutput(KeptPipeline kept) throws IOException {
            for (Path file : list(out(), "")) {
                Files.delete(file);
            }
            copy(kept.folder().resolve("out"), out());
        }

        List<String> lines() throws IOException {
            var lines = new ArrayList<String>();
            for (Path file : list(out(), "ndjson")) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines;
        }
    }

    private static List<Path> list(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : list(from, "")) {
            if (!file.toString().endsWith(".lock")) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** A source of a name that does not tell where it lies, which fails for good at some event. */
    private static final class Mortal extends NotedSource {
        private int left;

        Mortal(ResumableSource source, int dies) {
            super(source, position -> {});
            left = dies;
        }

        @Override
        public String name() {
            return "trail";
        }

        @Override
        public @Nullable CloudTrailEvent next() throws IOException {
            if (left-- == 0) {
                throw new IOException("dead");
            }
            return super.next();
        }
    }
}
