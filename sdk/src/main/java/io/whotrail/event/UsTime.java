// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the form in which STS writes expirations, {@code Jul 10, 2023, 6:30:22 PM}, without a formatter. */
final class UsTime {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int NONE = -1;

    private final String text;
    private int at;
    private boolean other;

    private UsTime(String text) {
        this.text = text;
    }

    /** The time, or {@code null} where the text is anything else, which may be the same form in another spelling. */
    static @Nullable Instant parse(String text) {
        return new UsTime(text).read();
    }

    private @Nullable Instant read() {
        int month = month();
        expect(' ');
        int day = number(1, 2);
        expect(',');
        expect(' ');
        int year = number(4, 4);
        if (peek() == ',') {
            at++;
        }
        expect(' ');
        int hour = number(1, 2);
        expect(':');
        int minute = number(2, 2);
        expect(':');
        int second = number(2, 2);
        char space = peek();
        other |= space != ' ' && space != '\u202f' && space != '\u00a0';
        at++;
        boolean afternoon = peek() == 'P';
        other |= !afternoon && peek() != 'A';
        at++;
        expect('M');
        other |= at != text.length() || hour < 1 || hour > 12;
        return other
                ? null
                : CloudTrailTime.instant(year, month, day, hour % 12 + (afternoon ? 12 : 0), minute, second);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void expect(char c) {
        other |= peek() != c;
        at++;
    }

    private int month() {
        int found = text.length() < 3 ? NONE : MONTHS.indexOf(text.substring(0, 3));
        other |= found < 0 || found % 3 != 0;
        at = 3;
        return found / 3 + 1;
    }

    /** A number of at least and at most so many digits. */
    private int number(int least, int most) {
        int from = at;
        while (at - from < most && peek() >= '0' && peek() <= '9') {
            at++;
        }
        other |= at - from < least;
        return other ? NONE : CloudTrailTime.digits(text, from, at);
    }
}
