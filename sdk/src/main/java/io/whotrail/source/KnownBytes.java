// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** At most {@value #LONGEST} bytes, which are compared with others in a few steps that are always the same. Immutable. */
class KnownBytes {
    /** As many bytes have to lie behind an index where they are looked for. */
    static final int LONGEST = 4 * Long.BYTES;

    final int length;
    private final long first;
    private final long second;
    private final long third;
    private final long fourth;
    private final long firstMask;
    private final long secondMask;
    private final long thirdMask;
    private final long fourthMask;

    KnownBytes(byte[] bytes, int from, int to) {
        byte[] padded = Arrays.copyOf(Arrays.copyOfRange(bytes, from, to), LONGEST);
        length = to - from;
        first = Words.at(padded, 0);
        second = Words.at(padded, Long.BYTES);
        third = Words.at(padded, 2 * Long.BYTES);
        fourth = Words.at(padded, 3 * Long.BYTES);
        firstMask = mask(length);
        secondMask = mask(length - Long.BYTES);
        thirdMask = mask(length - 2 * Long.BYTES);
        fourthMask = mask(length - 3 * Long.BYTES);
    }

    /** A text of US-ASCII. */
    static KnownBytes of(String text) {
        return new KnownBytes(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    }

    /** A word of which so many bytes count. */
    private static long mask(int count) {
        return count <= 0 ? 0 : count >= Long.BYTES ? -1 : (1L << count * Byte.SIZE) - 1;
    }

    /** Whether these bytes stand at an index. */
    final boolean isAt(byte[] bytes, int from) {
        long differing = (Words.at(bytes, from) ^ first) & firstMask;
        differing |= (Words.at(bytes, from + Long.BYTES) ^ second) & secondMask;
        differing |= (Words.at(bytes, from + 2 * Long.BYTES) ^ third) & thirdMask;
        differing |= (Words.at(bytes, from + 3 * Long.BYTES) ^ fourth) & fourthMask;
        return differing == 0;
    }
}
