// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What it costs to write and to read a checkpoint of many sessions, each used once: bytes, and the best of several times.
 *
 * <p>{@code java -Xmx4g -jar benchmarks/target/benchmarks.jar checkpoint [--sessions 200000] [--rounds 5]}
 *
 * <p>{@link SessionShape} says what the sessions are like. Both go to memory, so that no disk is measured.
 */
final class CheckpointCost {
    private static final String USAGE = "usage: checkpoint [--sessions N] [--rounds N]";
    private static final double NANOS_PER_MILLI = 1e6;

    private final int sessions;
    private final int rounds;

    private CheckpointCost(int sessions, int rounds) {
        this.sessions = sessions;
        this.rounds = rounds;
    }

    /** Runs what the options say; returns the exit code. */
    static int run(List<String> options, PrintStream out) throws IOException {
        try {
            Options given = Options.of(options, Set.of("--sessions", "--rounds"));
            new CheckpointCost((int) given.number("--sessions", 200_000), (int) given.number("--rounds", 5)).run(out);
            return 0;
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.println(USAGE);
            return 2;
        }
    }

    private void run(PrintStream out) throws IOException {
        out.println(
                "| checkpoint of " + sessions + " sessions | bytes | bytes a session | written in ms | read in ms |");
        out.println("|---|---:|---:|---:|---:|");
        for (SessionShape shape : SessionShape.values()) {
            Attributor attributor = builder().build();
            int issued = 0;
            for (int i = 0; issued < sessions; i++) {
                issued += shape.play(i, sessions, attributor);
            }
            measure(shape, attributor, out);
        }
        out.printf(
                Locale.ROOT,
                "%n%s %s, %s%n",
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("os.arch"));
    }

    private Attributor.Builder builder() {
        return Attributor.builder(InstantSource.fixed(SessionShape.LONG_AFTER))
                .maximumSessions(sessions)
                .maximumRememberedEvents(1_000);
    }

    private void measure(SessionShape shape, Attributor attributor, PrintStream out) throws IOException {
        long written = Long.MAX_VALUE;
        long read = Long.MAX_VALUE;
        byte[] image = {};
        for (int round = 0; round < rounds; round++) {
            var bytes = new ByteArrayOutputStream(image.length);
            long start = System.nanoTime();
            attributor.snapshot(bytes);
            written = Math.min(written, System.nanoTime() - start);
            image = bytes.toByteArray();
            start = System.nanoTime();
            Attributor restored = restore(image);
            read = Math.min(read, System.nanoTime() - start);
            if (!restored.stats().equals(attributor.stats())) {
                throw new IllegalStateException("the restored attributor counts " + restored.stats());
            }
        }
        out.printf(
                Locale.ROOT,
                "| %s | %,d | %d | %.0f | %.0f |%n",
                shape.words(),
                image.length,
                image.length / sessions,
                written / NANOS_PER_MILLI,
                read / NANOS_PER_MILLI);
    }

    private Attributor restore(byte[] image) throws IOException {
        try {
            return builder().restore(new ByteArrayInputStream(image));
        } catch (CheckpointException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
