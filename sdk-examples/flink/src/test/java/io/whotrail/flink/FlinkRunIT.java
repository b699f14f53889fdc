// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.client.cli.CliFrontend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's jar, as {@code flink run} takes it: where there is Flink, and nothing else that the job needs. */
final class FlinkRunIT {
    private static final Path JAR = Path.of("target", "whotrail-flink-job.jar").toAbsolutePath();
    private static final Path SAMPLES =
            Path.of("..", "cli", "samples").toAbsolutePath().normalize();
    private static final List<String> OURS =
            List.of("whotrail-sdk", "jackson-core", "caffeine", "picocli", "jspecify", "classes", "test-classes");

    @TempDir
    Path folder;

    /** Flink, and what it brings. */
    private static String flinkAlone() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> OURS.stream()
                        .noneMatch(
                                ours -> Path.of(place).getFileName().toString().startsWith(ours)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** As {@code bin/flink} does it, with one of the openings that Flink's own configuration has. */
    private String flinkRun(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                flinkAlone(),
                CliFrontend.class.getName(),
                "run",
                "--target",
                "local",
                JAR.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        Files.writeString(folder.resolve("config.yaml"), "restart-strategy.type: none\n");
        builder.environment().put("FLINK_CONF_DIR", folder.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    private static List<CloudTrailEvent> samples() throws IOException {
        var events = new ArrayList<CloudTrailEvent>();
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (InputStream in = Files.newInputStream(file);
                        EventSource source = CloudTrailReader.create().open(in, file.toString())) {
                    for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                        events.add(event);
                    }
                }
            }
        }
        return events;
    }

    @Test
    void theJarBringsAllThatFlinkHasNot() throws Exception {
        var run = new JobFolder(folder.resolve("output"));
        String ran = flinkRun(
                "--input=" + SAMPLES.toUri(),
                "--output=" + run.folder().toUri(),
                "--parallelism=2",
                "--parts=8",
                "--hold");
        assertThat(ran).startsWith("0 ");
        World.assertSame(run.answers(), World.finalLines(samples()));
        assertThat(run.lines("rejected")).isEmpty();
    }

    @Test
    void aWrongOptionIsToldByFlinkAndEndsNothingElse() throws Exception {
        assertThat(flinkRun("--parts=8")).startsWith("1 ").contains("Missing required options", "--input");
    }
}
