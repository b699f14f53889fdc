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

/** From bytes to answers: Whotrail beside what a user would take instead. */
final class BytesStage {
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

    private final LogData data;
    private final List<Path> logFiles;
    private final List<Path> parts;
    private final byte[] bytes;
    private final long events;
    private final JsonFactory jackson = new JsonFactory();
    private final ObjectMapper mapper = new ObjectMapper();

    BytesStage(LogData data) throws IOException {
        this.data = data;
        this.logFiles = data.logFiles();
        this.parts = data.parts();
        this.bytes = data.bytes();
        this.events = Rivals.jacksonTokens(jackson, bytes);
    }

    void run(Size size, Figures figures) throws Exception {
        figures.measure(contenders(), size.warmups(), size.rounds());
        figures.put(BYTES, bytes.length);
        figures.put(RECORDS, (double) events);
    }

    private List<Contender> contenders() {
        int cores = Runtime.getRuntime().availableProcessors();
        return List.of(
                Contender.of(JACKSON_TOKENS, () -> Rivals.jacksonTokens(jackson, bytes), events),
                Contender.of(MEMORY, () -> new Reading(CLOCK).memory(bytes), events),
                Contender.of(DATABIND, () -> Rivals.databind(mapper, bytes), events),
                Contender.of(FASTJSON, () -> Rivals.fastjson(bytes), events),
                Contender.of(INFLATE, () -> Rivals.inflate(logFiles), logFiles.size()),
                Contender.of(GZIP, () -> new Reading(CLOCK).files(logFiles, null), events),
                Contender.of(GZIP_TWO, () -> new Reading(CLOCK).files(logFiles, 2), events),
                Contender.of(WRITTEN, this::write, events),
                Contender.of(NDJSON, () -> new Reading(CLOCK).files(parts, null), events),
                Contender.of(DUCKDB, () -> DuckDb.join(data.ndjson(), 1), events),
                Contender.of(NDJSON_ALL, () -> new Reading(CLOCK).files(parts, cores), events),
                Contender.of(DUCKDB_ALL, () -> DuckDb.join(data.ndjson(), cores), events));
    }

    private long write() throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(data.answers()), 1 << 16);
                var sink = new NdjsonSink(out)) {
            return new Reading(CLOCK).files(logFiles, sink);
        }
    }
}
