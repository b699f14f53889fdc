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

/** Runs the job in this process over a folder of log files, and prints who was behind each event. */
public final class Demo {
    private Demo() {}

    /**
     * Runs it.
     *
     * @param arguments the folder
     */
    public static void main(String... arguments) throws IOException {
        Path output = Files.createTempDirectory("whotrail-flink");
        AttributeFolder.main("--input=" + arguments[0], "--output=" + output, "--hold", "--parts=8");
        lines(output.resolve("attributions")).stream()
                .map(JsonTree::object)
                .map(Demo::row)
                .sorted(Comparator.comparing((List<String> row) -> row.get(0)).thenComparing(row -> row.get(1)))
                .forEach(row -> System.out.printf("%s  %-37s  %-46s  %s%n", row.toArray()));
        delete(output);
    }

    private static List<String> lines(Path folder) throws IOException {
        var lines = new ArrayList<String>();
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    private static List<String> row(Map<String, Object> line) {
        return List.of(
                String.valueOf(line.get("eventTime")),
                String.valueOf(line.get("eventName")),
                line.get("origin") instanceof Map<?, ?> origin
                        ? String.valueOf(origin.get(origin.containsKey("name") ? "name" : "userId"))
                        : "?",
                String.valueOf(line.get(line.containsKey("basis") ? "basis" : "reason")));
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }
}
