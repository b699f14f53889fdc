// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Text as it stands between the quotes of a JSON string: what JSON wants escaped is escaped by Jackson, and characters that
 * can deceive a reader are written as {@code \}{@code uXXXX}, which is the same JSON.
 */
final class EscapedText {
    private static final String HEX = "0123456789abcdef";
    private static final int FIRST_UNUSUAL = 0x7F;

    private EscapedText() {}

    /** Whether a character stands for itself, in one byte. */
    static boolean isPlain(char c) {
        return c >= ' ' && c < FIRST_UNUSUAL && c != '"' && c != '\\';
    }

    /** Any text, in UTF-8. */
    static byte[] of(String text) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        var escaped = new StringBuilder(quoted.length() + 16);
        for (int i = 0; i < quoted.length(); ) {
            int codePoint = quoted.codePointAt(i);
            int end = i + Character.charCount(codePoint);
            if (isDeceptive(codePoint)) {
                escape(quoted, i, end, escaped);
            } else {
                escaped.append(quoted, i, end);
            }
            i = end;
        }
        return escaped.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void escape(String text, int from, int to, StringBuilder escaped) {
        for (int i = from; i < to; i++) {
            escaped.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                escaped.append(HEX.charAt(text.charAt(i) >> shift & 0xF));
            }
        }
    }

    /** Controls, format characters (bidirectional, zero-width), separators of lines, unpaired surrogates. */
    private static boolean isDeceptive(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> codePoint >= FIRST_UNUSUAL;
            default -> false;
        };
    }
}
