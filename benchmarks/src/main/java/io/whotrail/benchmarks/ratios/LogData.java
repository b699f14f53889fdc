// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import io.whotrail.simulation.DeliveredFile;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A simulated organisation's records on disk, twice: as log files in a bucket's folders, and as some NDJSON files. */
final class LogData {
    private static final int PARTS = 16;
    private static final String ORDER = "order.txt";

    private final Path folder;

    private LogData(Path folder) {
        this.folder = folder;
    }

    /** Writes the records of the {@code typical} profile in the order of their delivery. */
    static LogData make(Path folder, long events) throws IOException {
        var data = new LogData(folder);
        Files.createDirectories(data.ndjson());
        Deliveries deliveries = new Simulation(Profile.TYPICAL, 1).delivered(events);
        var order = new ArrayList<String>();
        long perPart = events / PARTS + 1;
        int part = 0;
        long written = 0;
        OutputStream lines = data.part(part);
        try {
            for (DeliveredFile file = deliveries.nextFile(); file != null; file = deliveries.nextFile()) {
                order.add(file.objectKey());
                data.write(file);
                for (SimulatedEvent event : file.records()) {
                    if (written == perPart * (part + 1)) {
                        lines.close();
                        lines = data.part(++part);
                    }
                    event.writeTo(lines);
                    lines.write('\n');
                    written++;
                }
            }
        } finally {
            lines.close();
        }
        Files.write(folder.resolve(ORDER), order);
        return data;
    }

    /** What {@link #make} wrote there. */
    static LogData of(Path folder) {
        return new LogData(folder);
    }

    private void write(DeliveredFile file) throws IOException {
        Path path = folder.resolve(file.objectKey());
        Files.createDirectories(path.getParent());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
            file.writeTo(out);
        }
    }

    private OutputStream part(int number) throws IOException {
        return new BufferedOutputStream(
                Files.newOutputStream(ndjson().resolve("part-%02d.ndjson".formatted(number))), 1 << 16);
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

    /** The log files, in the order of delivery. */
    List<Path> logFiles() throws IOException {
        return Files.readAllLines(folder.resolve(ORDER)).stream()
                .map(folder::resolve)
                .toList();
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
