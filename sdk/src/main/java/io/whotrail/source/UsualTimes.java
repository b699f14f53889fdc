// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads times of the form {@code "2023-07-10T12:09:30Z"} whose day is that of the last one, as nearly all of a source's
 * records are of one day. For one thread.
 */
final class UsualTimes {
    /** How many bytes such a time has, with both quotes. */
    static final int LENGTH = "\"2023-07-10T12:09:30Z\"".length();

    private static final int DAY_LENGTH = "\"2023-07-10T".length();
    private static final long SECONDS_PER_DAY = 86_400;
    /** {@code 00:00:00} as eight bytes, the first lowest. */
    private static final long MIDNIGHT = 0x3030_3a30_303a_3030L;
    /** What lifts each digit beyond 9, and each colon that is none, to a high bit. */
    private static final long TO_HIGH_BIT = 0x7676_7f76_767f_7676L;

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private @Nullable KnownBytes day;
    private long dayBegin;
    private Instant latest = Instant.EPOCH;

    /** The time whose opening quote is at an index, {@code null} where it is another's day or form; enough bytes follow. */
    @Nullable
    Instant find(byte[] bytes, int quote) {
        if (day == null || !day.isAt(bytes, quote)) {
            return null;
        }
        long clock = Words.at(bytes, quote + DAY_LENGTH) ^ MIDNIGHT;
        int hour = number(clock, 0);
        int minute = number(clock, 3);
        int second = number(clock, 6);
        boolean usual = ((clock | clock + TO_HIGH_BIT) & HIGH_BITS) == 0
                && hour <= 23
                && minute <= 59
                && second <= 59
                && bytes[quote + LENGTH - 2] == 'Z'
                && bytes[quote + LENGTH - 1] == '"';
        return usual ? at(dayBegin + hour * 3_600L + minute * 60L + second) : null;
    }

    private static int number(long digits, int place) {
        int two = (int) (digits >>> place * Byte.SIZE);
        return (two & 0xf) * 10 + (two >>> Byte.SIZE & 0xf);
    }

    private Instant at(long second) {
        if (latest.getEpochSecond() != second) {
            latest = Instant.ofEpochSecond(second);
        }
        return latest;
    }

    /** Learns the day of a time, if it is of the usual form. */
    void learn(byte[] bytes, int quote, int end, Instant time) {
        if (end - quote == LENGTH && bytes[quote + DAY_LENGTH - 1] == 'T' && bytes[end - 2] == 'Z') {
            day = new KnownBytes(bytes, quote, quote + DAY_LENGTH);
            dayBegin = Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY) * SECONDS_PER_DAY;
        }
    }
}
