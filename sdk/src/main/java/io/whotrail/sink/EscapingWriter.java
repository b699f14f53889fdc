// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.IOException;
import java.io.Writer;

/**
 * Passes JSON text on, and writes characters that can deceive a reader as {@code \}{@code uXXXX}. Valid JSON has such
 * characters in strings only, so the text stays the same JSON.
 */
final class EscapingWriter extends Writer {
    private static final String HEX = "0123456789abcdef";
    private static final char NONE = 0;

    private final Writer out;
    /** A high surrogate whose low one has not come yet. */
    private char pending = NONE;

    EscapingWriter(Writer out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        int plainFrom = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            char c = text[i];
            if (pending == NONE && c < 0x7F) {
                continue;
            }
            out.write(text, plainFrom, i - plainFrom);
            plainFrom = i + 1;
            writeUnusual(c);
        }
        out.write(text, plainFrom, end - plainFrom);
    }

    private void writeUnusual(char c) throws IOException {
        if (pending != NONE && Character.isLowSurrogate(c)) {
            int whole = Character.toCodePoint(pending, c);
            boolean invisible = isDeceptive(whole);
            writeOne(pending, invisible);
            writeOne(c, invisible);
            pending = NONE;
            return;
        }
        writePending();
        if (Character.isHighSurrogate(c)) {
            pending = c;
        } else {
            writeOne(c, isDeceptive(c));
        }
    }

    private void writePending() throws IOException {
        if (pending != NONE) {
            writeOne(pending, true);
            pending = NONE;
        }
    }

    private void writeOne(char c, boolean escaped) throws IOException {
        if (!escaped) {
            out.write(c);
            return;
        }
        out.write("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.write(HEX.charAt(c >> shift & 0xF));
        }
    }

    /** Controls, format characters (bidirectional, zero-width), separators of lines, unpaired low surrogates. */
    private static boolean isDeceptive(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> codePoint >= 0x7F;
            default -> false;
        };
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        writePending();
        out.close();
    }
}
