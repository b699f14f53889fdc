// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import io.whotrail.benchmarks.Options;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How fast Whotrail is beside what a user would take instead, as ratios within one JVM on the same bytes: medians over some
 * JVMs, of the medians of some rounds in which all contenders work in turn.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar ratios [--events N] [--uses N] [--sessions N] [--long-run N] [--forks N]
 * [--warmups N] [--rounds N] [--out FOLDER]}
 *
 * <p>Prints a table; with {@code --out} writes it with all figures as JSON, and a chart as SVG, to a folder. No time is
 * asserted: a goal that is missed is said to be.
 */
public final class Ratios {
    private static final String USAGE =
            "usage: ratios [--events N] [--uses N] [--sessions N] [--long-run N] [--forks N] [--warmups N]"
                    + " [--rounds N] [--out FOLDER]";
    private static final double MICROSECONDS = 1e6;

    private final Size size;

    private Ratios(Size size) {
        this.size = size;
    }

    /**
     * Runs what the options say.
     *
     * @param arguments the options
     * @param out where the table goes
     * @return the exit code: 2 for wrong usage
     * @throws IOException if files cannot be written, or a JVM fails
     */
    public static int run(List<String> arguments, PrintStream out) throws IOException {
        Options options;
        Size size;
        try {
            options = Options.of(arguments, Size.OPTIONS);
            size = Size.of(options);
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.println(USAGE);
            return 2;
        }
        Report report = new Ratios(size).measure();
        report.print(out);
        String folder = options.text("--out", "");
        if (!folder.isEmpty()) {
            write(report, Path.of(folder));
        }
        return 0;
    }

    private Report measure() throws IOException {
        Map<String, String> environment = Environment.facts();
        Path folder = Files.createTempDirectory("ratios");
        try {
            LogWriter.steady(LogData.in(folder, BytesStage.STEADY), size.events(), size.uses());
            LogWriter.typical(
                    LogData.in(folder, BytesStage.TYPICAL), size.half().events());
            var forks = new ArrayList<Figures>();
            for (int i = 0; i < size.forks(); i++) {
                var figures = new Figures();
                fork(Fork.BYTES, folder, figures);
                fork(Fork.ENGINE, folder, figures);
                forks.add(figures);
            }
            return new Report(environment, size, forks);
        } finally {
            delete(folder);
        }
    }

    private void fork(String stage, Path folder, Figures figures) throws IOException {
        Path results = folder.resolve("figures.txt");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms4g",
                "-Xmx4g",
                "-XX:+AlwaysPreTouch",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty("java.class.path"),
                Fork.class.getName(),
                stage,
                folder.toString(),
                results.toString()));
        command.addAll(size.arguments());
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IOException("the JVM that measures " + stage + " failed with " + code);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
        figures.read(Files.readAllLines(results));
    }

    private static void write(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = LocalDate.now(ZoneOffset.UTC) + "-ratios";
        report.write(folder.resolve(name + ".json"));
        Files.writeString(folder.resolve(name + ".svg"), chart(report));
    }

    private static String chart(Report report) {
        double records = report.median(BytesStage.figure(BytesStage.STEADY, BytesStage.RECORDS));
        var chart = new Chart("Time for a CloudTrail record, one thread");
        Map<String, Boolean> bars = new LinkedHashMap<>();
        bars.put(BytesStage.MEMORY, true);
        bars.put(BytesStage.JACKSON_TOKENS, false);
        bars.put(BytesStage.DATABIND, false);
        bars.put(BytesStage.FASTJSON, false);
        bars.put(BytesStage.NDJSON, true);
        bars.put(BytesStage.DUCKDB, false);
        bars.put(BytesStage.GZIP, true);
        bars.put(BytesStage.INFLATE, false);
        bars.forEach((name, ours) -> {
            double seconds = report.median(BytesStage.figure(BytesStage.STEADY, name));
            chart.add(name, seconds / records * MICROSECONDS, ours);
        });
        return chart.svg();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
