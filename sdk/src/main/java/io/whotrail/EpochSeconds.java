// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Event times as seconds since 1970: CloudTrail's times have no finer grain, and a {@code long} compares cheaply. */
final class EpochSeconds {
    /** Stands for a time that the record does not show. */
    static final long UNKNOWN = Long.MIN_VALUE;

    private EpochSeconds() {}

    static long of(@Nullable Instant time) {
        return time == null ? UNKNOWN : time.getEpochSecond();
    }

    /** {@code null} also for what lies before or after all instants that there are: a host may give the last of them. */
    static @Nullable Instant toInstant(long seconds) {
        return seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()
                ? null
                : Instant.ofEpochSecond(seconds);
    }

    static boolean areKnown(long one, long other) {
        return one != UNKNOWN && other != UNKNOWN;
    }

    static long plus(long time, Duration duration) {
        return time + duration.toSeconds();
    }
}
