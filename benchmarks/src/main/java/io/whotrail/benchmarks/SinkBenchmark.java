// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.EcsSink;
import io.whotrail.sink.NdjsonSink;
import io.whotrail.sink.OcsfSink;
import io.whotrail.sink.SinkEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to write one answer, by the form it is written in; the bytes go nowhere.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar SinkBenchmark -prof gc}; the parameter {@code form} is that form:
 * {@code -p form=ndjson,ecs,ocsf} unless given. The answers are those of 2,000 sessions.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 3,
        jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class SinkBenchmark {
    private static final int SESSIONS = 2_000;
    private static final int ANSWERS = 20_000;

    /** The form. */
    @Param({"ndjson", "ecs", "ocsf"})
    public String form = "ndjson";

    private List<SinkEntry> answers;

    /** Makes answers: uses of sessions that are known. */
    @Setup(Level.Trial)
    public void attribute() {
        var workload = new Workload(SESSIONS);
        Attributor attributor = Attributor.builder(InstantSource.fixed(Workload.START.plus(Duration.ofDays(1))))
                .build();
        workload.issuances().forEach(attributor::learn);
        answers = new ArrayList<>(ANSWERS);
        for (CloudTrailEvent use : workload.uses(ANSWERS, new Random(42), Workload.allBegun())) {
            answers.add(SinkEntry.of(Objects.requireNonNull(attributor.attribute(use), "never seen before")));
        }
    }

    /** Answers to bytes. */
    @Benchmark
    @OperationsPerInvocation(ANSWERS)
    public void write() throws IOException {
        try (AttributionSink sink = sink()) {
            sink.write(answers);
        }
    }

    private AttributionSink sink() {
        OutputStream nowhere = OutputStream.nullOutputStream();
        return switch (form) {
            case "ndjson" -> new NdjsonSink(nowhere);
            case "ecs" -> new EcsSink(nowhere);
            case "ocsf" -> new OcsfSink(nowhere);
            default -> throw new IllegalArgumentException("no such form: " + form);
        };
    }
}
