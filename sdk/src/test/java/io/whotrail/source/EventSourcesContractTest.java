// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.ResumableSourceContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The sources that a reader opens, and those of folders and of memory, keep the contract. */
class EventSourcesContractTest {
    private static final int RECORDS_OF_A_FILE = 2;

    private final CloudTrailReader reader = CloudTrailReader.create();

    @Nested
    class OfStream extends ResumableSourceContract {
        private byte[] bytes;

        @Override
        protected ResumableSource open(List<String> records) {
            bytes = String.join("\n", records).getBytes(StandardCharsets.UTF_8);
            return reopen();
        }

        @Override
        protected ResumableSource reopen() {
            return reader.open(new ByteArrayInputStream(bytes), "lines");
        }
    }

    @Nested
    class OfLogFile extends ResumableSourceContract {
        @TempDir
        private Path folder;

        @Override
        protected ResumableSource open(List<String> records) throws IOException {
            Files.write(file(), Gzip.member("{\"Records\":[" + String.join(",", records) + "]}"));
            return reopen();
        }

        @Override
        protected ResumableSource reopen() {
            return reader.open(file());
        }

        private Path file() {
            return folder.resolve("log.json.gz");
        }
    }

    @Nested
    class OfFolder extends ResumableSourceContract {
        @TempDir
        private Path folder;

        private Path logs;

        @Override
        protected ResumableSource open(List<String> records) throws IOException {
            logs = Files.createTempDirectory(folder, "logs");
            write(records, logs);
            return reopen();
        }

        @Override
        protected ResumableSource reopen() throws IOException {
            return reader.openAll(logs);
        }
    }

    @Nested
    class OfWatchedFolder extends ResumableSourceContract {
        @TempDir
        private Path folder;

        private Path logs;

        @Override
        protected ResumableSource open(List<String> records) throws IOException {
            logs = Files.createTempDirectory(folder, "logs");
            write(records, logs);
            return reopen();
        }

        @Override
        protected ResumableSource reopen() {
            return WatchedFolderSource.builder(logs, reader, InstantSource.fixed(Instant.EPOCH))
                    .settling(Duration.ZERO)
                    .build();
        }
    }

    @Nested
    class OfMemory extends ResumableSourceContract {
        private List<CloudTrailEvent> events = List.of();

        @Override
        protected ResumableSource open(List<String> records) throws IOException {
            var read = new ArrayList<CloudTrailEvent>();
            byte[] bytes = String.join("\n", records).getBytes(StandardCharsets.UTF_8);
            try (EventSource source = reader.open(new ByteArrayInputStream(bytes), "lines")) {
                for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                    read.add(event);
                }
            }
            events = read;
            return reopen();
        }

        @Override
        protected ResumableSource reopen() {
            return new MemorySource("memory", events);
        }
    }

    /** Some records a file; the order of the names is that of the records, and all files are of one moment. */
    private static void write(List<String> records, Path logs) throws IOException {
        int size = records.size() > 100 ? 100 : RECORDS_OF_A_FILE;
        for (int from = 0; from < records.size(); from += size) {
            List<String> some = records.subList(from, Math.min(records.size(), from + size));
            Path file = logs.resolve("%06d.json".formatted(from));
            Files.writeString(file, String.join("\n", some));
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        }
    }
}
