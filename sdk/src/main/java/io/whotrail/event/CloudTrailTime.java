// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the forms in which CloudTrail has written times since 2013. All are UTC unless they say otherwise.
 *
 * <ul>
 *   <li>{@code 2023-07-10T12:09:30Z}, with a fraction of 1 to 9 digits, an offset, or a lower-case {@code t} or {@code z}
 *   <li>{@code 20131102T010628Z}
 *   <li>{@code Jul 10, 2023, 6:30:22 PM} (STS since 2023) and {@code Jul 30, 2021 12:56:03 AM} (before, and IAM)
 *   <li>{@code Wed Oct 23 14:36:48 UTC 2013}
 * </ul>
 */
public final class CloudTrailTime {
    /** The longest text that is looked at; no form is longer. */
    private static final int MAXIMUM_LENGTH = 64;

    private static final long SECONDS_PER_DAY = 86_400;
    private static final int ISO_LENGTH = "2023-07-10T12:09:30Z".length();

    private static final List<DateTimeFormatter> OTHER_FORMS = List.of(
            form("MMM d, uuuu, h:mm:ss a"),
            form("MMM d, uuuu h:mm:ss a"),
            form("uuuuMMdd'T'HHmmss'Z'"),
            form("EEE MMM d HH:mm:ss 'UTC' uuuu"));

    private static final DateTimeFormatter ISO_WITH_OFFSET = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd'T'HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .appendOffset("+HH:MM", "Z")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private CloudTrailTime() {}

    /**
     * Reads a time in any of CloudTrail's forms.
     *
     * @param text the text of a time, or anything else
     * @return the time, or {@code null} where the text is none of the forms
     */
    public static @Nullable Instant parse(@Nullable String text) {
        if (text == null || text.length() > MAXIMUM_LENGTH) {
            return null;
        }
        Instant usual = parseUsual(text);
        usual = usual == null ? UsTime.parse(text) : usual;
        return usual != null
                ? usual
                : parseOther(text.strip().replace('\u202f', ' ').replace('\u00a0', ' '));
    }

    /** The form of nearly every event, {@code 2023-07-10T12:09:30Z}, without a formatter. */
    private static @Nullable Instant parseUsual(String text) {
        if (text.length() != ISO_LENGTH
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || text.charAt(19) != 'Z') {
            return null;
        }
        return instant(
                digits(text, 0, 4),
                digits(text, 5, 7),
                digits(text, 8, 10),
                digits(text, 11, 13),
                digits(text, 14, 16),
                digits(text, 17, 19));
    }

    /** The time, or {@code null} where there is none with these numbers. */
    static @Nullable Instant instant(int year, int month, int day, int hour, int minute, int second) {
        boolean inRange = year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth()
                && hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 59;
        return inRange
                ? Instant.ofEpochSecond(LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY
                        + hour * 3_600L
                        + minute * 60L
                        + second)
                : null;
    }

    /** The number that some digits are, or -1 where they are not all digits. */
    static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static @Nullable Instant parseOther(String text) {
        try {
            return OffsetDateTime.parse(text, ISO_WITH_OFFSET).toInstant();
        } catch (DateTimeException notIso) {
            for (DateTimeFormatter form : OTHER_FORMS) {
                try {
                    return LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC);
                } catch (DateTimeException anotherForm) {
                    // the next form may fit
                }
            }
            return null;
        }
    }

    private static DateTimeFormatter form(String pattern) {
        int year = pattern.indexOf("uuuu");
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern.substring(0, year))
                .appendValue(ChronoField.YEAR, 4)
                .appendPattern(pattern.substring(year + "uuuu".length()))
                .toFormatter(Locale.US)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
