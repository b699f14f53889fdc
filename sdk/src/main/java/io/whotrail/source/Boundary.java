// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the next record begins when the brackets of this one do not say. For one thread. */
final class Boundary {
    /* Of a record whose brackets do not match, or that never ends, the end is unknown. Two things mark the beginning
     * of the next: a brace at the start of a line, as every line of NDJSON has it; and a brace behind a comma (in an
     * array) or a brace (between root objects) with the same first member as the records before, as all of
     * CloudTrail's begin with "eventVersion". Such bytes cannot stand inside a string, whose quotes are escaped; they
     * can stand in an object inside the record. So they are looked for only where a syntax error proves that the
     * record is broken, and inside of an array only from that error on. If nothing is found, the rest is given up,
     * and said to be. */

    private static final byte[] USUAL_NAME = {'"', 'e', 'v', 'e', 'n', 't', 'V', 'e', 'r', 's', 'i', 'o', 'n', '"'};
    private static final int LONGEST_NAME = 64;
    /** The error shows a little behind the place where the next record began. */
    private static final int BACK = 64;
    /** How far behind a brace its first member may be. */
    private static final int LOOK_AHEAD = 256;
    /** How much is searched at once. */
    private static final int SEARCHED = 4 << 10;

    private final Window window;
    private final JsonSyntax syntax;
    private byte @Nullable [] rootName;
    private byte @Nullable [] elementName;
    private boolean insideArray;
    private boolean insideEnvelope;
    private boolean foundElement;
    private boolean skippedBrace;
    private int index;

    Boundary(Window window, JsonSyntax syntax) {
        this.window = window;
        this.syntax = syntax;
    }

    void outsideArray() {
        insideArray = false;
    }

    void insideArray(boolean ofEnvelope) {
        insideArray = true;
        insideEnvelope = ofEnvelope;
        elementName = null;
    }

    boolean isInsideEnvelope() {
        return insideEnvelope;
    }

    boolean isInsideArray() {
        return insideArray;
    }

    /** Learns how records begin from one that does. */
    void learn(int record) {
        if (!insideArray) {
            rootName = rootName == null ? firstName(record + 1) : rootName;
        } else if (elementName == null) {
            elementName = firstName(record + 1);
        }
    }

    /** The index of what was found. */
    int index() {
        return index;
    }

    /** Whether what was found is the next element of the array, not the next root. */
    boolean foundElement() {
        return foundElement;
    }

    /** Finds the next record inside of what was taken for one record, up to an index, if that is broken. */
    boolean find(int record, int to) throws IOException {
        int error = syntax.firstError(window.bytes, record, to);
        return error >= 0 && findBetween(record, error, to);
    }

    /** Finds the next record inside of what was taken for one record, up to an index, behind an error at another. */
    boolean findBetween(int record, int error, int to) {
        return findFrom(behind(record, error), to, to);
    }

    private int behind(int record, int error) {
        return insideArray ? Math.max(record + 1, error - BACK) : record + 1;
    }

    /**
     * Finds the next record behind one that ends where it cannot end, or outside of arrays the next line; lets go of
     * all before and moves there, or to the end.
     */
    boolean search(int record) throws IOException {
        int error = syntax.firstError(window.bytes, record, window.position);
        if (error >= 0) {
            window.position = behind(record, error);
        }
        skippedBrace = false;
        while (true) {
            window.lookAhead(SEARCHED);
            boolean all = window.limit - window.position < SEARCHED;
            int to = all ? window.limit : window.limit - LOOK_AHEAD;
            int lineEnd = insideArray ? -1 : lineEnd(window.position, to);
            if (findFrom(window.position, lineEnd < 0 ? to : lineEnd, window.limit)) {
                window.position = index;
                return true;
            }
            if (lineEnd >= 0 || all) {
                window.position = lineEnd >= 0 ? lineEnd : window.limit;
                return lineEnd >= 0;
            }
            window.position = to - BACK;
            window.mark();
            window.position += BACK;
        }
    }

    /** Whether the search passed something that may have been a record. */
    boolean skippedBrace() {
        return skippedBrace;
    }

    private int lineEnd(int from, int to) {
        for (int i = from; i < to; i++) {
            if (window.bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean findFrom(int from, int to, int known) {
        for (int i = from; i < to; i++) {
            if (window.bytes[i] == '{') {
                if (isNext(i, known)) {
                    index = i;
                    return true;
                }
                skippedBrace = true;
            }
        }
        return false;
    }

    /** Whether the brace at the window's position begins a record, although it stands where a member's name must. */
    boolean isNext() throws IOException {
        int before = significantBefore(window.position);
        if (before != ',' && before != '}') {
            return false;
        }
        window.lookAhead(LOOK_AHEAD);
        return isNext(window.position, known());
    }

    /** How far one can look from the window's position. */
    int known() {
        return Math.min(window.limit, window.position + LOOK_AHEAD);
    }

    /** Whether the brace at an index begins a record, as far as bytes are known. */
    private boolean isNext(int at, int known) {
        int before = significantBefore(at);
        boolean line = at > 0 && window.bytes[at - 1] == '\n';
        boolean between = before == ',' || before == '}';
        if (insideArray && ((before == ',' && line) || (between && isNamed(at + 1, known, elementName)))) {
            foundElement = true;
            return true;
        }
        foundElement = false;
        if (insideArray) {
            return line && isNamed(at + 1, known, rootName);
        }
        return line || (between && isNamed(at + 1, known, rootName));
    }

    private int significantBefore(int at) {
        int i = at - 1;
        while (i >= 0 && isSpace(window.bytes[i])) {
            i--;
        }
        return i < 0 ? -1 : window.bytes[i];
    }

    private boolean isNamed(int at, int known, byte @Nullable [] learned) {
        byte[] name = learned == null ? USUAL_NAME : learned;
        int i = JsonText.significant(window.bytes, at, known);
        return known - i >= name.length && Arrays.equals(window.bytes, i, i + name.length, name, 0, name.length);
    }

    private byte @Nullable [] firstName(int from) {
        int i = JsonText.significant(window.bytes, from, window.limit);
        int end = Math.min(window.limit, i + LONGEST_NAME);
        for (int k = i + 1; i < end && window.bytes[i] == '"' && k < end; k++) {
            if (window.bytes[k] == '"') {
                return Arrays.copyOfRange(window.bytes, i, k + 1);
            }
        }
        return null;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
