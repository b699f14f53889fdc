// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How many events, and when. Not thread safe. */
final class Span {
    private long events;
    private long failed;
    private @Nullable Instant first;
    private @Nullable Instant last;

    void add(CloudTrailEvent event) {
        events++;
        failed += event.errorCode() == null ? 0 : 1;
        Instant time = event.eventTime();
        if (time != null) {
            first = first == null || time.isBefore(first) ? time : first;
            last = last == null || time.isAfter(last) ? time : last;
        }
    }

    long events() {
        return events;
    }

    /** How many of them show an error code. */
    long failed() {
        return failed;
    }

    /** The earliest event time; {@code null} where none is legible. */
    @Nullable
    Instant first() {
        return first;
    }

    /** The latest. */
    @Nullable
    Instant last() {
        return last;
    }
}
