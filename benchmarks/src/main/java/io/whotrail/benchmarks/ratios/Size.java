// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import io.whotrail.benchmarks.Options;
import java.util.List;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param events how many records the contenders read; half as many of the data set by which nothing is judged
 * @param uses how often each session of the steady data set is used
 * @param sessions how many sessions are known where there are many
 * @param longRun how many records the long run reads
 * @param forks in how many JVMs one after the other everything is measured
 * @param warmups how often each contender works before it is measured
 * @param rounds how often each is measured in a JVM; half as often with the data set by which nothing is judged
 */
record Size(int events, int uses, int sessions, int longRun, int forks, int warmups, int rounds) {
    /** The names of the options. */
    static final Set<String> OPTIONS =
            Set.of("--events", "--uses", "--sessions", "--long-run", "--forks", "--warmups", "--rounds", "--out");

    /** Sessions of the run with few, and records of the short run: a hundredth of the many. */
    static final int HUNDREDTH = 100;

    static Size of(Options options) {
        return new Size(
                atLeast(options.number("--events", 100_000), 1_000),
                atLeast(options.number("--uses", 60), 1),
                atLeast(options.number("--sessions", 1_000_000), 1_000),
                atLeast(options.number("--long-run", 10_000_000), 10_000),
                atLeast(options.number("--forks", 5), 1),
                atLeast(options.number("--warmups", 4), 0),
                atLeast(options.number("--rounds", 5), 1));
    }

    private static int atLeast(long value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("must be at least " + least + ", is " + value);
        }
        return Math.toIntExact(value);
    }

    /** For what is not judged: half the records, half as often. */
    Size half() {
        return new Size(events / 2, uses, sessions, longRun, forks, (warmups + 1) / 2, (rounds + 1) / 2);
    }

    /** For another process. */
    List<String> arguments() {
        return List.of(
                "--events", String.valueOf(events),
                "--uses", String.valueOf(uses),
                "--sessions", String.valueOf(sessions),
                "--long-run", String.valueOf(longRun),
                "--forks", String.valueOf(forks),
                "--warmups", String.valueOf(warmups),
                "--rounds", String.valueOf(rounds));
    }
}
