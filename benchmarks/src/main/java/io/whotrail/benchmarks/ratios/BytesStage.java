// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.whotrail.simulation.Simulation;
import io.whotrail.sink.NdjsonSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** From the bytes of one data set to answers: Whotrail beside what a user would take instead. */
final class BytesStage {
    /** The data set whose every session is used often: records of an {@link EndlessLog}. */
    static final String STEADY = "steady";
    /** The data set of the simulated organisation {@code typical}. */
    static final String TYPICAL = "typical";

    static final String JACKSON_TOKENS = "jackson tokens";
    static final String DATABIND = "databind tree and map";
    static final String FASTJSON = "fastjson2 tree and map";
    static final String MEMORY = "whotrail from memory";
    static final String INFLATE = "java.util.zip alone";
    static final String GZIP = "whotrail from gzip files";
    static final String GZIP_TWO = "whotrail from gzip files, 2 threads";
    static final String WRITTEN = "whotrail from gzip files, answers written";
    static final String NDJSON = "whotrail from NDJSON files";
    static final String NDJSON_ALL = "whotrail from NDJSON files, all cores";
    static final String DUCKDB = "DuckDB from NDJSON files";
    static final String DUCKDB_ALL = "DuckDB from NDJSON files, all cores";
    static final String BYTES = "bytes in memory";
    static final String RECORDS = "records";

    private static final InstantSource CLOCK = InstantSource.fixed(Simulation.BEGINNING.plus(Duration.ofDays(3_650)));

    private final String dataSet;
    private final LogData data;
    private final List<Path> logFiles;
    private final List<Path> parts;
    private final byte[] bytes;
    private final long events;
    private final JsonFactory jackson = new JsonFactory();
    private final ObjectMapper mapper = new ObjectMapper();

    BytesStage(String dataSet, LogData data) throws IOException {
        this.dataSet = dataSet;
        this.data = data;
        this.logFiles = data.logFiles();
        this.parts = data.parts();
        this.bytes = data.bytes();
        this.events = Rivals.jacksonTokens(jackson, bytes);
    }

    void run(Size size, Figures figures) throws Exception {
        figures.measure(contenders(), size.warmups(), size.rounds());
        figures.put(figure(dataSet, BYTES), bytes.length);
        figures.put(figure(dataSet, RECORDS), (double) events);
    }

    /** What a figure of a data set is called. */
    static String figure(String dataSet, String name) {
        return dataSet + ": " + name;
    }

    private Contender contender(String name, Contender.Work work, long expected) {
        return Contender.of(figure(dataSet, name), work, expected);
    }

    private List<Contender> contenders() {
        int cores = Runtime.getRuntime().availableProcessors();
        return List.of(
                contender(JACKSON_TOKENS, () -> Rivals.jacksonTokens(jackson, bytes), events),
                contender(MEMORY, () -> new Reading(CLOCK).memory(bytes), events),
                contender(DATABIND, () -> Rivals.databind(mapper, bytes), events),
                contender(FASTJSON, () -> Rivals.fastjson(bytes), events),
                contender(INFLATE, () -> Rivals.inflate(logFiles), logFiles.size()),
                contender(GZIP, () -> new Reading(CLOCK).files(logFiles, null), events),
                contender(GZIP_TWO, () -> new Reading(CLOCK).files(logFiles, 2), events),
                contender(WRITTEN, this::write, events),
                contender(NDJSON, () -> new Reading(CLOCK).files(parts, null), events),
                contender(DUCKDB, () -> DuckDb.join(data.ndjson(), 1), events),
                contender(NDJSON_ALL, () -> new Reading(CLOCK).files(parts, cores), events),
                contender(DUCKDB_ALL, () -> DuckDb.join(data.ndjson(), cores), events));
    }

    private long write() throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(data.answers()), 1 << 16);
                var sink = new NdjsonSink(out)) {
            return new Reading(CLOCK).files(logFiles, sink);
        }
    }
}
