// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import java.time.Duration;
import java.time.InstantSource;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one attribution of a parsed event costs when its session is known: 100,000 sessions of 500 roles, uses drawn by
 * Zipf's law (0.99), each with an event id of its own.
 *
 * <p>{@code attribute} is the streaming call, which also recognises duplicates and moves the watermark; before each run of
 * 200,000 events its attributor is made anew and learns all sessions, outside the measured time (the allocation rate of
 * {@code -prof gc} counts that too; {@code ask} shows the rate of the answer alone).
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar AttributeBenchmark -prof gc}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 3,
        jvmArgs = {"-Xms4g", "-Xmx4g"})
public class AttributeBenchmark {
    private static final int USES = 200_000;

    /** The events. */
    @State(Scope.Benchmark)
    public static class Events {
        /** How many sessions are known. */
        @Param("100000")
        public int sessions;

        private Workload workload;
        private CloudTrailEvent[] uses;

        /** Makes the events. */
        @Setup(Level.Trial)
        public void make() {
            workload = new Workload(sessions, 42);
            uses = workload.uses(USES);
        }

        private Attributor learned() {
            Attributor attributor = Attributor.builder(InstantSource.fixed(Workload.START.plus(Duration.ofDays(1))))
                    .maximumSessions(2L * sessions)
                    .build();
            workload.issuances().forEach(attributor::learn);
            return attributor;
        }
    }

    /** An attributor that knows all sessions and saw no use. */
    @State(Scope.Benchmark)
    public static class Fresh {
        private Attributor attributor;

        /** Learns all sessions. */
        @Setup(Level.Invocation)
        public void learn(Events events) {
            attributor = events.learned();
        }
    }

    /** An attributor that knows all sessions. */
    @State(Scope.Benchmark)
    public static class Known {
        private Attributor attributor;

        /** Learns all sessions. */
        @Setup(Level.Trial)
        public void learn(Events events) {
            attributor = events.learned();
        }
    }

    /** The streaming call. */
    @Benchmark
    @OperationsPerInvocation(USES)
    public void attribute(Events events, Fresh fresh, Blackhole blackhole) {
        for (CloudTrailEvent use : events.uses) {
            blackhole.consume(fresh.attributor.attribute(use));
        }
    }

    /** The question alone. */
    @Benchmark
    @OperationsPerInvocation(USES)
    public void ask(Events events, Known known, Blackhole blackhole) {
        for (CloudTrailEvent use : events.uses) {
            blackhole.consume(known.attributor.ask(use));
        }
    }
}
