// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.testing.EventSourceContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The sources that a reader opens keep the contract. */
class EventSourcesContractTest {
    private final CloudTrailReader reader = CloudTrailReader.create();

    @Nested
    class OfStream extends EventSourceContract {
        @Override
        protected EventSource open(List<String> records) {
            byte[] bytes = String.join("\n", records).getBytes(StandardCharsets.UTF_8);
            return reader.open(new ByteArrayInputStream(bytes), "lines");
        }
    }

    @Nested
    class OfLogFile extends EventSourceContract {
        @TempDir
        private Path folder;

        @Override
        protected EventSource open(List<String> records) throws IOException {
            Path file = folder.resolve("log.json.gz");
            Files.write(file, Gzip.member("{\"Records\":[" + String.join(",", records) + "]}"));
            return reader.open(file);
        }
    }

    @Nested
    class OfFolder extends EventSourceContract {
        private static final int RECORDS_OF_A_FILE = 100;

        @TempDir
        private Path folder;

        @Override
        protected EventSource open(List<String> records) throws IOException {
            Path logs = Files.createTempDirectory(folder, "logs");
            for (int from = 0; from < records.size(); from += RECORDS_OF_A_FILE) {
                List<String> some = records.subList(from, Math.min(records.size(), from + RECORDS_OF_A_FILE));
                Files.writeString(logs.resolve("%06d.json".formatted(from)), String.join("\n", some));
            }
            return reader.openAll(logs);
        }
    }
}
