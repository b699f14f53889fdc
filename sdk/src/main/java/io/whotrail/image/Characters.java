// SPDX-License-Identifier: Apache-2.0
package io.whotrail.image;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Texts as UTF-8 of their UTF-16 units, each on its own: every text comes back as it was, unpaired surrogates too. */
final class Characters {
    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;

    private Characters() {}

    static long bytesOf(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < ONE_BYTE ? 1 : c < TWO_BYTES ? 2 : 3;
        }
        return bytes;
    }

    static void write(String text, SectionWriter out) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ONE_BYTE) {
                out.write(c);
            } else if (c < TWO_BYTES) {
                out.write(0xC0 | c >> 6);
                out.write(0x80 | c & 0x3F);
            } else {
                out.write(0xE0 | c >> 12);
                out.write(0x80 | c >> 6 & 0x3F);
                out.write(0x80 | c & 0x3F);
            }
        }
    }

    /** The text that bytes are of, or {@code null} where they are of none. */
    static @Nullable String read(byte[] bytes, int from, int length) {
        var text = new char[length];
        int end = from + length;
        int units = 0;
        for (int at = from; at < end; ) {
            int first = bytes[at];
            int count = first >= 0 ? 1 : (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 0;
            if (count == 0 || at + count > end) {
                return null;
            }
            int unit = count == 1 ? first : count == 2 ? first & 0x1F : first & 0x0F;
            for (int i = 1; i < count; i++) {
                int next = bytes[at + i];
                if ((next & 0xC0) != 0x80) {
                    return null;
                }
                unit = unit << 6 | next & 0x3F;
            }
            if (count == 2 && unit < ONE_BYTE || count == 3 && unit < TWO_BYTES) {
                return null;
            }
            text[units++] = (char) unit;
            at += count;
        }
        return new String(text, 0, units);
    }
}
