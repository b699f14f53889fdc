// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import io.whotrail.event.CloudTrailEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * An order in which the events of a scenario come.
 *
 * @param name what failures call it; holds the seed
 * @param events the events in that order
 * @param threads how many threads bring them
 */
record Order(String name, List<CloudTrailEvent> events, int threads) {
    private static final int SHUFFLES = 5;
    private static final int THREADS = 4;

    /** The orders in which a scenario must end the same. */
    static List<Order> of(ScenarioFiles scenario) {
        List<CloudTrailEvent> events = scenario.events();
        var orders = new ArrayList<Order>();
        orders.add(new Order(scenario.name() + ", as in the file", events, 1));
        if (scenario.isForFileOrderOnly()) {
            return orders;
        }
        var reversed = new ArrayList<>(events);
        Collections.reverse(reversed);
        orders.add(new Order(scenario.name() + ", reversed", reversed, 1));
        for (int seed = 1; seed <= SHUFFLES; seed++) {
            orders.add(new Order(scenario.name() + ", shuffled by seed " + seed, shuffled(events, seed), 1));
        }
        for (int times = 1; times <= 3; times++) {
            orders.add(new Order(scenario.name() + ", each repeated " + times + " times", repeated(events, times), 1));
        }
        orders.add(new Order(scenario.name() + ", by four threads", repeated(events, 1), THREADS));
        return orders;
    }

    private static List<CloudTrailEvent> shuffled(List<CloudTrailEvent> events, long seed) {
        var shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    private static List<CloudTrailEvent> repeated(List<CloudTrailEvent> events, int times) {
        var random = new Random(times);
        var repeated = new ArrayList<>(events);
        for (CloudTrailEvent event : events) {
            for (int i = 0; i < times; i++) {
                repeated.add(random.nextInt(repeated.size() + 1), event);
            }
        }
        return repeated;
    }

    int size() {
        return events.size();
    }

    void offer(Consumer<CloudTrailEvent> attributor) throws Exception {
        if (threads == 1) {
            events.forEach(attributor);
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var work = new ArrayList<Callable<Void>>();
            for (int thread = 0; thread < threads; thread++) {
                int first = thread;
                work.add(() -> {
                    for (int i = first; i < events.size(); i += threads) {
                        attributor.accept(events.get(i));
                    }
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
