// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import io.whotrail.simulation.DeliveredFile;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Writes {@link LogData}, a log file at a time. */
final class LogWriter {
    private static final int PARTS = 16;
    /** Of a steady log file: some 2 MB. */
    private static final int RECORDS_A_FILE = 1_000;

    private final LogData data;
    private final List<String> order = new ArrayList<>();
    private final List<byte[]> records = new ArrayList<>();

    private LogWriter(LogData data) {
        this.data = data;
    }

    /** Writes the records of the {@code typical} simulated organisation, in log files as it delivers them. */
    static void typical(LogData data, long events) throws IOException {
        var writer = new LogWriter(data);
        Deliveries deliveries = new Simulation(Profile.TYPICAL, 1).delivered(events);
        for (DeliveredFile file = deliveries.nextFile(); file != null; file = deliveries.nextFile()) {
            var log = new ArrayList<byte[]>();
            for (SimulatedEvent event : file.records()) {
                var record = new ByteArrayOutputStream();
                event.writeTo(record);
                log.add(record.toByteArray());
            }
            writer.logFile(file.objectKey(), log);
        }
        writer.finish();
    }

    /** Writes the records of an {@link EndlessLog}, in log files of a thousand. */
    static void steady(LogData data, long events, int uses) throws IOException {
        var writer = new LogWriter(data);
        var source = new EndlessLog(new RecordKinds(), events, uses);
        var log = new ArrayList<byte[]>();
        for (byte[] record = source.next(); record != null; record = source.next()) {
            log.add(Arrays.copyOf(record, record.length - 1));
            if (log.size() == RECORDS_A_FILE) {
                writer.logFile(writer.steadyKey(), log);
                log.clear();
            }
        }
        if (!log.isEmpty()) {
            writer.logFile(writer.steadyKey(), log);
        }
        writer.finish();
    }

    private String steadyKey() {
        return "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03/02/"
                + "111122223333_CloudTrail_eu-central-1_20260302T0005Z_%016d.json.gz".formatted(order.size());
    }

    private void logFile(String key, List<byte[]> log) throws IOException {
        order.add(key);
        records.addAll(log);
        Path path = data.folder().resolve(key);
        Files.createDirectories(path.getParent());
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path), 1 << 16)) {
            byte[] before = ascii("{\"Records\":[");
            for (byte[] record : log) {
                out.write(before);
                out.write(record);
                before = ascii(",");
            }
            out.write(ascii("]}"));
        }
    }

    /** Writes the NDJSON, and which log files there are. */
    private void finish() throws IOException {
        Files.createDirectories(data.ndjson());
        int size = records.size() / PARTS + 1;
        for (int part = 0; part * size < records.size(); part++) {
            var lines = new ByteArrayOutputStream();
            for (byte[] record : records.subList(part * size, Math.min((part + 1) * size, records.size()))) {
                lines.write(record);
                lines.write('\n');
            }
            Files.write(data.ndjson().resolve("part-%02d.ndjson".formatted(part)), lines.toByteArray());
        }
        Files.write(data.order(), order);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
