// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/**
 * Steps over JSON, eight bytes at a time where it can, as far as it is sure that Jackson would say the same of it. For
 * one thread.
 */
final class JsonSteps {
    /* Each step takes the index of a first byte and gives the index behind the last, or UNSURE. Unsure is whatever is
     * not JSON, is cut off, or is JSON that only looks odd: an escape in a name, an exponent, more depth than allowed.
     * In strings, bytes that are no US-ASCII are passed and remembered, for the caller to see whether they are UTF-8. */

    static final int UNSURE = -1;

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    /** A quote becomes a space by it, and control characters stay such; all else stays above. */
    private static final long QUOTE_TO_SPACE = 0x02 * ONES;

    private static final long ABOVE_SPACE = 0x21 * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private final int longestName;
    private final int longestNumber;
    private byte[] bytes = {};
    private int to;
    private boolean ascii;

    JsonSteps(ReadLimits limits) {
        // Jackson rounds the length of a name up to four bytes.
        this.longestName = limits.maximumNameBytes() - Integer.BYTES;
        this.longestNumber = limits.maximumNumberLength();
    }

    /** Begins with other bytes, of which those before an index are known. */
    void start(byte[] json, int end) {
        bytes = json;
        to = end;
        ascii = true;
    }

    /** Whether all strings passed so far are US-ASCII. */
    boolean isAscii() {
        return ascii;
    }

    /** The byte at an index, 0 behind the end. */
    int at(int index) {
        return index < to ? bytes[index] : 0;
    }

    /** The index of the next byte that is not white space. */
    int significant(int from) {
        return from < to && bytes[from] > ' ' ? from : JsonText.significant(bytes, from, to);
    }

    /** The index of the first byte of a string's inside that ends the string or is no plain US-ASCII. */
    int plainEnd(int from) {
        int i = from;
        for (int last = to - Long.BYTES; i <= last; i += Long.BYTES) {
            long word = Words.at(bytes, i);
            long quoteOrControl = (word ^ QUOTE_TO_SPACE) - ABOVE_SPACE;
            long backslash = (word ^ BACKSLASHES) - ONES;
            long odd = (quoteOrControl | backslash | word) & HIGH_BITS;
            if (odd != 0) {
                return i + (Long.numberOfTrailingZeros(odd) >>> 3);
            }
        }
        while (i < to && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
    }

    /** From the byte behind a name to the value; a name that ends with anything but a quote is odd. */
    int value(int nameFrom, int nameTo) {
        if (at(nameTo) != '"' || nameTo - nameFrom > longestName) {
            return UNSURE;
        }
        int usual = nameTo + 2;
        if (usual < to && bytes[nameTo + 1] == ':' && bytes[usual] > ' ') {
            return usual;
        }
        int colon = significant(nameTo + 1);
        return at(colon) == ':' ? significant(colon + 1) : UNSURE;
    }

    /** From the byte behind a value to the inside of the next member's name; unsure where none follows. */
    int nextName(int valueEnd) {
        int usual = valueEnd + 2;
        if (usual < to && bytes[valueEnd] == ',' && bytes[valueEnd + 1] == '"') {
            return usual;
        }
        int comma = significant(valueEnd);
        if (at(comma) != ',') {
            return UNSURE;
        }
        int quote = significant(comma + 1);
        return at(quote) == '"' ? quote + 1 : UNSURE;
    }

    /** Over any value, with so many brackets open at once. */
    int valueEnd(int from, int brackets) {
        return switch (at(from)) {
            case '"' -> stringEnd(from);
            case '{' -> brackets > 0 ? objectEnd(from, brackets - 1) : UNSURE;
            case '[' -> brackets > 0 ? arrayEnd(from, brackets - 1) : UNSURE;
            default -> scalarEnd(from);
        };
    }

    /** Over a number or a word. */
    int scalarEnd(int from) {
        return switch (at(from)) {
            case 't' -> wordEnd(from, "true");
            case 'f' -> wordEnd(from, "false");
            case 'n' -> wordEnd(from, "null");
            default -> numberEnd(from);
        };
    }

    private int wordEnd(int from, String word) {
        int end = from + word.length();
        if (end > to) {
            return UNSURE;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return UNSURE;
            }
        }
        return end;
    }

    private int numberEnd(int from) {
        int first = at(from) == '-' ? from + 1 : from;
        int end = digitsEnd(first);
        if (end == first || (at(first) == '0' && end > first + 1)) {
            return UNSURE;
        }
        if (at(end) == '.') {
            int fraction = end + 1;
            end = digitsEnd(fraction);
            if (end == fraction) {
                return UNSURE;
            }
        }
        return end - from > longestNumber ? UNSURE : end;
    }

    private int digitsEnd(int from) {
        int i = from;
        while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }

    int stringEnd(int from) {
        int i = plainEnd(from + 1);
        while (at(i) != '"') {
            i = oddEnd(i);
            if (i == UNSURE) {
                return UNSURE;
            }
            i = plainEnd(i);
        }
        return i + 1;
    }

    /** As {@link #stringEnd}, unsure of any escape. */
    int unescapedEnd(int from) {
        int i = plainEnd(from + 1);
        while (at(i) < 0) {
            ascii = false;
            i = plainEnd(i + 1);
        }
        return at(i) == '"' ? i + 1 : UNSURE;
    }

    /** Over one escape, or one byte that is no US-ASCII. */
    private int oddEnd(int from) {
        int odd = at(from);
        if (odd < 0) {
            ascii = false;
            return from + 1;
        }
        if (odd != '\\') {
            return UNSURE;
        }
        return switch (at(from + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 2;
            case 'u' -> hexEnd(from + 2);
            default -> UNSURE;
        };
    }

    private int hexEnd(int from) {
        for (int i = from; i < from + 4; i++) {
            if (Character.digit(at(i), 16) < 0) {
                return UNSURE;
            }
        }
        return from + 4;
    }

    private int objectEnd(int from, int brackets) {
        int i = significant(from + 1);
        if (at(i) == '}') {
            return i + 1;
        }
        int name = at(i) == '"' ? i + 1 : UNSURE;
        while (name != UNSURE) {
            i = value(name, plainEnd(name));
            i = i == UNSURE ? UNSURE : valueEnd(i, brackets);
            if (i == UNSURE) {
                return UNSURE;
            }
            name = nextName(i);
        }
        i = significant(i);
        return at(i) == '}' ? i + 1 : UNSURE;
    }

    private int arrayEnd(int from, int brackets) {
        int i = significant(from + 1);
        if (at(i) == ']') {
            return i + 1;
        }
        while (true) {
            i = valueEnd(i, brackets);
            if (i == UNSURE) {
                return UNSURE;
            }
            i = significant(i);
            if (at(i) != ',') {
                return at(i) == ']' ? i + 1 : UNSURE;
            }
            i = significant(i + 1);
        }
    }
}
