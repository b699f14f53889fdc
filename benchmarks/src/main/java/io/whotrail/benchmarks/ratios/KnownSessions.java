// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import com.sun.management.ThreadMXBean;
import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.benchmarks.Workload;
import io.whotrail.event.CloudTrailEvent;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An attributor that knows its sessions, each of which was used, and gets uses that it has not seen, drawn by Zipf's law. They
 * are as a reader hands them out: the events of a session share their caller, and each was made so shortly before that a
 * processor's cache still has it. So they come in batches of a thousand, of which only the attribution counts.
 */
final class KnownSessions {
    private static final int BATCH = 1_000;
    private static final int COUNTED_BATCHES = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Attributor attributor;
    private final Workload workload;
    private final AtomicInteger batches = new AtomicInteger();

    KnownSessions(int sessions, InstantSource clock) {
        workload = new Workload(sessions);
        attributor = Attributor.builder(clock).maximumSessions(2L * sessions).build();
        workload.issuances().forEach(attributor::learn);
        var random = new Random(-1);
        for (int session = 0; session < sessions; session++) {
            attributor.attribute(workload.use(session, random, Workload.allBegun()));
        }
    }

    /** The seconds that so many uses take. */
    double seconds(int uses) {
        return nanos(uses, () -> {}) / 1e9;
    }

    /** The seconds that so many take where each of two threads gets half of them; both begin each batch together. */
    double seconds(int uses, ExecutorService twoThreads) throws Exception {
        var arrivals = new AtomicInteger();
        Runnable together = () -> {
            int arrived = arrivals.incrementAndGet();
            while (arrivals.get() < arrived + arrived % 2) {
                Thread.onSpinWait();
            }
        };
        Future<Long> one = twoThreads.submit(() -> nanos(uses / 2, together));
        Future<Long> other = twoThreads.submit(() -> nanos(uses / 2, together));
        return (one.get() + other.get()) / 2e9;
    }

    private long nanos(int uses, Runnable beforeEach) {
        long nanos = 0;
        for (int done = 0; done < uses; done += BATCH) {
            CloudTrailEvent[] batch = batch();
            beforeEach.run();
            long begin = System.nanoTime();
            attribute(batch);
            nanos += System.nanoTime() - begin;
        }
        return nanos;
    }

    /** How many bytes of heap a call takes. */
    double bytesACall(int uses) {
        long bytes = 0;
        for (int done = 0; done < uses; done += BATCH) {
            CloudTrailEvent[] batch = batch();
            long before = threads.getCurrentThreadAllocatedBytes();
            attribute(batch);
            bytes += threads.getCurrentThreadAllocatedBytes() - before;
        }
        return (double) bytes / uses;
    }

    /** How many objects a call takes. */
    double objectsACall() {
        var events = new ArrayList<CloudTrailEvent[]>();
        for (int i = 0; i < COUNTED_BATCHES; i++) {
            events.add(batch());
        }
        return (double) HeapCount.made(() -> events.forEach(this::attribute)) / (COUNTED_BATCHES * BATCH);
    }

    /** Each batch is of the second after the one before. */
    private CloudTrailEvent[] batch() {
        int number = batches.incrementAndGet();
        return workload.uses(BATCH, new Random(number), Workload.allBegun().plusSeconds(number));
    }

    private void attribute(CloudTrailEvent[] events) {
        for (CloudTrailEvent event : events) {
            if (!(attributor.attribute(event) instanceof Attribution.Attributed)) {
                throw new IllegalStateException("not attributed: " + event.eventId());
            }
        }
    }
}
