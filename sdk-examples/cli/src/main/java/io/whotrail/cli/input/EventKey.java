// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * An event id in 128 bits: a UUID's own, or the first of the SHA-256 of any other text.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
record EventKey(long high, long low) {
    private static final int UUID_LENGTH = 36;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    static EventKey of(String eventId) {
        return eventId.length() == UUID_LENGTH && isUuid(eventId) ? uuid(UUID.fromString(eventId)) : digest(eventId);
    }

    /** Lower-case UUIDs only: in any other spelling the text is another id. */
    private static boolean isUuid(String text) {
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(i);
            boolean fits = i == 8 || i == 13 || i == 18 || i == 23
                    ? c == '-'
                    : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static EventKey uuid(UUID uuid) {
        return new EventKey(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    private static EventKey digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            ByteBuffer words = ByteBuffer.wrap(digest);
            return new EventKey(words.getLong(), words.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    long hash(long seed) {
        return hash(high, low, seed);
    }

    /** All bits of the id and of a seed in all bits of the hash. */
    static long hash(long high, long low, long seed) {
        return mix(mix(high ^ seed) + low * MULTIPLIER);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ mixed >>> 33) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ mixed >>> 33;
    }
}
