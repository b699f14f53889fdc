// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.testing.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Records to read, as bytes: of the scenarios, of the simulator, and of real logs where they are at hand. */
final class RecordBytes {
    static final List<String> DATA_SETS = List.of("invictus", "stratus", "otrf", "panther", "awsdocs", "fixtures");
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    private RecordBytes() {}

    /** All files of the tests' resources, whatever they are. */
    static List<Path> resources() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The events of all scenarios. */
    static List<byte[]> scenarios() throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (Path file : resources()) {
            if (file.endsWith("events.jsonl")) {
                records.addAll(lines(Files.readAllBytes(file)));
            }
        }
        return records;
    }

    static List<byte[]> simulated(Profile profile, long seed, int events) {
        return Simulation.small(profile, seed).happened(events).stream()
                .map(SimulatedEvent::bytes)
                .toList();
    }

    /** The records of a set of real logs; none where the set is not at hand. */
    static List<byte[]> real(String set) throws IOException {
        Optional<Path> folder = SharedData.folder(set);
        if (folder.isEmpty()) {
            return List.of();
        }
        try (var in = new GZIPInputStream(Files.newInputStream(folder.get().resolve("events.ndjson.gz")))) {
            return lines(in.readAllBytes());
        }
    }

    /** One of each shape there is, and a few thousand more. */
    static List<byte[]> ofAllKinds() throws IOException {
        List<byte[]> records = new ArrayList<>(scenarios());
        for (Profile profile : Profile.values()) {
            records.addAll(simulated(profile, 7, 300));
        }
        for (String set : DATA_SETS) {
            records.addAll(real(set));
        }
        for (int i = 0; i < 20; i++) {
            records.add(Json.utf8(Json.event("e" + i)));
        }
        records.removeIf(record -> record.length > 16 << 10);
        return records;
    }

    /** An S3 log file of records. */
    static byte[] logFile(List<byte[]> records) {
        var file = new ByteArrayOutputStream();
        file.writeBytes("{\"Records\":[".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < records.size(); i++) {
            file.writeBytes(i == 0 ? new byte[0] : new byte[] {','});
            file.writeBytes(records.get(i));
        }
        file.writeBytes("]}".getBytes(StandardCharsets.US_ASCII));
        return file.toByteArray();
    }

    static byte[] ndjson(List<byte[]> records) {
        var file = new ByteArrayOutputStream();
        for (byte[] record : records) {
            file.writeBytes(record);
            file.write('\n');
        }
        return file.toByteArray();
    }

    private static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= file.length; i++) {
            if (i == file.length || file[i] == '\n') {
                if (i > from) {
                    lines.add(Arrays.copyOfRange(file, from, i));
                }
                from = i + 1;
            }
        }
        return lines;
    }
}
