// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Says how many requests a second a service answers, and how long they take, where clients and service share a machine. */
final class Load {
    private static final int CLIENTS = 4;
    private static final int EVENTS = 100;
    private static final String POSTS = "4000";
    private static final int QUESTIONS_A_POST = 5;

    private Load() {}

    /**
     * Measures; ends with 1 where a request was not answered with 200.
     *
     * @param arguments how many posts, if not 4,000; there are five times as many questions
     */
    public static void main(String[] arguments) throws Exception {
        int posts = Integer.parseInt(arguments.length > 0 ? arguments[0] : POSTS);
        int questions = posts * QUESTIONS_A_POST;
        int refused;
        try (Service service = Client.start(Client.settings(null))) {
            var client = new Client(service);
            var ids = new ArrayList<String>();
            List<byte[]> bodies = bodies(posts, ids);
            refused = run(
                    "POST /events, " + EVENTS + " events each",
                    bodies.size(),
                    bodies.size() / 10,
                    number -> client.post(bodies.get(number)).statusCode());
            List<String> kept = ids.subList(Math.max(0, ids.size() - 5_000), ids.size());
            refused += run(
                    "GET /who",
                    questions,
                    questions / 10,
                    number ->
                            client.get("/who/" + kept.get(number % kept.size())).statusCode());
        }
        System.exit(refused == 0 ? 0 : 1);
    }

    private static List<byte[]> bodies(int posts, List<String> ids) throws IOException {
        Deliveries deliveries = new Simulation(Profile.TYPICAL, 1).delivered((long) posts * EVENTS);
        var bodies = new ArrayList<byte[]>();
        for (int number = 0; number < posts; number++) {
            var body = new ByteArrayOutputStream();
            for (int event = 0; event < EVENTS; event++) {
                SimulatedEvent next = deliveries.next();
                next.writeTo(body);
                ids.add(next.event().eventId());
            }
            bodies.add(body.toByteArray());
        }
        return bodies;
    }

    /** A request by its number; gives the status. */
    private interface Request {
        int send(int number) throws IOException, InterruptedException;
    }

    /** Gives how many were not answered with 200. */
    private static int run(String what, int requests, int warmUp, Request request) throws InterruptedException {
        var times = new ConcurrentLinkedQueue<Long>();
        var refused = new ConcurrentLinkedQueue<Integer>();
        send(0, warmUp, request, new ConcurrentLinkedQueue<>(), refused);
        long begun = System.nanoTime();
        send(warmUp, requests, request, times, refused);
        double seconds = (System.nanoTime() - begun) / 1e9;
        List<Long> sorted = times.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%s, %d at a time: %.0f requests/s; ms: p50 %.1f, p95 %.1f, p99 %.1f, longest %.1f; not 200: %d%n",
                what,
                CLIENTS,
                sorted.size() / seconds,
                at(sorted, 0.5),
                at(sorted, 0.95),
                at(sorted, 0.99),
                at(sorted, 1),
                refused.size());
        return refused.size();
    }

    private static void send(
            int from,
            int to,
            Request request,
            ConcurrentLinkedQueue<Long> times,
            ConcurrentLinkedQueue<Integer> refused)
            throws InterruptedException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        for (int number = from; number < to; number++) {
            int own = number;
            clients.execute(() -> {
                try {
                    long begun = System.nanoTime();
                    int status = request.send(own);
                    times.add(System.nanoTime() - begun);
                    if (status != 200) {
                        refused.add(status);
                    }
                } catch (IOException failure) {
                    refused.add(0);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        clients.shutdown();
        if (!clients.awaitTermination(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("not done in ten minutes");
        }
    }

    private static double at(List<Long> sorted, double part) {
        return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * part) - 1)) / 1e6;
    }
}
