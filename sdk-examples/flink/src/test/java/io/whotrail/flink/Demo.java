// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.testing.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the program in this JVM over a folder of log files, and prints who was behind each event. */
public final class Demo {
    private Demo() {}

    /**
     * Runs it.
     *
     * @param arguments a folder of log files
     */
    public static void main(String... arguments) throws Exception {
        Path folder = Files.createTempDirectory("whotrail-demo");
        try {
            FlinkCommand.main(
                    "--input=" + Path.of(arguments[0]).toAbsolutePath().toUri(),
                    "--output=" + folder.toUri(),
                    "--parallelism=2",
                    "--parts=8",
                    "--hold");
            print(folder.resolve("attributions"));
        } finally {
            delete(folder);
        }
    }

    private static void print(Path answers) throws IOException {
        var rows = new ArrayList<List<String>>();
        for (Path file : all(answers)) {
            if (Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".")) {
                Files.readAllLines(file).forEach(line -> rows.add(row(JsonTree.object(line))));
            }
        }
        rows.sort(Comparator.comparing((List<String> row) -> row.get(0)).thenComparing(row -> row.get(1)));
        rows.forEach(row -> System.out.printf("%s  %-37s  %-46s  %s%n", row.toArray()));
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.sorted(Comparator.reverseOrder()).toList();
        }
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
        for (Path one : all(folder)) {
            Files.deleteIfExists(one);
        }
    }
}
