// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How far event time has come: of each source the highest plausible event time less the lateness, over all sources the
 * slowest that is not idle, or what the host says. It never goes back. Thread safe.
 */
final class Watermarks {
    /** How far an event's time may lie ahead of processing time before it is implausible. */
    static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(15);

    private static final class Source {
        final String name;
        final AtomicLong highest;
        volatile long lastActive;

        Source(String name, long highest, long lastActive) {
            this.name = name;
            this.highest = new AtomicLong(highest);
            this.lastActive = lastActive;
        }

        void observe(long time) {
            if (time > highest.get()) {
                highest.accumulateAndGet(time, Math::max);
            }
        }
    }

    /** How many sources are told apart. */
    private static final int MAXIMUM_SOURCES = 1_000;

    private static final String OTHER_SOURCES = "\n";

    private final InstantSource processingTime;
    private final long lateness;
    private final long idleAfter;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    /** The source, while there is but one. */
    private volatile @Nullable Source only;

    private final AtomicLong watermark = new AtomicLong(EpochSeconds.UNKNOWN);
    private volatile long settled = EpochSeconds.UNKNOWN;
    private volatile long latestProcessingTime = Long.MIN_VALUE;

    Watermarks(InstantSource processingTime, Duration lateness, Duration idleAfter) {
        this.processingTime = processingTime;
        this.lateness = lateness.toSeconds();
        this.idleAfter = idleAfter.toSeconds();
    }

    /** Whether a time lies further ahead than clocks may be off. Reads the clock only where it might. */
    boolean isFuture(long time) {
        long tolerance = FUTURE_TOLERANCE.toSeconds();
        if (time == EpochSeconds.UNKNOWN || time - tolerance <= latestProcessingTime) {
            return false;
        }
        return time - tolerance > readClock();
    }

    private long readClock() {
        long now = processingTime.instant().getEpochSecond();
        latestProcessingTime = Math.max(latestProcessingTime, now);
        return now;
    }

    /** Takes an event's time in. */
    void observe(String sourceName, long time) {
        if (time == EpochSeconds.UNKNOWN || isFuture(time)) {
            return;
        }
        Source one = only;
        if (one != null && one.name.equals(sourceName)) {
            one.observe(time);
            advanceTo(one.highest.get() - lateness);
            return;
        }
        Source source = sources.get(sourceName);
        if (source == null) {
            source = begin(sourceName, time);
        }
        source.observe(time);
        if (sources.size() == 1) {
            advanceTo(source.highest.get() - lateness);
        } else {
            source.lastActive = readClock();
            advanceTo(slowest(source) - lateness);
        }
    }

    /** The sources so far were active up to now: nobody asked while there was but one. Beyond the bound, names share one. */
    private synchronized Source begin(String sourceName, long time) {
        long now = readClock();
        if (sources.size() == 1) {
            sources.values().forEach(source -> source.lastActive = now);
        }
        if (sources.size() >= MAXIMUM_SOURCES) {
            sources.values().removeIf(source -> now - source.lastActive > idleAfter);
        }
        String name = sources.size() >= MAXIMUM_SOURCES ? OTHER_SOURCES : sourceName;
        Source source = sources.computeIfAbsent(name, key -> new Source(key, time, now));
        only = sources.size() == 1 ? source : null;
        return source;
    }

    /** The slowest source that is not idle; the one that was active just now is none. */
    private long slowest(Source active) {
        long slowest = active.highest.get();
        for (Source source : sources.values()) {
            if (active.lastActive - source.lastActive <= idleAfter) {
                slowest = Math.min(slowest, source.highest.get());
            }
        }
        return slowest;
    }

    void advanceTo(Instant hostWatermark) {
        advanceTo(hostWatermark.getEpochSecond());
    }

    private void advanceTo(long time) {
        if (time > watermark.get()) {
            watermark.accumulateAndGet(time, Math::max);
        }
    }

    /** The watermark in epoch seconds, {@link EpochSeconds#UNKNOWN} before the first event. */
    long current() {
        return watermark.get();
    }

    /** The watermark up to which all has been made final and forgotten; moved under the engine's lock. */
    long settled() {
        return settled;
    }

    /** Settles the watermark where it is; says whether it moved. */
    boolean settle() {
        long now = watermark.get();
        boolean moved = now > settled;
        settled = now;
        return moved;
    }

    /** When an answer is final: of an event that shows no time, or none that can be, as if it had happened now. */
    long dueOf(long time) {
        return time == EpochSeconds.UNKNOWN || isFuture(time) ? readClock() : time;
    }

    void write(SectionWriter out) throws IOException {
        out.writeLong(watermark.get());
        out.writeLong(settled);
        out.writeLong(latestProcessingTime);
        var sorted = new TreeMap<>(sources);
        out.writeCount(sorted.size());
        for (Map.Entry<String, Source> source : sorted.entrySet()) {
            out.writeText(source.getKey());
            out.writeLong(source.getValue().highest.get());
            out.writeLong(source.getValue().lastActive);
        }
    }

    /** Goes on from what a checkpoint says. */
    void read(SectionReader in) throws IOException, CheckpointException {
        watermark.set(in.readLong());
        settled = in.readLong();
        latestProcessingTime = in.readLong();
        int count = in.readCount(MAXIMUM_SOURCES + 1);
        for (int i = 0; i < count; i++) {
            String name = in.readTextOrFail();
            sources.put(name, new Source(name, in.readLong(), in.readLong()));
        }
        only = count == 1 ? sources.values().iterator().next() : null;
    }
}
