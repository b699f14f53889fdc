// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.disk.SimulatedDisk;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.MemorySink;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.ResumableSource;
import io.whotrail.source.UnreadFile;
import io.whotrail.source.WatchedFolderSource;
import io.whotrail.testing.FaultyFiles;
import io.whotrail.testing.SinkEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that cannot be read becomes a dead letter and an incident, keeps no other back, and is read when it can be. */
class UnreadFileTest {
    private static final Path CHECKPOINTS = Path.of("/checkpoints").toAbsolutePath();
    private static final Path LETTERS = Path.of("/letters.ndjson").toAbsolutePath();

    @TempDir
    private Path folder;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final List<String> taken = new ArrayList<>();
    private final List<PipelineIncident> incidents = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private String poison = "b.json";

    private void put(String name, String id) throws IOException {
        Files.writeString(
                folder.resolve(name),
                "{\"eventID\":\"" + id + "\",\"eventName\":\"GetObject\",\"eventSource\":\"s3.amazonaws.com\"}");
    }

    private void run() throws IOException, CheckpointException {
        Path faulty = FaultyFiles.at(folder, FaultyFiles.poison(() -> poison));
        WatchedFolderSource source = WatchedFolderSource.builder(faulty, CloudTrailReader.create(), () -> now)
                .settling(Duration.ZERO)
                .pollInterval(Duration.ZERO)
                .build();
        var sink = new MemorySink(100);
        Pipeline pipeline = Pipeline.builder(Attributor.builder(() -> now), sink, () -> now)
                .source(source)
                .deadLetters(FileDeadLetters.open(LETTERS, disk))
                .checkpoints(CHECKPOINTS, disk)
                .untilIdle(Duration.ofSeconds(10))
                .sleeper(time -> now = now.plus(time))
                .incidents(incidents::add)
                .build();
        pipeline.run();
        assertThat(pipeline.health().state()).isEqualTo(PipelineState.STOPPED);
        assertThat(pipeline.health().stats().balances()).isTrue();
        sink.entries().forEach(entry -> taken.add(SinkEntries.nameOf(entry)));
    }

    private List<String> letters() {
        return new String(disk.files().get(LETTERS), StandardCharsets.US_ASCII)
                .lines()
                .toList();
    }

    @Test
    void itIsToldOnceAndTheOthersGoOn() throws IOException, CheckpointException {
        put("a.json", "one");
        put("b.json", "two");
        put("c.json", "three");
        run();
        assertThat(taken).containsExactly("one", "three");
        assertThat(incidents).singleElement().satisfies(incident -> {
            assertThat(incident.kind()).isEqualTo(PipelineIncident.Kind.DEAD_LETTER);
            assertThat(incident.detail()).contains("b.json", "3 times", "bad sector");
        });
        assertThat(letters())
                .singleElement()
                .asString()
                .contains("\"kind\":\"FILE\"", "\"place\":\"b.json\"", "\"reason\":\"IOException\"", "3 times");
        poison = "none";
        run();
        assertThat(taken).containsExactly("one", "three", "two");
        assertThat(incidents).hasSize(1);
        assertThat(letters()).hasSize(1);
    }

    /** A source that goes on without a file, and is asked to stop as it gives the event after that. */
    private final class PassingOver extends NotedSource {
        private final List<UnreadFile> untold = new ArrayList<>();

        PassingOver(ResumableSource source) {
            super(source, position -> {});
        }

        @Override
        public @Nullable CloudTrailEvent next() throws IOException {
            untold.add(new UnreadFile("b.json", 1, 1, "NOT_GZIP", "it cannot be read"));
            stopping.run();
            return super.next();
        }

        @Override
        public List<UnreadFile> unread() {
            var told = List.copyOf(untold);
            untold.clear();
            return told;
        }
    }

    private Runnable stopping = () -> {};

    @Test
    void itIsToldBeforeACheckpointPassesItOverAlsoWhereThePipelineStops() throws IOException, CheckpointException {
        put("a.json", "one");
        var sink = new MemorySink(100);
        Pipeline pipeline = Pipeline.builder(Attributor.builder(() -> now), sink, () -> now)
                .source(new PassingOver(CloudTrailReader.create().open(folder.resolve("a.json"))))
                .deadLetters(FileDeadLetters.open(LETTERS, disk))
                .checkpoints(CHECKPOINTS, disk)
                .incidents(incidents::add)
                .build();
        stopping = pipeline::stop;
        pipeline.run();
        assertThat(sink.entries()).hasSize(1);
        assertThat(letters()).singleElement().asString().contains("\"kind\":\"FILE\"", "\"place\":\"b.json\"");
    }
}
