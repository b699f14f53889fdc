// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.simulation.Profile;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How often Whotrail is right, on events whose truth is known, beside three ways that people use today: the join on the
 * access key alone, the session name as identity, and the join with the last issuance of five minutes.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar accuracy [--profile NAME,…] [--seeds 1,2-5,…] [--events N]}
 *
 * <p>Without options every profile runs with 1,000,000 events of seed 1. Profiles run side by side, one for each processor.
 * The exit code is 1 where Whotrail named a wrong identity or gave a wrong reason, 2 for wrong usage.
 */
final class Accuracy {
    private static final long DEFAULT_EVENTS = 1_000_000;
    private static final String USAGE =
            "usage: accuracy [--profile NAME,…] [--seeds 1,2-5,…] [--events N], with the profiles %s";

    private static final List<String> TITLES =
            Arrays.stream(Profile.values()).map(Profile::title).toList();

    private final List<Profile> profiles;
    private final List<Long> seeds;
    private final long events;

    private Accuracy(List<Profile> profiles, List<Long> seeds, long events) {
        this.profiles = profiles;
        this.seeds = seeds;
        this.events = events;
    }

    /** Runs what the options say; returns the exit code. */
    static int run(List<String> options, PrintStream out) {
        Accuracy accuracy;
        try {
            accuracy = of(Options.of(options, Set.of("--profile", "--seeds", "--events")));
        } catch (IllegalArgumentException wrong) {
            out.println(wrong.getMessage());
            out.printf(USAGE + "%n", TITLES);
            return 2;
        }
        return accuracy.run(out) ? 0 : 1;
    }

    private static Accuracy of(Options options) {
        return new Accuracy(
                options.texts("--profile", TITLES).stream().map(Profile::of).toList(),
                options.texts("--seeds", List.of("1")).stream()
                        .flatMap(Accuracy::seeds)
                        .toList(),
                options.number("--events", DEFAULT_EVENTS));
    }

    /** A seed, or a range of them: {@code 1-100}. */
    private static Stream<Long> seeds(String text) {
        int dash = text.indexOf('-', 1);
        return dash < 0
                ? Stream.of(Long.valueOf(text))
                : LongStream.rangeClosed(
                                Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)))
                        .boxed();
    }

    private boolean run(PrintStream out) {
        long begin = System.nanoTime();
        List<AccuracyRun> runs = runAll();
        new AccuracyReport(runs).print(out);
        long faults = runs.stream().mapToLong(AccuracyRun::faults).sum();
        for (AccuracyRun run : runs) {
            run.examples().forEach(example -> out.println("\n" + run.profile().title() + ": " + example));
        }
        out.printf(
                "%n%d profiles, seeds %s, %,d events each: %,d wrong answers, %d s%n",
                runs.size(), seeds, events, faults, (System.nanoTime() - begin) / 1_000_000_000);
        return faults == 0;
    }

    private List<AccuracyRun> runAll() {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Callable<AccuracyRun>> work = new ArrayList<>();
            profiles.forEach(profile -> work.add(() -> new AccuracyRun(profile).run(seeds, events)));
            List<AccuracyRun> runs = new ArrayList<>();
            for (Future<AccuracyRun> done : pool.invokeAll(work)) {
                runs.add(done.get());
            }
            return runs;
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        } finally {
            pool.shutdownNow();
        }
    }
}
