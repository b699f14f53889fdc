// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.Attributor;
import io.whotrail.simulation.DeliveredFile;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.Simulation;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Measures what each operator of the job computes for an event, serialisation and RocksDB included: the resolver is one thread. */
public final class JobMeasurement {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final List<String> OPERATORS = List.of("files", "filter", "resolver", "parts");

    private JobMeasurement() {}

    /**
     * Runs it.
     *
     * @param arguments how many events
     */
    public static void main(String... arguments) throws Exception {
        Path folder = Files.createTempDirectory("whotrail-flink");
        List<Path> files = write(Files.createDirectory(folder.resolve("logs")), Long.parseLong(arguments[0]));
        Counts counts = count(files);
        Map<Long, String> operators = new ConcurrentHashMap<>();
        Map<Long, Long> computed = new ConcurrentHashMap<>();
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> watching =
                watch.scheduleAtFixedRate(() -> look(operators, computed), 0, 20, TimeUnit.MILLISECONDS);
        long begun = System.nanoTime();
        FlinkCommand.main(
                "--input=" + folder.resolve("logs").toUri(),
                "--output=" + folder.resolve("out").toUri(),
                "--parallelism=1");
        double seconds = (System.nanoTime() - begun) / 1e9;
        watching.cancel(false);
        watch.shutdownNow();

        System.out.printf("events                       %,d%n", counts.events());
        System.out.printf("of these news                %.1f %%%n", 100.0 * counts.news() / counts.events());
        System.out.printf("the job took                 %.1f s%n", seconds);
        for (String operator : OPERATORS) {
            long nanos = computed.entrySet().stream()
                    .filter(thread -> operator.equals(operators.get(thread.getKey())))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            boolean resolver = operator.equals("resolver");
            long taken = resolver ? counts.news() : counts.events();
            System.out.printf(
                    "%-8s computed            %,.0f ns for each %s%n",
                    operator, nanos / (double) taken, resolver ? "of the news" : "event");
            if (resolver) {
                System.out.printf("so the resolver takes        %,.0f news/s%n", 1e9 * taken / nanos);
                System.out.printf("which are those of           %,.0f events/s%n", 1e9 * counts.events() / nanos);
            }
        }
        System.exit(0);
    }

    private record Counts(long events, long news) {}

    private static List<Path> write(Path folder, long events) throws IOException {
        Deliveries deliveries = new Simulation(Profile.TYPICAL, 41).delivered(events);
        var files = new ArrayList<Path>();
        for (DeliveredFile file = deliveries.nextFile(); file != null; file = deliveries.nextFile()) {
            Path path = folder.resolve("%06d.json.gz".formatted(files.size()));
            try (OutputStream out = Files.newOutputStream(path)) {
                file.writeTo(out);
            }
            files.add(path);
        }
        return files;
    }

    /** How many events there are, and how many of them the resolver is told of. */
    private static Counts count(List<Path> files) throws IOException {
        var said = new AtomicLong();
        Attributor filter = Attributor.builder(InstantSource.system())
                .watermarkFromHost()
                .partition(nobodys -> false, relay -> said.incrementAndGet())
                .build();
        long events = 0;
        long news = 0;
        for (Path file : files) {
            try (EventSource source = CloudTrailReader.create().open(file)) {
                for (var event = source.next(); event != null; event = source.next()) {
                    long before = said.get();
                    filter.learn(event);
                    news += said.get() > before ? 1 : 0;
                    events++;
                }
            }
        }
        return new Counts(events, news);
    }

    private static void look(Map<Long, String> operators, Map<Long, Long> computed) {
        for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            String operator = thread == null ? null : operator(thread.getThreadName());
            if (operator != null) {
                operators.put(thread.getThreadId(), operator);
                computed.merge(thread.getThreadId(), THREADS.getThreadCpuTime(thread.getThreadId()), Math::max);
            }
        }
    }

    /** A task's thread is called after its operators, and which of how many it is. */
    private static String operator(String thread) {
        if (!thread.matches(".*\\(\\d+/\\d+\\)#\\d+")) {
            return null;
        }
        return OPERATORS.stream().filter(thread::contains).findFirst().orElse(null);
    }
}
