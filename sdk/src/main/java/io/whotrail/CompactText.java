// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.nio.charset.StandardCharsets;

/** Texts as bytes, one for each character of usual ones, and every text as it was: unpaired surrogates too. */
final class CompactText {
    private static final int ONE_BYTE = 0x80;
    private static final int TWO_BYTES = 0x800;

    private CompactText() {}

    /** The bytes of a text from a place on: UTF-8 of its UTF-16 units, each on its own. */
    static byte[] of(String text, int from) {
        byte[] bytes = new byte[length(text, from)];
        int at = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ONE_BYTE) {
                bytes[at++] = (byte) c;
            } else if (c < TWO_BYTES) {
                bytes[at++] = (byte) (0xC0 | c >> 6);
                bytes[at++] = (byte) (0x80 | c & 0x3F);
            } else {
                bytes[at++] = (byte) (0xE0 | c >> 12);
                bytes[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                bytes[at++] = (byte) (0x80 | c & 0x3F);
            }
        }
        return bytes;
    }

    private static int length(String text, int from) {
        int length = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < ONE_BYTE ? 1 : c < TWO_BYTES ? 2 : 3;
        }
        return length;
    }

    /** The text, after a prefix. */
    static String text(String prefix, byte[] bytes) {
        if (areOneEach(bytes)) {
            return prefix.concat(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        var text = new StringBuilder(prefix.length() + bytes.length).append(prefix);
        for (int at = 0; at < bytes.length; ) {
            char c = charAt(bytes, at);
            text.append(c);
            at += bytesOf(c);
        }
        return text.toString();
    }

    private static boolean areOneEach(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text is, from a place on, what the bytes say. */
    static boolean isText(byte[] bytes, String text, int from) {
        int plain = Math.min(bytes.length, text.length() - from);
        int at = 0;
        while (at < plain && bytes[at] == text.charAt(from + at)) {
            at++;
        }
        for (int i = from + at; i < text.length(); i++) {
            if (at >= bytes.length) {
                return false;
            }
            char c = charAt(bytes, at);
            if (c != text.charAt(i)) {
                return false;
            }
            at += bytesOf(c);
        }
        return at == bytes.length;
    }

    private static char charAt(byte[] bytes, int at) {
        int first = bytes[at];
        if (first >= 0) {
            return (char) first;
        }
        int second = bytes[at + 1] & 0x3F;
        return (first & 0x20) == 0
                ? (char) ((first & 0x1F) << 6 | second)
                : (char) ((first & 0x0F) << 12 | second << 6 | bytes[at + 2] & 0x3F);
    }

    private static int bytesOf(char c) {
        return c < ONE_BYTE ? 1 : c < TWO_BYTES ? 2 : 3;
    }
}
