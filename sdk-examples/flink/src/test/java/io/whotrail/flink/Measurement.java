// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Measures where the resolver's limit is: what share of all events it has to know, and how many of them it takes a second. */
public final class Measurement {
    private static final InstantSource CLOCK = InstantSource.fixed(World.NOW);

    private Measurement() {}

    /**
     * Runs it.
     *
     * @param arguments how many events
     */
    public static void main(String... arguments) {
        List<CloudTrailEvent> events =
                World.of(Profile.TYPICAL, 41, Integer.parseInt(arguments[0])).events();
        for (int round = 0; round < 3; round++) {
            measure(events, round == 2);
        }
    }

    private static void measure(List<CloudTrailEvent> events, boolean told) {
        var said = new AtomicLong();
        Attributor filter = Attributor.builder(CLOCK)
                .watermarkFromHost()
                .partition(nobodys -> false, relay -> said.incrementAndGet())
                .build();
        var news = new ArrayList<CloudTrailEvent>();
        long start = cpuTime();
        for (CloudTrailEvent event : events) {
            long before = said.get();
            filter.learn(event);
            if (said.get() > before) {
                news.add(event);
            }
        }
        double filtering = (cpuTime() - start) / (double) events.size();

        var relays = new AtomicLong();
        Attributor resolver = Attributor.builder(CLOCK)
                .watermarkFromHost()
                .resolver(relay -> relays.addAndGet(relay.toBytes().length > 0 ? 1 : 0))
                .build();
        start = cpuTime();
        news.forEach(resolver::learn);
        double resolving = (cpuTime() - start) / (double) Math.max(1, news.size());
        if (told) {
            System.out.printf("events                       %,d%n", events.size());
            System.out.printf("of these news                %.1f %%%n", 100.0 * news.size() / events.size());
            System.out.printf("relays for one of them       %.2f%n", relays.get() / (double) news.size());
            System.out.printf("filtering an event           %,.0f ns%n", filtering);
            System.out.printf("resolving one of the news    %,.0f ns%n", resolving);
            System.out.printf("so the resolver takes        %,.0f news/s%n", 1e9 / resolving);
            System.out.printf(
                    "which are those of           %,.0f events/s%n", 1e9 / resolving * events.size() / news.size());
        }
    }

    /** What this thread computed for, whoever else computes on the machine. */
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
