// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import io.whotrail.Attributor;
import io.whotrail.benchmarks.Workload;
import io.whotrail.event.CloudTrailEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Attribution alone: events are parsed, sessions are known, or come late, or there are very many events. */
final class EngineStage {
    static final String KNOWN = "attribute, few sessions";
    static final String KNOWN_TWO = "attribute, few sessions, 2 threads";
    static final String MANY = "attribute, many sessions";
    static final String BYTES_A_CALL = "bytes allocated a call";
    static final String OBJECTS_A_CALL = "objects allocated a call";
    static final String IN_TIME = "issuances before their uses";
    static final String LATE = "a fifth of the uses before their issuance";
    static final String SHORT_RUN = "short run";
    static final String LONG_RUN = "long run";
    static final String USES = "uses";

    private static final InstantSource CLOCK = InstantSource.fixed(Workload.START.plus(Duration.ofDays(3_650)));

    private final Size size;
    private final int uses;
    private final RecordKinds kinds = new RecordKinds();

    EngineStage(Size size) {
        this.size = size;
        this.uses = size.events();
    }

    void run(Figures figures) throws Exception {
        knownSessions(figures);
        lateness(figures);
        length(figures);
    }

    private void knownSessions(Figures figures) throws Exception {
        var few = new KnownSessions(size.sessions() / Size.HUNDREDTH, CLOCK);
        beside(few, figures);
        figures.put(USES, uses);
        figures.put(BYTES_A_CALL, few.bytesACall(uses));
        figures.put(OBJECTS_A_CALL, few.objectsACall());
    }

    private void beside(KnownSessions few, Figures figures) throws Exception {
        var many = new KnownSessions(size.sessions(), CLOCK);
        ExecutorService twoThreads = Executors.newFixedThreadPool(2);
        try {
            figures.measure(
                    List.of(
                            new Contender(KNOWN, () -> few.seconds(uses)),
                            new Contender(KNOWN_TWO, () -> few.seconds(uses, twoThreads)),
                            new Contender(MANY, () -> many.seconds(uses))),
                    size.warmups(),
                    size.rounds());
        } finally {
            twoThreads.shutdownNow();
        }
    }

    private void lateness(Figures figures) throws Exception {
        List<CloudTrailEvent> inTime = Arrivals.of(uses, 0);
        List<CloudTrailEvent> late = Arrivals.of(uses, 20);
        figures.measure(
                List.of(
                        Contender.prepared(IN_TIME, () -> fresh(inTime), inTime.size()),
                        Contender.prepared(LATE, () -> fresh(late), late.size())),
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
        figures.measure(List.of(run(SHORT_RUN, records)), size.warmups(), size.rounds());
        figures.measure(List.of(run(LONG_RUN, size.longRun())), 0, 1);
    }

    private Contender run(String name, int records) {
        return Contender.of(
                name, () -> new Reading(CLOCK).stream(new EndlessLog(kinds, records, size.uses())), records);
    }
}
