// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Bytes;

/**
 * Measures what a part's changelog takes while event time runs on for many times the retention. Its segments are of a mebibyte, and are
 * compacted as soon as a tenth is new, so that it shows with few events.
 */
public final class RetentionMeasurement {
    private static final String CHANGELOG = "retention-journal-changelog";
    private static final Map<String, String> SMALL = Map.of(
            TopicConfig.SEGMENT_BYTES_CONFIG,
            String.valueOf(1 << 20),
            TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
            "0.1");
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private RetentionMeasurement() {}

    /**
     * Runs it.
     *
     * @param arguments how many events there are within the retention, and how many times it goes by
     */
    public static void main(String... arguments) throws Exception {
        int each = Integer.parseInt(arguments[0]);
        int periods = Integer.parseInt(arguments[1]);
        var simulation = new Simulation(Profile.TYPICAL, 45);
        List<SimulatedEvent> period = next(simulation, each);
        Instant begin = period.get(0).event().eventTime();
        Instant end = period.get(period.size() - 1).event().eventTime();
        Path folder = Files.createTempDirectory("whotrail-retention");
        try (Broker broker = new Broker(folder.resolve("broker"))) {
            broker.make("cloudtrail", 1);
            try (var instance = new Instance(
                    broker,
                    "retention",
                    1,
                    folder.resolve("state"),
                    folder.resolve("log"),
                    List.of(
                            "--partitions=1",
                            "--lateness=PT2M",
                            "--part-memory=" + (16 << 20),
                            "--retention=" + Duration.between(begin, end)))) {
                int sent = 0;
                for (int i = 1; i <= periods; i++) {
                    period.forEach(record -> broker.send("cloudtrail", 0, record.bytes()));
                    broker.flush();
                    sent += period.size();
                    int answers = sent;
                    int[] answered = {0};
                    broker.read("whotrail-attributions", one -> answered[0]++, () -> answered[0] >= answers, PATIENCE);
                    broker.configure(CHANGELOG, SMALL);
                    print(i, broker);
                    period = next(simulation, each);
                }
                instance.stop();
            }
        }
    }

    private static List<SimulatedEvent> next(Simulation simulation, int events) {
        var delivered = new ArrayList<>(simulation.happened(events));
        delivered.removeIf(event -> !event.fate().isDelivered());
        return delivered;
    }

    /** How much of the changelog counts, and how much there is of it. */
    private static void print(int period, Broker broker) throws Exception {
        Map<Bytes, Integer> latest = new HashMap<>();
        long[] all = {0};
        broker.readAll(CHANGELOG, put -> {
            int size = put.value() == null ? 0 : put.value().length;
            latest.put(Bytes.wrap(put.key()), size);
            all[0] += size;
        });
        System.out.printf(
                "| %d | %,.1f | %,.1f | %,.1f |%n",
                period,
                latest.values().stream().mapToLong(size -> size).sum() / 1e6,
                all[0] / 1e6,
                broker.bytesOf(CHANGELOG) / 1e6);
    }
}
