// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/** Records in the order in which their log files are delivered. Not thread safe. */
public final class Deliveries {
    private final Simulation simulation;
    private final Post post;
    private final PriorityQueue<DeliveredFile> files = new PriorityQueue<>(
            Comparator.comparingLong(DeliveredFile::deliveredAt).thenComparingLong(DeliveredFile::number));
    private final Map<Long, DeliveredFile> open = new HashMap<>();
    private final Queue<SimulatedEvent> ready = new ArrayDeque<>();
    private long remaining;
    private long numbers;
    private long lost;
    private long clock = Stage.BEGINNING.getEpochSecond();

    Deliveries(Simulation simulation, Post post, long events) {
        this.simulation = simulation;
        this.post = post;
        this.remaining = events;
    }

    /** The next record, or {@code null} after the last. */
    public SimulatedEvent next() {
        while (ready.isEmpty()) {
            DeliveredFile file = nextFile();
            if (file == null) {
                return null;
            }
            ready.addAll(file.records());
        }
        return ready.poll();
    }

    /** The next log file, or {@code null} after the last; takes the place of {@link #next}. */
    public DeliveredFile nextFile() {
        while (remaining > 0 || simulation.isAmidst()) {
            DeliveredFile first = files.peek();
            if (first != null && first.deliveredAt() <= simulation.now()) {
                return deliver();
            }
            collect(simulation.next());
            remaining--;
        }
        return deliver();
    }

    /** Writes all that is left as log files below a folder, laid out as in the bucket. */
    public void writeTo(Path folder) throws IOException {
        for (DeliveredFile file = nextFile(); file != null; file = nextFile()) {
            Path path = folder.resolve(file.objectKey());
            Files.createDirectories(path.getParent());
            try (var out = Files.newOutputStream(path)) {
                file.writeTo(out);
            }
        }
    }

    private DeliveredFile deliver() {
        DeliveredFile file = files.poll();
        if (file != null) {
            open.remove(file.key());
            clock = Math.max(clock, file.deliveredAt());
        }
        return file;
    }

    private void collect(SimulatedEvent event) {
        if (!event.fate().isDelivered()) {
            lost++;
            return;
        }
        put(event, event.fate().late() ? Post.Way.LATE : Post.Way.ORDINARY);
        if (event.fate().copies() > 1) {
            put(event, Post.Way.TWICE);
        }
    }

    private void put(SimulatedEvent event, Post.Way way) {
        Trail trail = event.trail();
        long now = simulation.now();
        long key = post.fileKey(trail, way, now);
        DeliveredFile file = open.get(key);
        if (file == null) {
            long end = post.end(trail, way, now);
            file = new DeliveredFile(key, numbers++, trail, end, post.deliveredAt(trail, way, now));
            open.put(key, file);
            files.add(file);
        }
        file.add(event);
    }

    /** When the last record was delivered: the processing time of whoever reads them. */
    public InstantSource clock() {
        return () -> Instant.ofEpochSecond(clock);
    }

    /** How many records were lost so far. */
    public long lost() {
        return lost;
    }
}
