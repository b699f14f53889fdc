// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A range of event time.
 *
 * @param from the first instant that is in it, or {@code null} for no beginning
 * @param until the first instant that is in it no more, or {@code null} for no end
 */
public record TimeRange(@Nullable Instant from, @Nullable Instant until) {
    /** All of time; events whose time is not legible are in this range only. */
    public static final TimeRange ALWAYS = new TimeRange(null, null);

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if it ends before it begins
     */
    public TimeRange {
        if (from != null && until != null && until.isBefore(from)) {
            throw new IllegalArgumentException("a range of time ends before it begins: " + from + " to " + until);
        }
    }

    /**
     * Whether a time is in the range.
     *
     * @param time an event's time, {@code null} where it is not legible
     * @return whether it is
     */
    public boolean contains(@Nullable Instant time) {
        if (time == null) {
            return from == null && until == null;
        }
        return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
    }
}
