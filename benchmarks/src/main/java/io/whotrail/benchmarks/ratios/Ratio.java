// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What is promised: a ratio of two figures of one JVM, and what it should be.
 *
 * @param title what it is called
 * @param words what it is the ratio of
 * @param goal at most this; at least, where it is negative
 * @param value its value in one JVM
 */
record Ratio(String title, String words, double goal, ToDoubleFunction<Figures> value) {
    private static final double MILLION = 1e6;

    /** All of them. */
    static final List<Ratio> ALL = List.of(
            new Ratio(
                    "R1",
                    "from memory, relative to Jackson's bare token loop",
                    0.80,
                    of(BytesStage.MEMORY, BytesStage.JACKSON_TOKENS)),
            new Ratio(
                    "R1",
                    "... where each session is used sixty times",
                    0.80,
                    of(EngineStage.SHORT_RUN, EngineStage.TOKENS)),
            new Ratio(
                    "R2",
                    "from memory, relative to a databind tree and a HashMap of keys",
                    0.30,
                    of(BytesStage.MEMORY, BytesStage.DATABIND)),
            new Ratio(
                    "R3",
                    "from `.json.gz`, 1 thread, relative to decompressing alone",
                    1.75,
                    of(BytesStage.GZIP, BytesStage.INFLATE)),
            new Ratio(
                    "R4",
                    "from `.json.gz`, 2 threads, relative to decompressing alone with 1",
                    0.95,
                    of(BytesStage.GZIP_TWO, BytesStage.INFLATE)),
            new Ratio(
                    "R5",
                    "throughput from NDJSON files, 1 thread, relative to DuckDB's",
                    -1.5,
                    of(BytesStage.DUCKDB, BytesStage.NDJSON)),
            new Ratio(
                    "R5",
                    "throughput from NDJSON files, all cores, relative to DuckDB's",
                    -1.5,
                    of(BytesStage.DUCKDB_ALL, BytesStage.NDJSON_ALL)),
            new Ratio("R6", "`attribute()` in a known session, million/s", -3.0, Ratio::millions),
            new Ratio("R6", "... where Jackson's token loop does MB/s", -700, Ratio::tokenRate),
            new Ratio("R6", "... bytes allocated a call", 96, figures -> figures.get(EngineStage.ALLOCATED)),
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
            new Ratio("R8", "an event in a run of 10 million relative to one of 100,000", 1.10, Ratio::length),
            new Ratio(
                    "R9",
                    "answers written as NDJSON, relative to R3's time",
                    1.35,
                    of(BytesStage.WRITTEN, BytesStage.GZIP)),
            new Ratio(
                    "R10",
                    "20 % of the uses before their issuance, relative to none",
                    1.30,
                    of(EngineStage.LATE, EngineStage.IN_TIME)));

    private static ToDoubleFunction<Figures> of(String what, String relativeTo) {
        return figures -> figures.get(what) / figures.get(relativeTo);
    }

    private static double millions(Figures figures) {
        return figures.get(EngineStage.USES) / figures.get(EngineStage.KNOWN) / MILLION;
    }

    private static double tokenRate(Figures figures) {
        return figures.get(EngineStage.TOKEN_BYTES) / figures.get(EngineStage.TOKENS) / MILLION;
    }

    private static double length(Figures figures) {
        return figures.get(EngineStage.LONG_RUN) / figures.get(EngineStage.SHORT_RUN) / Size.HUNDREDTH;
    }

    /** Its value in one JVM. */
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
