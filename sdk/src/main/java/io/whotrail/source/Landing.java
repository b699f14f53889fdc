// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;

/** Looks at what follows a record that seems to be over. No further than it must: the rest may not have arrived yet. */
final class Landing {
    /** How far behind a record is looked for what follows it. */
    private static final int LOOK_AHEAD = 1 << 10;
    /** The first byte of a byte order mark. */
    private static final int MARK = 0xef;

    private final Window window;

    Landing(Window window) {
        this.window = window;
    }

    /** Whether what follows the element, which ended, can follow an element. */
    boolean elementLands() throws IOException {
        long end = window.offset();
        int next = peek();
        boolean lands = switch (next) {
            case -1, ']', '{', '[' -> true;
            case ',' -> {
                window.position++;
                yield peek() != '"' || !isName();
            }
            default -> false;
        };
        window.position = window.index(end);
        return lands;
    }

    /** Whether the string at the position is a member's name. */
    private boolean isName() throws IOException {
        window.lookAhead(LOOK_AHEAD);
        int p = window.position + 1;
        int end = Math.min(window.limit, window.position + LOOK_AHEAD);
        while (p < end && window.bytes[p] != '"' && window.bytes[p] != '\\') {
            p++;
        }
        if (p >= end || window.bytes[p] != '"') {
            return false;
        }
        window.position = p + 1;
        return peek() == ':';
    }

    /** Whether what follows the root object, which ended, can follow one on the same line. */
    boolean rootLands() throws IOException {
        long end = window.offset();
        int next = peekOnLine();
        boolean lands = next < 0 || next == '\n' || next == '{' || next == '[' || next == MARK;
        if (next == ',') {
            window.position++;
            int second = peek();
            lands = second < 0 || second == '{';
        }
        window.position = window.index(end);
        return lands;
    }

    /**
     * Whether the closing bracket at the position can be the end of the array of records: a root array ends a document,
     * an envelope's array ends a member.
     */
    boolean arrayLands(boolean envelope) throws IOException {
        long bracket = window.offset();
        window.position++;
        int next = peek();
        if (envelope && next == ',') {
            window.position++;
            next = peek() == '"' ? '{' : ',';
        } else if (envelope) {
            window.position += next == '}' ? 1 : 0;
            next = next == '}' ? peekOnLine() : next == -1 ? -1 : ',';
        }
        window.position = window.index(bracket);
        return next < 0 || next == '{' || next == '[' || next == '\n' || next == MARK;
    }

    private int significant() {
        window.position = JsonText.significant(window.bytes, window.position, window.limit);
        return window.position < window.limit ? window.bytes[window.position] & 0xff : -1;
    }

    /**
     * Moves to the next byte that is not white space and returns it; -1 at the end, and where much white space
     * follows.
     */
    int peek() throws IOException {
        long begin = window.offset();
        int next = significant();
        while (next < 0 && window.offset() - begin < LOOK_AHEAD && window.more()) {
            next = significant();
        }
        return window.offset() - begin < LOOK_AHEAD ? next : -1;
    }

    /** As {@link #peek}, but a line end is returned as well: what follows it need not have arrived yet. */
    private int peekOnLine() throws IOException {
        long begin = window.offset();
        while (window.offset() - begin < LOOK_AHEAD) {
            if (window.position == window.limit && !window.more()) {
                return -1;
            }
            byte next = window.bytes[window.position];
            if (next != ' ' && next != '\t' && next != '\r') {
                return next & 0xff;
            }
            window.position++;
        }
        return -1;
    }
}
