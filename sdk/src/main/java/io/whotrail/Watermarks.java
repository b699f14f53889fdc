// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How far event time has come: of each source the highest plausible event time less the lateness, over all sources the
 * slowest that is not idle, or what the host says. It never goes back. Thread safe.
 */
final class Watermarks {
    /** How far an event's time may lie ahead of processing time before it is implausible. */
    static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(15);

    private static final class Source {
        final AtomicLong highest = new AtomicLong(EpochSeconds.UNKNOWN);
        volatile long lastActive;
    }

    private final InstantSource processingTime;
    private final long lateness;
    private final long idleAfter;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final AtomicLong watermark = new AtomicLong(EpochSeconds.UNKNOWN);
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
        Source source = sources.get(sourceName);
        if (source == null) {
            source = begin(sourceName);
        }
        if (time > source.highest.get()) {
            source.highest.accumulateAndGet(time, Math::max);
        }
        if (sources.size() == 1) {
            advanceTo(source.highest.get() - lateness);
        } else {
            source.lastActive = readClock();
            advanceTo(slowest(source.lastActive) - lateness);
        }
    }

    /** The sources so far were active up to now: nobody asked while there was but one. */
    private Source begin(String sourceName) {
        long now = readClock();
        for (Source source : sources.values()) {
            source.lastActive = sources.size() == 1 ? now : source.lastActive;
        }
        Source source = sources.computeIfAbsent(sourceName, name -> new Source());
        source.lastActive = now;
        return source;
    }

    private long slowest(long now) {
        long slowest = Long.MAX_VALUE;
        for (Source source : sources.values()) {
            if (now - source.lastActive <= idleAfter) {
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

    /** When an event is final that shows no time: as late as one that came now could be. */
    long dueOf(long time) {
        long now = current();
        return time != EpochSeconds.UNKNOWN ? time : now == EpochSeconds.UNKNOWN ? now : now + lateness;
    }
}
