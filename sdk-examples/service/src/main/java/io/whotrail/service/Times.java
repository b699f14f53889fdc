// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import io.javalin.http.Context;
import io.whotrail.investigation.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads which time is asked for: {@code from} and {@code until}, as the program's options. */
final class Times {
    private Times() {}

    /** The range of a request; none where it is not legible. */
    static Optional<TimeRange> range(Context request) {
        try {
            return Optional.of(new TimeRange(time(request.queryParam("from")), time(request.queryParam("until"))));
        } catch (DateTimeException | IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return text.indexOf('T') < 0
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }
}
