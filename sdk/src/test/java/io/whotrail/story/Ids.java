// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/** Makes identifiers as AWS does: the same ones in the same order for the same seed. Not thread safe. */
final class Ids {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final Random random;

    Ids(long seed) {
        this.random = new Random(seed);
    }

    /** The id of a long-term access key. */
    String accessKey(String accountId) {
        return "AKIA" + ofAccount(accountId, 16);
    }

    /** The id of a temporary access key. */
    String temporaryKey(String accountId) {
        return "ASIA" + ofAccount(accountId, 16);
    }

    String user(String accountId) {
        return "AIDA" + ofAccount(accountId, 17);
    }

    String role(String accountId) {
        return "AROA" + ofAccount(accountId, 17);
    }

    /** The first bits of an id hold the account, 40 bits behind a leading one. */
    private String ofAccount(String accountId, int length) {
        long bits = 1L << 47 | Long.parseLong(accountId) << 7 | random.nextInt(128);
        StringBuilder id = new StringBuilder(length);
        for (int shift = 43; shift >= 3; shift -= 5) {
            id.append(BASE32.charAt((int) (bits >>> shift) & 31));
        }
        id.append(BASE32.charAt((int) (bits << 2) & 28 | random.nextInt(4)));
        while (id.length() < length) {
            id.append(BASE32.charAt(random.nextInt(32)));
        }
        return id.toString();
    }

    /** An event id or the like: a random UUID. */
    String uuid() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & ~(3L << 62) | 1L << 63;
        return new UUID(high, low).toString();
    }

    /** What S3 and some others call a request. */
    String requestId() {
        return characters(BASE36, 16);
    }

    /** The random end of a log file's name. */
    String fileSuffix() {
        return characters(BASE36 + BASE36.toLowerCase(Locale.ROOT), 16);
    }

    /** An instance id and the like. */
    String hex(int length) {
        return characters("0123456789abcdef", length);
    }

    private String characters(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
