// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Writes times as {@link Instant#toString} does. It remembers the last day, which most times of a log share. For one thread. */
final class TimeText {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int SECONDS_PER_HOUR = 3_600;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final long NONE = Long.MIN_VALUE;

    private final byte[] text = "0000-00-00T00:00:00Z".getBytes(StandardCharsets.US_ASCII);
    private long day = NONE;

    /** A time of whole seconds in a year of four digits, until the next call; {@code null} for another. */
    byte @Nullable [] of(Instant time) {
        long epochSecond = time.getEpochSecond();
        if (time.getNano() != 0 || epochSecond < FIRST || epochSecond > LAST) {
            return null;
        }
        long itsDay = Math.floorDiv(epochSecond, SECONDS_PER_DAY);
        if (itsDay != day) {
            day = itsDay;
            write(LocalDate.ofEpochDay(itsDay));
        }
        int second = (int) Math.floorMod(epochSecond, SECONDS_PER_DAY);
        write(second / SECONDS_PER_HOUR, 11);
        write(second % SECONDS_PER_HOUR / SECONDS_PER_MINUTE, 14);
        write(second % SECONDS_PER_MINUTE, 17);
        return text;
    }

    private void write(LocalDate date) {
        write(date.getYear() / 100, 0);
        write(date.getYear() % 100, 2);
        write(date.getMonthValue(), 5);
        write(date.getDayOfMonth(), 8);
    }

    private void write(int twoDigits, int at) {
        text[at] = (byte) ('0' + twoDigits / 10);
        text[at + 1] = (byte) ('0' + twoDigits % 10);
    }
}
