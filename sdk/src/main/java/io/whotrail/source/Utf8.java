// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.ByteBuffer;

/** Tells strict UTF-8 from all else: nothing overlong, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** The index of the first byte that is not UTF-8, or -1. */
    static int firstInvalid(byte[] bytes, int from, int to) {
        ByteBuffer longs = ByteBuffer.wrap(bytes);
        int i = from;
        while (i < to) {
            if (i + Long.BYTES <= to && (longs.getLong(i) & HIGH_BITS) == 0) {
                i += Long.BYTES;
            } else if (bytes[i] >= 0) {
                i++;
            } else {
                int length = sequenceLength(bytes, i, to);
                if (length == 0) {
                    return i;
                }
                i += length;
            }
        }
        return -1;
    }

    /** The length of the multi-byte sequence at an index, 0 where there is no valid one. */
    private static int sequenceLength(byte[] bytes, int i, int to) {
        int first = bytes[i] & 0xff;
        if (first >= 0xc2 && first <= 0xdf) {
            return continues(bytes, i, 1, to) ? 2 : 0;
        }
        if (first >= 0xe0 && first <= 0xef && continues(bytes, i, 2, to)) {
            int second = bytes[i + 1] & 0xff;
            boolean overlong = first == 0xe0 && second < 0xa0;
            boolean surrogate = first == 0xed && second > 0x9f;
            return overlong || surrogate ? 0 : 3;
        }
        if (first >= 0xf0 && first <= 0xf4 && continues(bytes, i, 3, to)) {
            int second = bytes[i + 1] & 0xff;
            boolean overlong = first == 0xf0 && second < 0x90;
            boolean beyond = first == 0xf4 && second > 0x8f;
            return overlong || beyond ? 0 : 4;
        }
        return 0;
    }

    private static boolean continues(byte[] bytes, int i, int count, int to) {
        if (i + count >= to) {
            return false;
        }
        for (int k = 1; k <= count; k++) {
            if ((bytes[i + k] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }
}
