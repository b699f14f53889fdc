// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import com.sun.management.ThreadMXBean;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.AuxCounters;
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
 * What one attribution of a parsed event costs when its session is known and was used before: sessions of 500 roles, uses
 * drawn by Zipf's law (0.99), each with an event id of its own. As with a reader, the events of a session share their caller,
 * and an event was made so shortly before that a processor's cache still has it.
 *
 * <p>{@code attribute} is the streaming call, which also recognises duplicates and moves the watermark; its uses are made
 * anew before each run of 1,000, outside the measured time. {@code allocatedBytes} by {@code calls} is what one call
 * allocates ({@code -prof gc} counts the making of the uses too). {@code ask} is the question alone.
 * Compare with {@code ReadBenchmark.jacksonTokens} of the same run. How two threads share an attributor is measured by
 * {@code ratios}, where both attribute at the same time.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar 'AttributeBenchmark|jacksonTokens' -prof gc}; the parameter
 * {@code sessions} says how many are known, {@code -p sessions=10000,1000000} unless given, and {@code ids} how many event
 * ids are remembered, {@code -p ids=1000000}. What of the cost is waiting for memory, and what is work, shows where little is
 * kept: {@code AttributeBenchmark.attribute -p sessions=1000,10000,1000000 -p ids=20000,1000000}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 3,
        jvmArgs = {"-Xms4g", "-Xmx4g", "-XX:+AlwaysPreTouch"})
public class AttributeBenchmark {
    private static final int USES = 1_000;
    /** So that the sessions, of half a day, do not end before the benchmark. */
    private static final int BATCHES_A_SECOND = 10;

    /** An attributor that knows all sessions, each of which was used. */
    @State(Scope.Benchmark)
    public static class Known {
        /** How many sessions are known. */
        @Param({"10000", "1000000"})
        public int sessions;

        /** How many event ids are remembered. */
        @Param({"1000000"})
        public int ids;

        private final AtomicInteger batches = new AtomicInteger();
        private Workload workload;
        private Attributor attributor;
        private CloudTrailEvent[] asked;

        /** Learns all sessions, and answers a use of each. */
        @Setup(Level.Trial)
        public void learn() {
            workload = new Workload(sessions);
            attributor = Attributor.builder(InstantSource.fixed(Workload.START.plus(Duration.ofDays(1))))
                    .maximumSessions(2L * sessions)
                    .maximumRememberedEvents(ids)
                    .build();
            workload.issuances().forEach(attributor::learn);
            var random = new Random(-1);
            asked = workload.uses(USES, random, Workload.allBegun());
            for (int i = 0; i < sessions; i++) {
                attributor.attribute(workload.use(i, random, Workload.allBegun()));
            }
        }

        /** Uses of the second of those before, or the one after. */
        private CloudTrailEvent[] fresh() {
            int number = batches.incrementAndGet();
            Instant second = Workload.allBegun().plusSeconds(number / BATCHES_A_SECOND);
            return workload.uses(USES, new Random(number), second);
        }
    }

    /** Uses that nobody saw. */
    @State(Scope.Thread)
    public static class Uses {
        private CloudTrailEvent[] fresh;

        /** Makes them. */
        @Setup(Level.Invocation)
        public void make(Known known) {
            fresh = known.fresh();
        }
    }

    /** What a call allocates. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Allocation {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        /** The bytes that all calls allocated. */
        public long allocatedBytes;
        /** How many calls there were. */
        public long calls;

        /** Begins to count. */
        @Setup(Level.Iteration)
        public void reset() {
            allocatedBytes = 0;
            calls = 0;
        }

        private long now() {
            return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        }

        private void add(long since, int count) {
            allocatedBytes += now() - since;
            calls += count;
        }
    }

    /** The streaming call. */
    @Benchmark
    @OperationsPerInvocation(USES)
    public void attribute(Known known, Uses uses, Allocation allocation, Blackhole blackhole) {
        long before = allocation.now();
        for (CloudTrailEvent use : uses.fresh) {
            blackhole.consume(known.attributor.attribute(use));
        }
        allocation.add(before, USES);
    }

    /** The question alone. */
    @Benchmark
    @OperationsPerInvocation(USES)
    public void ask(Known known, Blackhole blackhole) {
        for (CloudTrailEvent use : known.asked) {
            blackhole.consume(known.attributor.ask(use));
        }
    }
}
