// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads and writes sizes in bytes: {@code 512m}, {@code 2g}, in steps of 1,024. */
final class Sizes implements ITypeConverter<Long> {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})\\s*([kmgt]?)(i?b)?");
    private static final String UNITS = "kmgt";
    private static final int STEP = 10;

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new TypeConversionException("not a size: '" + text + "'; write 512m or 2g");
        }
        String unit = size.group(2);
        int shift = unit == null || unit.isEmpty() ? 0 : (UNITS.indexOf(unit) + 1) * STEP;
        long number = Long.parseLong(size.group(1));
        if (number == 0 || number > Long.MAX_VALUE >> shift) {
            throw new TypeConversionException("out of range: '" + text + "'; a size is at least 1 byte");
        }
        return number << shift;
    }

    /** A size for people. */
    static String words(long bytes) {
        int steps = 0;
        double size = bytes;
        while (size >= 1 << STEP && steps < UNITS.length()) {
            size /= 1 << STEP;
            steps++;
        }
        return steps == 0
                ? bytes + " B"
                : String.format(
                        Locale.ROOT,
                        "%.1f %siB",
                        size,
                        UNITS.toUpperCase(Locale.ROOT).charAt(steps - 1));
    }
}
