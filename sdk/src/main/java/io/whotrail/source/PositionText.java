// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The texts of positions: words with a blank between, the first of which name the kind and its version. */
final class PositionText {
    private PositionText() {}

    static IllegalArgumentException foreign(String kind) {
        return new IllegalArgumentException("not a position of " + kind);
    }

    /** The words of a text that has so many. */
    static List<String> words(String text, int count, String kind) {
        List<String> words = List.of(text.split(" ", -1));
        if (words.size() != count) {
            throw foreign(kind);
        }
        return words;
    }

    static long number(String word, String kind) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException none) {
            throw foreign(kind);
        }
    }

    static long hexadecimal(String word, String kind) {
        try {
            return Long.parseUnsignedLong(word, 16);
        } catch (NumberFormatException none) {
            throw foreign(kind);
        }
    }

    /** Any text as one word; a leading dot keeps an empty one a word. */
    static String word(String text) {
        return "." + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String unword(String word, String kind) {
        try {
            return URLDecoder.decode(word.substring(Math.min(1, word.length())), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException none) {
            throw foreign(kind);
        }
    }
}
