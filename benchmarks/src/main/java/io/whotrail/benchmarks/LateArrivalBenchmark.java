// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * What an event costs when some come before the issuance of their session: 10,000 sessions, five uses of each, of which a
 * part is delivered before its issuance and answered again after it. A new attributor takes in the whole stream.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar LateArrivalBenchmark -prof gc}; the parameter {@code latePercent} is
 * that part: {@code -p latePercent=0,20} unless given.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 3,
        jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
@State(Scope.Benchmark)
public class LateArrivalBenchmark {
    private static final int SESSIONS = 10_000;
    private static final int USES = 5;
    private static final int EVENTS = SESSIONS * (1 + USES);

    /** Which part of the uses comes before the issuance, in percent. */
    @Param({"0", "20"})
    public int latePercent;

    private List<CloudTrailEvent> stream;
    private Attributor attributor;

    /** Makes the events, in the order of their delivery. */
    @Setup(Level.Trial)
    public void make() {
        var random = new Random(42);
        var workload = new Workload(SESSIONS);
        stream = new ArrayList<>(EVENTS);
        for (int i = 0; i < SESSIONS; i++) {
            var after = new ArrayList<CloudTrailEvent>();
            for (int use = 0; use < USES; use++) {
                CloudTrailEvent event =
                        workload.use(i, random, workload.birth(i).plusSeconds(60));
                (random.nextInt(100) < latePercent ? stream : after).add(event);
            }
            stream.add(workload.issuance(i));
            stream.addAll(after);
        }
    }

    /** An attributor that knows nothing. */
    @Setup(Level.Invocation)
    public void begin() {
        attributor = Attributor.builder(InstantSource.fixed(Workload.START.plus(Duration.ofDays(1))))
                .lateness(Duration.ofHours(2))
                .build();
    }

    /** The whole stream. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void attribute(Blackhole blackhole) {
        for (CloudTrailEvent event : stream) {
            blackhole.consume(attributor.attribute(event));
        }
    }
}
