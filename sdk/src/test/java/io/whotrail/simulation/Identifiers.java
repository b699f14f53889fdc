// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

/** Makes identifiers of the shapes that AWS has. Not thread safe. */
final class Identifiers {
    private static final char[] BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();
    private static final char[] HEX = "0123456789abcdef".toCharArray();
    private static final int KEY_LENGTH = 20;
    private static final int UNIQUE_ID_LENGTH = 21;

    private final SplitMix64 random;
    private final char[] uuid = new char[36];

    Identifiers(SplitMix64 random) {
        this.random = random;
    }

    /** The id of an access key: {@code AKIA} for long-term ones, {@code ASIA} for temporary ones. */
    String key(String prefix, long account) {
        return ofAccount(prefix, account, KEY_LENGTH);
    }

    /** The unique id of a user ({@code AIDA}) or a role ({@code AROA}). */
    String uniqueId(String prefix, long account) {
        return ofAccount(prefix, account, UNIQUE_ID_LENGTH);
    }

    /** The first bits after the prefix hold the account, 40 bits behind a leading one; the rest is random. */
    private String ofAccount(String prefix, long account, int length) {
        char[] id = new char[length];
        prefix.getChars(0, prefix.length(), id, 0);
        long bits = random.next();
        long head = 1L << 47 | account << 7 | bits & 127;
        int at = prefix.length();
        for (int shift = 43; shift >= 3; shift -= 5) {
            id[at++] = BASE32[(int) (head >>> shift) & 31];
        }
        id[at++] = BASE32[(int) (head << 2) & 28 | (int) (bits >>> 7) & 3];
        bits >>>= 9;
        while (at < length) {
            id[at++] = BASE32[(int) bits & 31];
            bits >>>= 5;
        }
        return new String(id);
    }

    /** An event id: a random UUID of version 4. */
    String uuid() {
        return uuid(random.next() & ~0xF000L | 0x4000L, random.next() & ~(3L << 62) | 1L << 63);
    }

    private String uuid(long high, long low) {
        long bits = high;
        int shift = 60;
        for (int i = 0; i < uuid.length; i++) {
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                uuid[i] = '-';
                continue;
            }
            uuid[i] = HEX[(int) (bits >>> shift) & 15];
            shift -= 4;
            if (shift < 0) {
                bits = low;
                shift = 60;
            }
        }
        return new String(uuid);
    }

    /** Some hexadecimal digits, 16 at the most. */
    String hex(int length) {
        return hex(random.next(), length);
    }

    static String hex(long bits, int length) {
        char[] digits = new char[length];
        for (int i = 0; i < length; i++) {
            digits[i] = HEX[(int) (bits >>> 4 * i) & 15];
        }
        return new String(digits);
    }

    /** The random end of a log file's name. */
    static String fileSuffix(long seed) {
        var numbers = new SplitMix64(seed);
        char[] suffix = new char[16];
        for (int i = 0; i < suffix.length; i++) {
            int letter = numbers.below(62);
            suffix[i] = (char) (letter < 10 ? '0' + letter : letter < 36 ? 'A' + letter - 10 : 'a' + letter - 36);
        }
        return new String(suffix);
    }
}
