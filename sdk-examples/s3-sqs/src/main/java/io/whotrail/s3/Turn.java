// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * When a log file of a listing is read: by the day of its folder, then the time in its name, then its key. In one folder files
 * keep the order of their keys; one with an older time than a file before it has the time of that.
 *
 * @param day the day of its folder, which need not be that of its name
 * @param time a time as {@code 20260302T0910Z}
 * @param file the file
 */
record Turn(LocalDate day, String time, LogObject file) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final int DAY_LENGTH = 8;

    /** The same as a text. Texts sort as files are read. */
    String place() {
        return DAY.format(day) + " " + time + " " + file.key();
    }

    /**
     * The day of a place.
     *
     * @throws IllegalArgumentException if it is none
     */
    static LocalDate day(String place) {
        if (!place.matches("(?s)\\d{8} \\d{8}T\\d{4}Z .+")) {
            throw new IllegalArgumentException("not a place in a listing");
        }
        try {
            return LocalDate.parse(place.substring(0, DAY_LENGTH), DAY);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("not a day", wrong);
        }
    }
}
