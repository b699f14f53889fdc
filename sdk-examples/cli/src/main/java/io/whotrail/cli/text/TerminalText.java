// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.text;

import java.util.Locale;

/** Makes names from the input fit to be seen: they can neither act on a terminal nor pass for other names. */
public final class TerminalText {
    private TerminalText() {}

    /**
     * Writes what cannot be seen, or would act, as {@code \}{@code uXXXX}: controls, format characters (bidirectional,
     * zero-width), characters that show nothing, spaces of other kinds, separators of lines, half
     * characters. A backslash is doubled, so that no two texts are written alike. Letters that look like other letters stay: the
     * signal {@code MIXED_SCRIPT_NAME} is for these.
     */
    public static String escape(String text) {
        int from = 0;
        while (from < text.length() && isPlain(text.charAt(from))) {
            from++;
        }
        if (from == text.length()) {
            return text;
        }
        var escaped = new StringBuilder(text.length() + 16).append(text, 0, from);
        text.codePoints().skip(from).forEach(codePoint -> append(codePoint, escaped));
        return escaped.toString();
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7F && c != '\\';
    }

    private static void append(int codePoint, StringBuilder escaped) {
        if (codePoint == '\\') {
            escaped.append("\\\\");
        } else if (isDeceptive(codePoint)) {
            for (char unit : Character.toChars(codePoint)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
            }
        } else {
            escaped.appendCodePoint(codePoint);
        }
    }

    private static boolean isDeceptive(int codePoint) {
        return showsNothing(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.PRIVATE_USE -> true;
                    case Character.SPACE_SEPARATOR -> codePoint != ' ';
                    default -> false;
                };
    }

    /** Letters and marks that Unicode calls default ignorable, and the pattern of braille without a dot. */
    private static boolean showsNothing(int codePoint) {
        return codePoint == 0x034F
                || codePoint == 0x115F
                || codePoint == 0x1160
                || codePoint == 0x17B4
                || codePoint == 0x17B5
                || codePoint >= 0x180B && codePoint <= 0x180F
                || codePoint == 0x2800
                || codePoint == 0x3164
                || codePoint >= 0xFE00 && codePoint <= 0xFE0F
                || codePoint == 0xFFA0
                || codePoint >= 0xE0000 && codePoint <= 0xE0FFF;
    }

    /** Escapes a text and cuts it to a width in columns; what was cut is told by {@code …(+n)}, n code points. */
    public static String fit(String text, int columns) {
        String escaped = escape(text);
        if (width(escaped) <= columns) {
            return escaped;
        }
        int[] codePoints = escaped.codePoints().toArray();
        int kept = codePoints.length;
        int used = width(escaped);
        while (kept > 0 && used + mark(codePoints.length - kept).length() > columns) {
            kept--;
            used -= width(codePoints[kept]);
        }
        return new String(codePoints, 0, kept) + mark(codePoints.length - kept);
    }

    private static String mark(int cut) {
        return "…(+" + cut + ")";
    }

    /** Fits a text and fills up with spaces. */
    public static String cell(String text, int columns) {
        String fitted = fit(text, columns);
        return fitted + " ".repeat(Math.max(0, columns - width(fitted)));
    }

    /** How many columns a text takes. */
    public static int width(String text) {
        return text.codePoints().map(TerminalText::width).sum();
    }

    private static int width(int codePoint) {
        return isWide(codePoint) ? 2 : 1;
    }

    /** East Asian and pictographic characters take two columns. */
    private static boolean isWide(int codePoint) {
        return codePoint >= 0x1100
                && (codePoint <= 0x115F
                        || (codePoint >= 0x2E80 && codePoint <= 0xA4CF)
                        || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                        || (codePoint >= 0xF900 && codePoint <= 0xFAFF)
                        || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
                        || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                        || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF)
                        || (codePoint >= 0x20000 && codePoint <= 0x3FFFD));
    }
}
