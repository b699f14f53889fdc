// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times that every store can read: years of four digits. */
final class PlainTime {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private PlainTime() {}

    /** The time, or {@code null} where it is none of these. */
    static @Nullable Instant orNull(@Nullable Instant time) {
        return time == null || time.isBefore(FIRST) || time.isAfter(LAST) ? null : time;
    }
}
