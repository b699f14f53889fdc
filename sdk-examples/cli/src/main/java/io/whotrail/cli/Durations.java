// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations: {@code 30m}, {@code 1h30m}, {@code 36h}, {@code 2d}, or ISO-8601's {@code PT30M}. */
final class Durations implements ITypeConverter<Duration> {
    private static final Pattern WHOLE = Pattern.compile("([0-9]{1,9}[smhd])+");
    private static final Pattern PART = Pattern.compile("([0-9]+)([smhd])");

    @Override
    public Duration convert(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        Duration duration = WHOLE.matcher(lower).matches() ? sum(lower) : iso(text.strip());
        if (duration.isNegative()) {
            throw new TypeConversionException("a duration must not be negative, got '" + text + "'");
        }
        return duration;
    }

    private static Duration sum(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            long number = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
        return sum;
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException none) {
            throw new TypeConversionException("not a duration: '" + text + "'; write 30m, 2h, 36h or PT30M");
        }
    }
}
