// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * As {@link StringCache}, for texts that are still bytes, all of them US-ASCII. Of {@value #SLOTS} slots each holds the
 * last text that fell on it, so that no choice of texts makes it larger or slower. For one thread.
 */
final class TextCache {
    private static final int SLOTS = 1 << 12;
    private static final int LONGEST = 256;

    private final @Nullable Text[] slots = new Text[SLOTS];

    private static final class Text {
        private final byte[] bytes;
        private final String text;

        Text(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }
    }

    /** The text from index to index. */
    String get(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > LONGEST) {
            return make(bytes, from, to);
        }
        long head = Words.head(bytes, from, length);
        long tail = Words.tail(bytes, to, length);
        long middle = Words.tail(bytes, from + (length >> 1) + Integer.BYTES, length);
        int slot = Words.mix(head ^ middle * 31, tail, length) & SLOTS - 1;
        Text cached = slots[slot];
        if (cached != null && Arrays.equals(cached.bytes, 0, cached.bytes.length, bytes, from, to)) {
            return cached.text;
        }
        String text = make(bytes, from, to);
        slots[slot] = new Text(Arrays.copyOfRange(bytes, from, to), text);
        return text;
    }

    /** The text from index to index, of which nothing is kept. */
    static String make(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
