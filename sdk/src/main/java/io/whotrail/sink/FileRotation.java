// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.Attribution;
import io.whotrail.SignalType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a file is full.
 *
 * @param maximumBytes how large it gets
 * @param maximumEntries how many lines it gets
 * @param maximumSpan how much event time it gets
 */
record FileRotation(long maximumBytes, long maximumEntries, Duration maximumSpan) {
    /** Whether a file of this size is to be left before a batch is written. */
    boolean isDue(long bytes, long moreBytes, long entries, int moreEntries) {
        return bytes > 0 && (moreBytes > maximumBytes - bytes || moreEntries > maximumEntries - entries);
    }

    boolean isDue(@Nullable Instant begun, @Nullable Instant latest) {
        return begun != null
                && latest != null
                && Duration.between(begun, latest).compareTo(maximumSpan) >= 0;
    }

    /**
     * The latest event time so far. Event time goes on with the latest event, so that late ones end no file; one that is
     * signalled to be of the future does not count, or it would stop all that come after.
     */
    static @Nullable Instant latest(@Nullable Instant before, List<SinkEntry> batch) {
        Instant latest = before;
        for (SinkEntry entry : batch) {
            Instant time = entry instanceof SinkEntry.Answer answer ? plausibleTime(answer.attribution()) : null;
            if (time != null && (latest == null || time.isAfter(latest))) {
                latest = time;
            }
        }
        return latest;
    }

    private static @Nullable Instant plausibleTime(Attribution answer) {
        boolean future = answer.signals().stream().anyMatch(signal -> signal.type() == SignalType.FUTURE_TIME);
        return future ? null : PlainTime.orNull(answer.eventTime());
    }
}
