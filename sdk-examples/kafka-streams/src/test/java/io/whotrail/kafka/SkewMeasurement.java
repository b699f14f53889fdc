// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.source.CloudTrailReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Measures what one session does under whose name much of a trail happens. */
public final class SkewMeasurement {
    private static final int PARTS = 4;
    private static final int TOLD = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final World world;
    private final SimulatedEvent hot;
    private final String hotText;

    private SkewMeasurement(World world) {
        this.world = world;
        this.hot = longest(world.records());
        this.hotText = new String(hot.bytes(), StandardCharsets.UTF_8);
    }

    /**
     * Runs it.
     *
     * @param arguments how many events
     */
    public static void main(String... arguments) throws Exception {
        var measurement = new SkewMeasurement(World.of(Profile.TYPICAL, 44, Integer.parseInt(arguments[0])));
        measurement.program("as they come", Integer.MAX_VALUE);
        measurement.program("every second of one session", 2);
        measurement.parts("as they come", Integer.MAX_VALUE);
        measurement.parts("every second of one session", 2);
        measurement.parts("all of one session", 1);
    }

    /** The first event of the session that is used for longest. */
    private static SimulatedEvent longest(List<SimulatedEvent> records) {
        Map<String, SimulatedEvent> first = new HashMap<>();
        SimulatedEvent longest = records.get(0);
        Duration most = Duration.ZERO;
        for (SimulatedEvent record : records) {
            String key = Attributor.partitionKey(record.event());
            SimulatedEvent begin = first.computeIfAbsent(key, unknown -> record);
            Duration used =
                    Duration.between(begin.event().eventTime(), record.event().eventTime());
            if (key.contains(":assumed-role/") && used.compareTo(most) > 0) {
                longest = begin;
                most = used;
            }
        }
        return longest;
    }

    /** The records, of which every so many-th is another of the one session. */
    private List<byte[]> records(int every) {
        List<byte[]> records = new ArrayList<>();
        for (SimulatedEvent record : world.records()) {
            records.add(
                    records.size() % every == every - 1
                            ? another(records.size(), record.event().eventTime())
                            : record.bytes());
        }
        return records;
    }

    private byte[] another(long number, Instant time) {
        return hotText.replace(hot.event().eventId(), new UUID(44, number).toString())
                .replace("\"eventTime\":\"" + hot.event().eventTime(), "\"eventTime\":\"" + time)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The whole program, with as many threads as there are processors here. */
    private void program(String what, int every) throws Exception {
        Path folder = Files.createTempDirectory("whotrail-skew");
        try (Broker broker = new Broker(folder.resolve("broker"))) {
            broker.make("cloudtrail", PARTS);
            int sent = 0;
            for (byte[] record : records(every)) {
                broker.send("cloudtrail", sent++ % PARTS, record);
            }
            broker.flush();
            rate("the program, " + what, broker, folder, 2);
        }
    }

    /** One thread that does nothing but answer: what is dealt is dealt before. */
    private void parts(String what, int every) throws Exception {
        Path folder = Files.createTempDirectory("whotrail-skew");
        var partitions = new Partitions(PARTS);
        CloudTrailReader reader = CloudTrailReader.create();
        try (Broker broker = new Broker(folder.resolve("broker"))) {
            broker.make("cloudtrail", 1);
            broker.make("whotrail-sessions", PARTS);
            int[] dealt = new int[PARTS];
            for (byte[] record : records(every)) {
                CloudTrailEvent event = reader.parseEvent(record);
                int part = partitions.of(Attributor.partitionKey(event));
                dealt[part]++;
                broker.send("whotrail-sessions", part, new Message.Event(event).toBytes());
                if (IntStream.of(dealt).sum() % TOLD == 0) {
                    byte[] progress = new Message.Progress(0, event.eventTime().getEpochSecond()).toBytes();
                    IntStream.range(0, PARTS).forEach(one -> broker.send("whotrail-sessions", one, progress));
                }
            }
            broker.flush();
            System.out.printf("| %s | %s | events of each part |%n", what, Arrays.toString(dealt));
            rate("one thread that only answers, " + what, broker, folder, 1);
        }
    }

    private void rate(String what, Broker broker, Path folder, int threads) throws IOException, InterruptedException {
        try (var instance = new Instance(
                broker,
                "skew",
                threads,
                folder.resolve("state"),
                folder.resolve("log"),
                List.of("--partitions=" + PARTS, "--lateness=PT30M"))) {
            var told = new LongSummaryStatistics();
            broker.read(
                    "whotrail-attributions",
                    answer -> told.accept(answer.timestamp()),
                    () -> told.getCount() >= world.records().size(),
                    PATIENCE);
            System.out.printf(
                    "| %s | %,.0f events/s | %.0f µs of processor time an event |%n",
                    what,
                    told.getCount() * 1e3 / (told.getMax() - told.getMin()),
                    instance.processorTime().toNanos() / 1e3 / told.getCount());
            instance.stop();
        }
    }
}
