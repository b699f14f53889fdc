// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import com.fasterxml.jackson.core.JsonFactory;
import com.sun.management.ThreadMXBean;
import io.whotrail.Attributor;
import io.whotrail.benchmarks.Workload;
import io.whotrail.event.CloudTrailEvent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Attribution alone: events are parsed, sessions are known, or come late, or there are very many events. */
final class EngineStage {
    static final String KNOWN = "attribute, few sessions";
    static final String KNOWN_TWO = "attribute, few sessions, 2 threads";
    static final String MANY = "attribute, many sessions";
    static final String ALLOCATED = "bytes allocated a call";
    static final String IN_TIME = "issuances before their uses";
    static final String LATE = "a fifth of the uses before their issuance";
    static final String SHORT_RUN = "short run";
    static final String LONG_RUN = "long run";
    static final String TOKENS = "jackson tokens of the short run";
    static final String TOKEN_BYTES = "bytes of the short run";
    static final String USES = "uses";

    private static final InstantSource CLOCK = InstantSource.fixed(Workload.START.plus(Duration.ofDays(3_650)));

    private final Size size;
    private final int uses;

    EngineStage(Size size) {
        this.size = size;
        this.uses = 2 * size.events();
    }

    void run(Figures figures) throws Exception {
        var few = new Known(size.sessions() / Size.HUNDREDTH);
        var twoThreads = new Known(size.sessions() / Size.HUNDREDTH);
        var many = new Known(size.sessions());
        try (var threads = new TwoThreads()) {
            figures.measure(
                    List.of(
                            new Contender(KNOWN, few::next, uses),
                            new Contender(KNOWN_TWO, () -> twoThreads.next(threads), uses),
                            new Contender(MANY, many::next, uses)),
                    size.warmups(),
                    size.rounds());
        }
        figures.put(USES, uses);
        figures.put(ALLOCATED, few.allocated());
        lateness(figures);
        length(figures);
    }

    private void lateness(Figures figures) throws Exception {
        List<CloudTrailEvent> inTime = Arrivals.of(uses, 0);
        List<CloudTrailEvent> late = Arrivals.of(uses, 20);
        figures.measure(
                List.of(
                        new Contender(IN_TIME, () -> fresh(inTime), inTime.size()),
                        new Contender(LATE, () -> fresh(late), late.size())),
                size.warmups(),
                size.rounds());
    }

    private static Contender.Work fresh(List<CloudTrailEvent> events) {
        Attributor attributor = Attributor.builder(CLOCK).build();
        return () -> {
            events.forEach(attributor::attribute);
            return attributor.stats().attributed();
        };
    }

    /** The long run is measured once: it is as long as many short ones. */
    private void length(Figures figures) throws Exception {
        int records = size.longRun() / Size.HUNDREDTH;
        byte[] bytes = new EndlessLog(records).readAllBytes();
        figures.measure(
                List.of(
                        Contender.of(TOKENS, () -> Rivals.jacksonTokens(new JsonFactory(), bytes), records),
                        Contender.of(SHORT_RUN, () -> new Reading(CLOCK).stream(new EndlessLog(records)), records)),
                size.warmups(),
                size.rounds());
        figures.put(TOKEN_BYTES, bytes.length);
        var all =
                Contender.of(LONG_RUN, () -> new Reading(CLOCK).stream(new EndlessLog(size.longRun())), size.longRun());
        figures.measure(List.of(all), 0, 1);
    }

    /** An attributor that knows its sessions, and gets uses of them that it has not seen. */
    private final class Known {
        private final Attributor attributor;
        private final Workload workload;
        private final Random random = new Random(42);
        private int batches;

        Known(int sessions) {
            workload = new Workload(sessions);
            attributor =
                    Attributor.builder(CLOCK).maximumSessions(2L * sessions).build();
            workload.issuances().forEach(attributor::learn);
        }

        /** Each batch is of the time after the last one. */
        private Instant time() {
            return Workload.allBegun().plusSeconds((long) batches++ * uses / 1_000);
        }

        Contender.Work next() {
            CloudTrailEvent[] events = workload.uses(uses, random, time());
            return () -> attribute(events, 0, events.length);
        }

        Contender.Work next(TwoThreads threads) {
            CloudTrailEvent[] events = workload.uses(uses, random, time());
            int half = events.length / 2;
            return () -> threads.sum(() -> attribute(events, 0, half), () -> attribute(events, half, events.length));
        }

        private long attribute(CloudTrailEvent[] events, int from, int to) {
            long answered = 0;
            for (int i = from; i < to; i++) {
                answered += attributor.attribute(events[i]) == null ? 0 : 1;
            }
            return answered;
        }

        /** How many bytes of heap a call takes. */
        double allocated() {
            CloudTrailEvent[] events = workload.uses(uses, random, time());
            var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = thread.getCurrentThreadAllocatedBytes();
            attribute(events, 0, events.length);
            return (double) (thread.getCurrentThreadAllocatedBytes() - before) / events.length;
        }
    }

    /** Two threads that wait for work. */
    private static final class TwoThreads implements AutoCloseable {
        private final ExecutorService pool = Executors.newFixedThreadPool(2);

        long sum(Contender.Work one, Contender.Work other) throws Exception {
            List<Future<Long>> done = new ArrayList<>(2);
            done.add(pool.submit(one::run));
            done.add(pool.submit(other::run));
            return done.get(0).get() + done.get(1).get();
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
