// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Attributor;
import io.whotrail.investigation.Investigation;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.source.CloudTrailReader;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openjdk.jol.info.GraphStats;

/**
 * How many bytes of heap a live session takes: the sizes of all objects that can be reached from an attributor, as JOL
 * (Java Object Layout) finds them one by one, divided by the number of its sessions. The ids of events, which are remembered
 * to recognise duplicates at 37 to 75 bytes each, are not sessions: one is.
 *
 * <p>{@code java -Xmx4g -jar benchmarks/target/benchmarks.jar footprint [--sessions 10000,1000000] [--at-most BYTES]}; ten
 * million sessions, {@code --sessions 10000,1000000,10000000}, need {@code -Xmx12g}.
 *
 * <p>{@link SessionShape} says what the sessions are like. Every session is used once, and its use must be attributed; the
 * watermark has passed all but the latest half hour of half a day. Beside it stands what an {@link Investigation} takes for each
 * answer, with its event. The exit code is 1 where a session of {@link SessionShape#USER}
 * takes more than {@code --at-most} bytes, 2 for wrong usage.
 */
final class SessionFootprint {
    private static final String USAGE = "usage: footprint [--sessions N,…] [--at-most BYTES]";
    /** A session takes less where there is room for more: only larger numbers are bound. */
    private static final int BOUND_FROM = 1_000_000;

    private static final int ANSWERS = 100_000;

    private final List<Integer> numbers;
    private final long atMost;

    private SessionFootprint(List<Integer> numbers, long atMost) {
        this.numbers = numbers;
        this.atMost = atMost;
    }

    /** Runs what the options say; returns the exit code. */
    static int run(List<String> options, PrintStream out) {
        // JOL reads it as it starts: else it could not look into records.
        System.setProperty("jol.magicFieldOffset", "true");
        try {
            return of(Options.of(options, Set.of("--sessions", "--at-most"))).run(out) ? 0 : 1;
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.println(USAGE);
            return 2;
        }
    }

    private static SessionFootprint of(Options options) {
        return new SessionFootprint(
                options.texts("--sessions", List.of("10000", "1000000")).stream()
                        .map(Integer::valueOf)
                        .toList(),
                options.number("--at-most", Long.MAX_VALUE));
    }

    private boolean run(PrintStream out) {
        boolean within = true;
        out.print("| bytes of heap for each live session |");
        numbers.forEach(number -> out.printf(Locale.ROOT, " of %,d |", number));
        out.println();
        out.println("|---|" + "---:|".repeat(numbers.size()));
        for (SessionShape shape : SessionShape.values()) {
            out.print("| " + shape.words() + " |");
            for (int number : numbers) {
                double bytes = measure(shape, number);
                within &= shape != SessionShape.USER || number < BOUND_FROM || bytes <= atMost;
                out.printf(Locale.ROOT, " %.0f |", bytes);
                out.flush();
            }
            out.println();
        }
        out.printf(
                Locale.ROOT,
                "%n%.0f bytes for each answer that an Investigation keeps, with its event, of %,d%n",
                measureKept(),
                ANSWERS);
        out.printf(
                Locale.ROOT,
                "%n%s %s, %s, heap of at most %,d MiB%n",
                System.getProperty("java.vm.name"),
                Runtime.version(),
                System.getProperty("os.arch"),
                Runtime.getRuntime().maxMemory() >> 20);
        return within;
    }

    /** Answers of a simulated organisation, whose events were read as a host reads them. */
    private static double measureKept() {
        var investigation = Investigation.keeping(ANSWERS);
        Attributor attributor = Attributor.builder(InstantSource.fixed(SessionShape.LONG_AFTER))
                .listener(investigation)
                .build();
        CloudTrailReader reader = CloudTrailReader.create();
        for (SimulatedEvent event : new Simulation(Profile.TYPICAL, 1).happened(ANSWERS)) {
            investigation.add(attributor.attribute(reader.parseEvent(event.bytes())));
        }
        return (double) GraphStats.parseInstance(investigation).totalSize()
                / investigation.stats().kept();
    }

    private static double measure(SessionShape shape, int number) {
        Attributor attributor = Attributor.builder(InstantSource.fixed(SessionShape.LONG_AFTER))
                .maximumSessions(number)
                .maximumRememberedEvents(1)
                .build();
        int issued = 0;
        for (int i = 0; issued < number; i++) {
            issued += shape.play(i, number, attributor);
        }
        long live = attributor.stats().sessionsLive();
        if (live != number) {
            throw new IllegalStateException(live + " sessions are live, not " + number);
        }
        return (double) GraphStats.parseInstance(attributor).totalSize() / number;
    }
}
