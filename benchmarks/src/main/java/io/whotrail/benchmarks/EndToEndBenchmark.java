// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.NdjsonSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a record of 1.9 kB costs from the bytes of its log file, compressed or not, to a line of NDJSON that goes nowhere:
 * 20,000 uses, drawn by Zipf's law, of sessions that are known.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar EndToEndBenchmark -prof gc}; the parameters {@code sessions}, how many
 * are known, and {@code gzip}, whether the log file is compressed: {@code -p sessions=2000 -p gzip=false,true} unless given.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 3,
        jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class EndToEndBenchmark {
    private static final int EVENTS = 20_000;

    /** How many sessions are known. */
    @Param({"2000"})
    public int sessions;

    /** Whether the log file is compressed. */
    @Param({"false", "true"})
    public boolean gzip;

    private final CloudTrailReader reader = CloudTrailReader.create();
    private byte[] logFile;
    private CloudTrailEvent[] issuances;
    private Attributor attributor;

    /** Makes the log file. */
    @Setup(Level.Trial)
    public void makeLogFile() throws IOException {
        var workload = new Workload(sessions);
        byte[] plain = LogBytes.of(workload.uses(EVENTS, new Random(42), Workload.allBegun()));
        logFile = gzip ? compressed(plain) : plain;
        issuances = workload.issuances().toArray(CloudTrailEvent[]::new);
    }

    private static byte[] compressed(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** An attributor that knows the sessions, and has not seen the events. */
    @Setup(Level.Invocation)
    public void learn() {
        attributor = Attributor.builder(InstantSource.fixed(Workload.START.plus(Duration.ofDays(1))))
                .build();
        for (CloudTrailEvent issuance : issuances) {
            attributor.learn(issuance);
        }
    }

    /** Bytes to bytes. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void run() throws IOException {
        try (EventSource source = reader.open(new ByteArrayInputStream(logFile), "log file");
                var sink = new NdjsonSink(OutputStream.nullOutputStream())) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                Attribution answer = attributor.attribute(event);
                if (answer != null) {
                    sink.write(SinkEntry.of(answer));
                }
            }
        }
    }
}
