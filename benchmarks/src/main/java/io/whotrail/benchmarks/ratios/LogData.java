// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records on disk, twice: as log files in a bucket's folders, and as some NDJSON files; what {@link LogWriter} wrote.
 *
 * @param folder where they lie
 */
record LogData(Path folder) {
    /** A data set among others. */
    static LogData in(Path folder, String dataSet) {
        return new LogData(folder.resolve(dataSet));
    }

    /** The folder of NDJSON files. */
    Path ndjson() {
        return folder.resolve("ndjson");
    }

    /** The NDJSON files, in the order of delivery. */
    List<Path> parts() throws IOException {
        try (Stream<Path> parts = Files.list(ndjson())) {
            return parts.sorted().toList();
        }
    }

    /** A file that may be written. */
    Path answers() {
        return folder.resolve("answers.ndjson");
    }

    /** The file that lists the log files. */
    Path order() {
        return folder.resolve("order.txt");
    }

    /** The log files, in the order of delivery. */
    List<Path> logFiles() throws IOException {
        return Files.readAllLines(order()).stream().map(folder::resolve).toList();
    }

    /** All NDJSON in memory. */
    byte[] bytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (Path part : parts()) {
            Files.copy(part, bytes);
        }
        return bytes.toByteArray();
    }
}
