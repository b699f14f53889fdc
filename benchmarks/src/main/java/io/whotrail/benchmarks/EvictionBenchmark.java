// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
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
 * What it costs to learn a session where another has to be pushed out for it: 100,000 sessions, with room for a part of
 * them or for all.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar EvictionBenchmark -prof gc}; the parameter {@code room} says for how
 * many there is room: {@code -p room=10000,100000} unless given.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 3,
        jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
@State(Scope.Benchmark)
public class EvictionBenchmark {
    private static final int SESSIONS = 100_000;

    /** For how many sessions there is room. */
    @Param({"10000", "100000"})
    public int room;

    private CloudTrailEvent[] issuances;
    private Attributor attributor;

    /** Makes the events. */
    @Setup(Level.Trial)
    public void make() {
        CloudTrailEvent[] all = new Workload(SESSIONS + room).issuances().toArray(CloudTrailEvent[]::new);
        issuances = Arrays.copyOf(all, all.length);
    }

    /** An attributor without room for more, or without sessions. */
    @Setup(Level.Invocation)
    public void fill() {
        attributor = Attributor.builder(InstantSource.fixed(Workload.START.plus(Duration.ofDays(1))))
                .maximumSessions(room)
                .build();
        for (int i = 0; room < SESSIONS && i < room; i++) {
            attributor.learn(issuances[SESSIONS + i]);
        }
    }

    /** One session after another. */
    @Benchmark
    @OperationsPerInvocation(SESSIONS)
    public void learn() {
        for (int i = 0; i < SESSIONS; i++) {
            attributor.learn(issuances[i]);
        }
    }
}
