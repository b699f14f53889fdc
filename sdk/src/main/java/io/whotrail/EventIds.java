// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/** Event ids as 128 bits: a UUID's own, or the first of the SHA-256 of any other text. */
final class EventIds {
    private static final int UUID_LENGTH = 36;
    /** Where a UUID's second half begins. */
    private static final int HALF = 19;

    private static final byte DASH = 1 << 4;

    /** What each character stands for: lower-case digits themselves, a dash {@link #DASH}; all else is negative. */
    private static final byte[] VALUES = values();

    private EventIds() {}

    /** Whether an id is a UUID in its usual spelling, lower-case: then the text can be had again of its bits. */
    static boolean isUuid(String eventId) {
        if (eventId.length() != UUID_LENGTH
                || eventId.charAt(8) != '-'
                || eventId.charAt(13) != '-'
                || eventId.charAt(18) != '-'
                || eventId.charAt(23) != '-') {
            return false;
        }
        /* Without a branch, which no processor could foresee. */
        int all = 0;
        int dashes = 0;
        for (int i = 0; i < UUID_LENGTH; i++) {
            int value = VALUES[Math.min(eventId.charAt(i), VALUES.length - 1)];
            all |= value;
            dashes += value >> 4;
        }
        return all >= 0 && dashes == 4;
    }

    /** The text of a UUID's bits. */
    static String text(long high, long low) {
        return new UUID(high, low).toString();
    }

    /**
     * The first half of an id's bits.
     *
     * @param isUuid what {@link #isUuid} says of it
     */
    static long high(String eventId, boolean isUuid) {
        return isUuid ? digits(digits(digits(0, eventId, 0, 8), eventId, 9, 13), eventId, 14, 18) : hash(eventId, 0);
    }

    /** The second half. */
    static long low(String eventId, boolean isUuid) {
        return isUuid ? digits(digits(0, eventId, HALF, 23), eventId, 24, UUID_LENGTH) : hash(eventId, Long.BYTES);
    }

    private static long digits(long before, String text, int from, int to) {
        long bits = before;
        for (int i = from; i < to; i++) {
            bits = bits << 4 | VALUES[text.charAt(i)];
        }
        return bits;
    }

    private static byte[] values() {
        var values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int value = 0; value < 16; value++) {
            values[Character.forDigit(value, 16)] = (byte) value;
        }
        values['-'] = DASH;
        return values;
    }

    private static long hash(String text, int from) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong(from);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
