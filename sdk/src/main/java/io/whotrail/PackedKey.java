// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Access key ids of the usual form, 20 letters and digits, as two numbers. */
final class PackedKey {
    private static final int LENGTH = 20;
    private static final int HALF = LENGTH / 2;
    private static final int RADIX = 36;

    private PackedKey() {}

    /** Whether a key id has the usual form. */
    static boolean isPackable(@Nullable String key) {
        if (key == null || key.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (digit(key.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The first half of a key id of the usual form. */
    static long high(String key) {
        return number(key, 0);
    }

    /** The second half of a key id of the usual form. */
    static long low(String key) {
        return number(key, HALF);
    }

    private static long number(String key, int from) {
        long number = 0;
        for (int i = from; i < from + HALF; i++) {
            number = number * RADIX + digit(key.charAt(i));
        }
        return number;
    }

    private static int digit(char c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
    }

    /** The key id again. */
    static String text(long high, long low) {
        var text = new byte[LENGTH];
        write(high, text, HALF);
        write(low, text, LENGTH);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void write(long number, byte[] text, int end) {
        long rest = number;
        for (int i = end - 1; i >= end - HALF; i--) {
            int digit = (int) (rest % RADIX);
            text[i] = (byte) (digit < 10 ? '0' + digit : 'A' + digit - 10);
            rest /= RADIX;
        }
    }

    /** Whether a text is the key id with these halves. */
    static boolean isText(long high, long low, String text) {
        return text.length() == LENGTH && low == numberOrLess(text, HALF) && high == numberOrLess(text, 0);
    }

    private static long numberOrLess(String text, int from) {
        long number = 0;
        for (int i = from; i < from + HALF; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                return -1;
            }
            number = number * RADIX + digit;
        }
        return number;
    }
}
