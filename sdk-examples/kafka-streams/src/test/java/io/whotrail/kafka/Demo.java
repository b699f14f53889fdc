// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.source.LogFiles;
import io.whotrail.testing.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts a broker and two instances of the program, gives them log files, and prints who was behind each event. */
public final class Demo {
    private static final int SOURCES = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Demo() {}

    /**
     * Runs it.
     *
     * @param arguments a folder of log files, and how many events they hold
     */
    public static void main(String... arguments) throws Exception {
        Path folder = Files.createTempDirectory("whotrail-demo");
        try (Broker broker = new Broker(folder.resolve("broker"))) {
            broker.make("cloudtrail", SOURCES);
            send(broker, LogFiles.list(Path.of(arguments[0])));
            try (Instance first = instance(broker, folder, "first");
                    Instance second = instance(broker, folder, "second")) {
                print(broker.valuesOf("whotrail-attributions", Integer.parseInt(arguments[1]), PATIENCE));
                first.stop();
                second.stop();
            }
        } finally {
            delete(folder);
        }
    }

    private static Instance instance(Broker broker, Path folder, String name) throws IOException {
        return new Instance(broker, "demo", 1, folder.resolve(name), folder.resolve(name + ".log"));
    }

    private static void send(Broker broker, List<Path> files) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            broker.send("cloudtrail", i % SOURCES, Files.readAllBytes(files.get(i)));
        }
        for (int source = 0; source < SOURCES; source++) {
            broker.sendTime("cloudtrail", source, Instant.now().plus(Duration.ofMinutes(30)));
        }
        broker.flush();
    }

    private static void print(List<String> lines) {
        lines.stream()
                .map(JsonTree::object)
                .map(Demo::row)
                .sorted(Comparator.comparing((List<String> row) -> row.get(0)).thenComparing(row -> row.get(1)))
                .forEach(row -> System.out.printf("%s  %-37s  %-46s  %s%n", row.toArray()));
    }

    private static List<String> row(Map<String, Object> line) {
        return List.of(
                String.valueOf(line.get("eventTime")),
                String.valueOf(line.get("eventName")),
                line.get("origin") instanceof Map<?, ?> origin ? whoIs(origin) : "?",
                String.valueOf(line.get(line.containsKey("basis") ? "basis" : "reason")));
    }

    private static String whoIs(Map<?, ?> origin) {
        return String.valueOf(origin.get(origin.containsKey("name") ? "name" : "userId"));
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = new ArrayList<>(found.sorted(Comparator.reverseOrder()).toList());
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }
}
