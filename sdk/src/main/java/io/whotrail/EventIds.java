// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Event ids as 128 bits: a UUID's own, or the first of the SHA-256 of any other text. */
final class EventIds {
    private static final int UUID_LENGTH = 36;

    private EventIds() {}

    /** The bits of an id that is a UUID in its usual spelling, so that the text can be had again; else {@code null}. */
    static long @Nullable [] exactBits(String eventId) {
        long[] bits = new long[2];
        return eventId.length() == UUID_LENGTH && readUuid(eventId, bits) ? bits : null;
    }

    /** The text that {@link #exactBits} was asked for. */
    static String text(long high, long low) {
        return new UUID(high, low).toString();
    }

    static long[] bits(String eventId) {
        long[] bits = new long[2];
        return eventId.length() == UUID_LENGTH && readUuid(eventId, bits) ? bits : hash(eventId);
    }

    /** Lower-case UUIDs only: in any other spelling the text is another id. */
    private static boolean readUuid(String text, long[] bits) {
        int digits = 0;
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return false;
                }
                continue;
            }
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                return false;
            }
            bits[digits >>> 4] = bits[digits >>> 4] << 4 | digit;
            digits++;
        }
        return true;
    }

    private static long[] hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            ByteBuffer words = ByteBuffer.wrap(digest);
            return new long[] {words.getLong(), words.getLong()};
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
