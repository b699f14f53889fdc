// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.pipeline.PipelineHealth;
import io.whotrail.pipeline.PipelineStats;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How far the work is, in one line. */
final class ProgressLine {
    private static final long MEBIBYTE = 1 << 20;
    private static final int PERCENT = 100;
    private static final int MANY_HOURS = 48;

    private ProgressLine() {}

    /**
     * How far a batch is.
     *
     * @param bytes how many bytes were read
     * @param all how many there are; 0 where that is not known
     * @param rate events in a second
     * @param elapsed how long it took so far
     */
    static String ofBatch(long bytes, long all, double rate, Duration elapsed) {
        if (all == 0 || bytes == 0) {
            return String.format(
                    Locale.ROOT, "reading  %,d MiB  %,.0f events/s  %s so far", bytes / MEBIBYTE, rate, clock(elapsed));
        }
        long done = Math.min(bytes, all);
        Duration left = Duration.ofMillis((long) ((double) elapsed.toMillis() / done * (all - done)));
        return String.format(
                Locale.ROOT,
                "reading  %3d %%  %,d of %,d MiB  %,.0f events/s  %s left",
                PERCENT * done / all,
                done / MEBIBYTE,
                all / MEBIBYTE,
                rate,
                clock(left));
    }

    /**
     * How far a run is that has no end.
     *
     * @param rate events in a second
     * @param now in processing time
     */
    static String ofRun(PipelineHealth health, double rate, Instant now) {
        Instant watermark = health.attributor().watermark();
        return String.format(
                Locale.ROOT,
                "%s  %,d events  %,.0f events/s  %s",
                health.waiting() ? "waiting to try again" : "running",
                events(health.stats()),
                rate,
                watermark == null
                        ? "no watermark yet"
                        : "watermark " + clock(Duration.between(watermark, now)) + " behind");
    }

    static long events(PipelineStats stats) {
        return stats.answered() + stats.repeated() + stats.refused();
    }

    /** Days where there are many hours, else hours where there are any, minutes and seconds. */
    private static String clock(Duration time) {
        Duration shown = time.isNegative() ? Duration.ZERO : time;
        if (shown.toHours() >= MANY_HOURS) {
            return String.format(Locale.ROOT, "%,d days", shown.toDays());
        }
        return shown.toHours() == 0
                ? String.format(Locale.ROOT, "%d:%02d", shown.toMinutes(), shown.toSecondsPart())
                : String.format(
                        Locale.ROOT, "%d:%02d:%02d", shown.toHours(), shown.toMinutesPart(), shown.toSecondsPart());
    }
}
