// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The program in a JVM of its own, which can be killed. */
final class Instance implements AutoCloseable {
    /** Four parts, and each event is answered once. */
    static final List<String> HOLDING = List.of("--partitions=4", "--hold", "--lateness=" + World.LATENESS);

    private static final Pattern TAKEN = Pattern.compile("part (\\d+) goes on from");

    private final Process process;
    private final Path log;

    /** Starts one that has four parts, and answers each event once. */
    Instance(Broker broker, String applicationId, int threads, Path state, Path log) throws IOException {
        this(broker, applicationId, threads, state, log, HOLDING);
    }

    /**
     * Starts it.
     *
     * @param state its disk
     * @param log where it writes what it says
     * @param options how it attributes
     */
    Instance(Broker broker, String applicationId, int threads, Path state, Path log, List<String> options)
            throws IOException {
        this.log = log;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.io.whotrail=info",
                "-cp",
                System.getProperty("java.class.path"),
                StreamsCommand.class.getName()));
        command.addAll(List.of(
                "--bootstrap-servers=" + broker.address(),
                "--application-id=" + applicationId,
                "--threads=" + threads,
                "--state-dir=" + state,
                "-Dreplication.factor=1",
                // Whoever comes gets parts at once, also with an empty disk.
                "-Dacceptable.recovery.lag=" + Long.MAX_VALUE,
                "-Dconsumer.session.timeout.ms=3000",
                "-Dconsumer.heartbeat.interval.ms=500"));
        command.addAll(options);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** What its threads computed for so far, whoever else computes on the machine. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Waits until it has taken over so many parts; their numbers. */
    Set<Integer> awaitParts(int atLeast, Duration within) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(within);
        Set<Integer> taken = Set.of();
        while (taken.size() < atLeast) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS) || Instant.now().isAfter(end)) {
                throw new AssertionError("it has parts " + taken + " only: " + log);
            }
            taken = TAKEN.matcher(Files.readString(log))
                    .results()
                    .map(found -> Integer.valueOf(found.group(1)))
                    .collect(Collectors.toSet());
        }
        return taken;
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to stop; its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not stop");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
