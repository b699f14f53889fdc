// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.source.CloudTrailReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Measures what the sizing is computed from: first in memory, without Kafka, then with a broker beside. */
public final class Measurement {
    private static final Duration LATENESS = Duration.ofMinutes(30);
    private static final int SOURCES = 2;

    private final World world;

    private Measurement(World world) {
        this.world = world;
    }

    /**
     * Runs it.
     *
     * @param arguments how many events; whatever follows leaves the broker out
     */
    public static void main(String... arguments) throws Exception {
        var measurement = new Measurement(World.of(Profile.TYPICAL, 41, Integer.parseInt(arguments[0])));
        for (int round = 0; round < 3; round++) {
            measurement.inMemory(round == 2);
        }
        if (arguments.length == 1) {
            measurement.withBroker();
        }
    }

    private static void print(String what, double value, String unit) {
        System.out.printf("| %s | %,.1f | %s |%n", what, value, unit);
    }

    /** What this thread computed for, whoever else computes on the machine. */
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double nanosEach(long since, int count) {
        return (cpuTime() - since) / (double) count;
    }

    private void inMemory(boolean told) throws IOException, CheckpointException {
        List<byte[]> records =
                world.records().stream().map(SimulatedEvent::bytes).toList();
        long start = cpuTime();
        CloudTrailReader reader = CloudTrailReader.create();
        List<byte[]> messages = new ArrayList<>();
        var keys = new HashSet<String>();
        for (byte[] record : records) {
            CloudTrailEvent event = reader.parseEvent(record);
            keys.add(Attributor.partitionKey(event));
            messages.add(new Message.Event(event).toBytes());
        }
        double dealing = nanosEach(start, records.size());

        List<KeyValue<Bytes, byte[]>> written = new ArrayList<>();
        KeyValueStore<Bytes, byte[]> store =
                Stores.inMemoryKeyValueStore("journal").get();
        var settings = new PartSettings(
                new Partitions(1),
                1,
                PartSettings.DEFAULT_HOPS,
                LATENESS,
                World.RETENTION,
                Duration.ofMinutes(10),
                1L << 30,
                false);
        KeptPart part = KeptPart.of(new Journal(new Recording(store, written)), 0, settings);
        start = cpuTime();
        int taken = 0;
        for (byte[] message : messages) {
            part.take(World.NOW.toEpochMilli(), message);
            if (++taken % 1_000 == 0) {
                long time = world.records().get(taken - 1).event().eventTime().getEpochSecond();
                part.take(World.NOW.toEpochMilli(), new Message.Progress(0, time).toBytes());
            }
        }
        double taking = nanosEach(start, messages.size());
        start = cpuTime();
        KeptPart.of(new Journal(store), 0, settings);
        double restoring = (cpuTime() - start) / 1e6;
        if (told) {
            print("events", records.size(), "");
            print("partition keys", keys.size(), "");
            print("a record", bytes(records) / records.size(), "bytes");
            print("its message to a part", bytes(messages) / messages.size(), "bytes");
            print(
                    "written to the journal for it",
                    bytes(written.stream()
                                    .map(put -> put.value)
                                    .filter(Objects::nonNull)
                                    .toList())
                            / messages.size(),
                    "bytes");
            print("reading and dealing it", dealing, "ns");
            print("keeping and answering it", taking, "ns");
            print("the journal in the end", size(store), "bytes");
            print("making the part anew from it", restoring, "ms");
        }
    }

    private static double bytes(List<byte[]> all) {
        return all.stream().mapToLong(one -> one.length).sum();
    }

    private static double size(KeyValueStore<Bytes, byte[]> store) {
        long size = 0;
        try (var all = store.all()) {
            while (all.hasNext()) {
                size += all.next().value.length;
            }
        }
        return size;
    }

    private void withBroker() throws Exception {
        Path folder = Files.createTempDirectory("whotrail-measurement");
        try (Broker broker = new Broker(folder.resolve("broker"))) {
            broker.make("cloudtrail", SOURCES);
            int count = world.records().size();
            for (int i = 0; i < count; i++) {
                broker.send("cloudtrail", i % SOURCES, world.records().get(i).bytes());
            }
            for (int source = 0; source < SOURCES; source++) {
                broker.sendTime(
                        "cloudtrail", source, World.NOW.plus(World.LATENESS).plus(Duration.ofDays(1)));
            }
            broker.flush();
            try (Instance instance =
                    new Instance(broker, "measurement", 1, folder.resolve("state"), folder.resolve("log"))) {
                List<Instant> seen = new ArrayList<>();
                broker.read(
                        "whotrail-sessions",
                        record -> {
                            if (seen.isEmpty()) {
                                seen.add(Instant.now());
                            }
                        },
                        () -> !seen.isEmpty(),
                        Duration.ofMinutes(2));
                broker.valuesOf("whotrail-attributions", count, Duration.ofMinutes(20));
                double seconds = Duration.between(seen.get(0), Instant.now()).toMillis() / 1e3;
                print("one thread, beside the broker", count / seconds, "events/s");
                for (String topic : List.of(
                        "cloudtrail", "whotrail-sessions", "whotrail-attributions", "measurement-journal-changelog")) {
                    print(topic + " on the broker's disk", broker.bytesOf(topic) / count, "bytes an event");
                }
                instance.stop();
            }
        }
    }
}
