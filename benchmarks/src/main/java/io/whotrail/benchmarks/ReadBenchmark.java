// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to read one record of 1.9 kB out of a log file in memory, which has 20,000 uses of 2,000 sessions drawn by
 * Zipf's law: into an event, and, on the same bytes, merely stepping over its tokens with Jackson. The ratio of the two is
 * what counts.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar ReadBenchmark -prof gc}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 3,
        jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class ReadBenchmark {
    private static final int EVENTS = 20_000;

    private final CloudTrailReader reader = CloudTrailReader.create();
    private final JsonFactory jackson = new JsonFactory();
    private byte[] logFile;

    /** Makes the log file. */
    @Setup(Level.Trial)
    public void makeLogFile() {
        logFile = LogBytes.of(new Workload(2_000).uses(EVENTS, new Random(42), Workload.allBegun()));
    }

    /** Bytes to events. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void read(Blackhole blackhole) throws IOException {
        try (EventSource source = reader.open(new ByteArrayInputStream(logFile), "log file")) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                blackhole.consume(event);
            }
        }
    }

    /** The same bytes, token by token. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void jacksonTokens(Blackhole blackhole) throws IOException {
        try (JsonParser parser = jackson.createParser(new ByteArrayInputStream(logFile))) {
            while (parser.nextToken() != null) {
                blackhole.consume(parser.currentToken());
            }
        }
    }
}
