// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What is promised: a ratio of two figures of one fork, and what it should be.
 *
 * @param title what it is called
 * @param words what it is the ratio of
 * @param goal at most this; at least, where it is negative
 * @param value its value in one fork
 */
record Ratio(String title, String words, double goal, ToDoubleFunction<Figures> value) {
    private static final double MILLION = 1e6;

    /** All of them. */
    static final List<Ratio> ALL = Stream.of(reading(), attributing(), writing(), late())
            .flatMap(List::stream)
            .toList();

    private static List<Ratio> reading() {
        return Stream.of(
                        both(
                                "R1",
                                "from memory, relative to Jackson's bare token loop",
                                0.80,
                                BytesStage.MEMORY,
                                BytesStage.JACKSON_TOKENS),
                        both(
                                "R2",
                                "from memory, relative to a databind tree and a HashMap of keys",
                                0.30,
                                BytesStage.MEMORY,
                                BytesStage.DATABIND),
                        both(
                                "R3",
                                "from `.json.gz`, 1 thread, relative to decompressing alone",
                                1.75,
                                BytesStage.GZIP,
                                BytesStage.INFLATE),
                        both(
                                "R4",
                                "from `.json.gz`, 2 threads, relative to decompressing alone with 1",
                                0.95,
                                BytesStage.GZIP_TWO,
                                BytesStage.INFLATE),
                        both(
                                "R5",
                                "throughput from NDJSON files, 1 thread, relative to DuckDB's",
                                -1.5,
                                BytesStage.DUCKDB,
                                BytesStage.NDJSON),
                        both(
                                "R5",
                                "throughput from NDJSON files, all cores, relative to DuckDB's",
                                -1.5,
                                BytesStage.DUCKDB_ALL,
                                BytesStage.NDJSON_ALL))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Ratio> attributing() {
        return List.of(
                new Ratio("R6", "`attribute()` in a known session, million/s", -3.0, Ratio::millions),
                new Ratio("R6", "... where Jackson's token loop does MB/s", -700, Ratio::tokenRate),
                new Ratio("R6", "... bytes allocated a call", 96, figures -> figures.get(EngineStage.BYTES_A_CALL)),
                new Ratio("R6", "... objects allocated a call", 2, figures -> figures.get(EngineStage.OBJECTS_A_CALL)),
                new Ratio(
                        "R6",
                        "... throughput of 2 threads relative to 1",
                        -1.8,
                        of(EngineStage.KNOWN, EngineStage.KNOWN_TWO)),
                new Ratio(
                        "R7",
                        "... with 1 million sessions relative to 10,000",
                        2.0,
                        of(EngineStage.MANY, EngineStage.KNOWN)),
                new Ratio("R8", "a record in a run of 10 million relative to one of 100,000", 1.10, Ratio::length));
    }

    private static List<Ratio> writing() {
        return both(
                "R9", "answers written as NDJSON, relative to R3's time", 1.35, BytesStage.WRITTEN, BytesStage.GZIP);
    }

    private static List<Ratio> late() {
        return List.of(new Ratio(
                "R10",
                "20 % of the uses before their issuance, relative to none",
                1.30,
                of(EngineStage.LATE, EngineStage.IN_TIME)));
    }

    /** The ratio of the steady data set, by which the goal is judged, and beside it that of the other. */
    private static List<Ratio> both(String title, String words, double goal, String what, String relativeTo) {
        return List.of(
                new Ratio(title, words, goal, of(BytesStage.STEADY, what, relativeTo)),
                new Ratio(title, "... in the `typical` mixture", goal, of(BytesStage.TYPICAL, what, relativeTo)));
    }

    private static ToDoubleFunction<Figures> of(String dataSet, String what, String relativeTo) {
        return of(BytesStage.figure(dataSet, what), BytesStage.figure(dataSet, relativeTo));
    }

    private static ToDoubleFunction<Figures> of(String what, String relativeTo) {
        return figures -> figures.get(what) / figures.get(relativeTo);
    }

    private static double millions(Figures figures) {
        return figures.get(EngineStage.USES) / figures.get(EngineStage.KNOWN) / MILLION;
    }

    private static double tokenRate(Figures figures) {
        double bytes = figures.get(BytesStage.figure(BytesStage.STEADY, BytesStage.BYTES));
        return bytes / figures.get(BytesStage.figure(BytesStage.STEADY, BytesStage.JACKSON_TOKENS)) / MILLION;
    }

    private static double length(Figures figures) {
        return figures.get(EngineStage.LONG_RUN) / figures.get(EngineStage.SHORT_RUN) / Size.HUNDREDTH;
    }

    /** Its value in one fork. */
    double of(Figures figures) {
        return value.applyAsDouble(figures);
    }

    /** What it should be, in words. */
    String goalInWords() {
        double bound = Math.abs(goal);
        return (goal < 0 ? "≥ " : "≤ ")
                + String.format(Locale.ROOT, bound == Math.rint(bound) ? "%.0f" : "%.2f", bound);
    }

    boolean isMet(double measured) {
        return goal < 0 ? measured >= -goal : measured <= goal;
    }
}
