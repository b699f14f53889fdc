// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.Arrays;

/** Walks over JSON that is known to be well formed, as bytes. */
final class JsonText {
    private JsonText() {}

    /** The index of the next byte that is not white space. */
    static int significant(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** The index behind the string whose opening quote is at an index. */
    static int stringEnd(byte[] bytes, int from, int to) {
        int i = from + 1;
        while (i < to && bytes[i] != '"') {
            i += bytes[i] == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, to);
    }

    /** The index behind the value that begins at an index. */
    static int valueEnd(byte[] bytes, int from, int to) {
        int first = from < to ? bytes[from] : -1;
        if (first == '"') {
            return stringEnd(bytes, from, to);
        }
        int depth = 0;
        int i = from;
        while (i < to) {
            byte next = bytes[i];
            if (next == '"') {
                i = stringEnd(bytes, i, to);
                continue;
            }
            boolean close = next == '}' || next == ']';
            if (depth == 0 && (close || next == ',' || next == ':' || (next >= 0 && next <= ' '))) {
                return i;
            }
            depth += next == '{' || next == '[' ? 1 : close ? -1 : 0;
            i++;
            if (depth == 0 && close) {
                return i;
            }
        }
        return to;
    }

    /** What a string holds, as UTF-8; half a surrogate pair becomes bytes that are not UTF-8. */
    static byte[] unescape(byte[] bytes, int from, int to) {
        byte[] text = new byte[Math.max(to - from, 0)];
        int length = 0;
        int i = from;
        while (i < to) {
            byte next = bytes[i++];
            if (next != '\\' || i >= to) {
                text[length++] = next;
                continue;
            }
            byte escape = bytes[i++];
            if (escape != 'u') {
                text[length++] = unescape(escape);
                continue;
            }
            int unit = hex(bytes, i, to);
            i += 4;
            if (Character.isHighSurrogate((char) unit) && i + 1 < to && bytes[i] == '\\' && bytes[i + 1] == 'u') {
                int low = hex(bytes, i + 2, to);
                if (Character.isLowSurrogate((char) low)) {
                    unit = Character.toCodePoint((char) unit, (char) low);
                    i += 6;
                }
            }
            length = encode(unit, text, length);
        }
        byte[] exact = Arrays.copyOf(text, length);
        Arrays.fill(text, (byte) 0);
        return exact;
    }

    private static byte unescape(byte escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escape;
        };
    }

    private static int hex(byte[] bytes, int from, int to) {
        int value = 0;
        for (int i = from; i < from + 4 && i < to; i++) {
            value = value << 4 | Math.max(Character.digit(bytes[i], 16), 0);
        }
        return value;
    }

    private static int encode(int codePoint, byte[] text, int at) {
        int length = at;
        if (codePoint < 0x80) {
            text[length++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            text[length++] = (byte) (0xc0 | (codePoint >> 6));
            text[length++] = (byte) (0x80 | (codePoint & 0x3f));
        } else if (codePoint < 0x10000) {
            text[length++] = (byte) (0xe0 | (codePoint >> 12));
            text[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            text[length++] = (byte) (0x80 | (codePoint & 0x3f));
        } else {
            text[length++] = (byte) (0xf0 | (codePoint >> 18));
            text[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3f));
            text[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3f));
            text[length++] = (byte) (0x80 | (codePoint & 0x3f));
        }
        return length;
    }
}
