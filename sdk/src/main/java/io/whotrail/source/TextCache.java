// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * As {@link StringCache}, for texts that are still bytes, all of them US-ASCII. Of {@value #SLOTS} slots each holds the
 * last text that fell on it, so that no choice of texts makes it larger or slower; short texts are known by their first
 * bytes, before it is known where they end. For one thread.
 */
final class TextCache {
    private static final int SLOTS = 1 << 12;
    private static final int SHORT_SLOTS = 1 << 10;
    private static final int LONGEST = 256;

    private final @Nullable LongText[] longs = new LongText[SLOTS];
    private final @Nullable Text[] slots = new Text[SHORT_SLOTS];

    private static final class LongText {
        private final byte[] bytes;
        private final String text;

        LongText(byte[] bytes, String text) {
            this.bytes = bytes;
            this.text = text;
        }
    }

    /** A short text, known by its bytes with both quotes. */
    static final class Text extends KnownBytes {
        /** The text itself; {@code null} where it stands for none. */
        final @Nullable String value;

        private Text(byte[] bytes, int from, int to, @Nullable String value) {
            super(bytes, from, to);
            this.value = value;
        }
    }

    /** The short text whose opening quote is at an index, if it is known; enough bytes follow. */
    @Nullable
    Text find(byte[] bytes, int quote) {
        int slot = slot(bytes, quote);
        Text text = slots[slot];
        if (text != null && text.isAt(bytes, quote)) {
            return text;
        }
        text = slots[slot ^ 1];
        return text != null && text.isAt(bytes, quote) ? text : null;
    }

    /** Remembers a short text, from quote to quote. */
    Text put(byte[] bytes, int from, int to, @Nullable String value) {
        int slot = slot(bytes, from);
        Text text = new Text(bytes, from, to, value);
        slots[slot ^ 1] = slots[slot];
        slots[slot] = text;
        return text;
    }

    private static int slot(byte[] bytes, int quote) {
        return Words.mix(Words.at(bytes, quote + 1), Words.at(bytes, quote + 1 + Long.BYTES), 0) & SHORT_SLOTS - 1;
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
        LongText cached = longs[slot];
        if (cached != null && Arrays.equals(cached.bytes, 0, cached.bytes.length, bytes, from, to)) {
            return cached.text;
        }
        String text = make(bytes, from, to);
        longs[slot] = new LongText(Arrays.copyOfRange(bytes, from, to), text);
        return text;
    }

    /** The text from index to index, of which nothing is kept. */
    static String make(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
