// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Goes over the bytes of one record: strings, brackets, and nothing else. For one thread. */
final class Scanner {
    private static final byte PLAIN = 0;
    private static final byte QUOTE = 1;
    private static final byte OPEN = 2;
    private static final byte CLOSE = 3;

    /** What a byte is outside of strings. */
    private static final byte[] OUTSIDE = classes("\"", "{[", "}]");
    /** What a byte is inside of strings: a line end also ends one, since JSON allows none there. */
    private static final byte[] INSIDE = classes("\"\\\n", "", "");

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** The offset in the document where the record begins. */
    long start;

    private final Window window;
    private final Boundary boundary;
    private final ReadLimits limits;
    private final Landing landing;
    private final Nesting nesting;
    private boolean overflowed;
    private boolean cut;
    private boolean endedEarly;
    private long longString;
    private long longName;

    Scanner(Window window, Boundary boundary, Landing landing, ReadLimits limits) {
        this.window = window;
        this.landing = landing;
        this.boundary = boundary;
        this.limits = limits;
        this.nesting = new Nesting(limits.maximumDepth());
    }

    /** Begins a record at the window's position. */
    void start() {
        start = window.offset();
        overflowed = false;
        cut = false;
        endedEarly = false;
        longString = -1;
        longName = -1;
    }

    /** Whether the record outgrew the window, so that it is no longer all there. */
    boolean overflowed() {
        return overflowed;
    }

    /** Whether the array's own bracket came before the record's. */
    boolean endedEarly() {
        return endedEarly;
    }

    @Nullable
    MalformedRecord tooLarge(long end) {
        if (!overflowed && end - start <= limits.maximumRecordBytes()) {
            return null;
        }
        String problem = MalformedRecord.breach("has more bytes", limits.maximumRecordBytes(), "maximumRecordBytes");
        return new MalformedRecord(RejectReason.RECORD_TOO_LARGE, "", 0, problem);
    }

    /** The breach of the limit on names, and of that on strings if the record is an event. */
    @Nullable
    MalformedRecord breach(boolean event) {
        if (longName >= 0) {
            String problem = MalformedRecord.breach(
                    "has a member's name of more bytes", limits.maximumNameBytes(), "maximumNameBytes");
            return new MalformedRecord(RejectReason.NAME_TOO_LONG, "", (int) (longName - start), problem);
        }
        if (event && longString >= 0) {
            String problem = MalformedRecord.breach(
                    "has a string of more bytes", limits.maximumStringBytes(), "maximumStringBytes");
            return new MalformedRecord(RejectReason.STRING_TOO_LONG, "", (int) (longString - start), problem);
        }
        return null;
    }

    /** Moves over the white space that is in memory; returns what follows, -1 where that is not in memory. */
    private int skipSpace() {
        window.position = JsonText.significant(window.bytes, window.position, window.limit);
        return window.position < window.limit ? window.bytes[window.position] & 0xff : -1;
    }

    /**
     * Moves to the next byte that is not white space and returns it, -1 where there is none. Lets go of what it
     * passes.
     */
    int significantMarking() throws IOException {
        while (true) {
            int next = skipSpace();
            window.mark();
            if (next >= 0 || !window.more()) {
                return next;
            }
        }
    }

    /** Moves to the next byte that is not white space and returns it, -1 where the data ends. */
    int significant() throws IOException {
        int next = skipSpace();
        while (next < 0 && more()) {
            next = skipSpace();
        }
        return next;
    }

    /**
     * Passes a byte order mark, which stands where files were put one behind the other; {@code false} if there is
     * none.
     */
    boolean skipMark() throws IOException {
        while (window.limit - window.position < MARK.length && window.more()) {
            // Until it is all there.
        }
        int end = window.position + MARK.length;
        if (end > window.limit || !Arrays.equals(window.bytes, window.position, end, MARK, 0, MARK.length)) {
            return false;
        }
        window.position = end;
        return true;
    }

    boolean isLineStart() {
        return window.position > 0 && window.bytes[window.position - 1] == '\n';
    }

    boolean skipValue(int first) throws IOException {
        return switch (first) {
            case '{', '[' -> skipNested();
            case '"' -> skipString();
            default -> skipScalar();
        };
    }

    /** Goes over a number or a word, to the next comma, bracket, colon or white space. */
    boolean skipScalar() throws IOException {
        int first = window.position;
        while (true) {
            while (window.position < window.limit) {
                byte next = window.bytes[window.position];
                if (next == ',' || next == ':' || (next <= ' ' && next >= 0) || OUTSIDE[next & 0xff] != PLAIN) {
                    window.position += window.position == first ? 1 : 0;
                    return true;
                }
                window.position++;
            }
            long offset = window.offsetOf(first);
            if (!more()) {
                return false;
            }
            first = window.index(offset);
        }
    }

    /** What the number or word is that began with a byte, {@code null} where it can be none. */
    @Nullable
    String scalarKind(int first) {
        return switch (first) {
            case 'n' -> "null";
            case 't', 'f' -> "a boolean";
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
            default -> null;
        };
    }

    /** Goes over a string. */
    boolean skipString() throws IOException {
        long opening = window.offset();
        int p = window.position + 1;
        byte[] bytes = window.bytes;
        int limit = window.limit;
        while (true) {
            while (p < limit && INSIDE[bytes[p] & 0xff] == PLAIN) {
                p++;
            }
            boolean escape = p < limit && bytes[p] == '\\';
            if (p >= limit || (escape && p + 1 >= limit)) {
                window.position = p;
                if (!more()) {
                    window.position = window.limit;
                    return false;
                }
                p = window.position;
                bytes = window.bytes;
                limit = window.limit;
            } else if (escape) {
                p += bytes[p + 1] == '\n' ? 1 : 2;
            } else {
                window.position = bytes[p] == '"' ? p + 1 : p;
                noteLength(opening);
                return true;
            }
        }
    }

    private void noteLength(long opening) throws IOException {
        long length = window.offset() - opening - 2;
        if (length > limits.maximumStringBytes() && longString < 0) {
            longString = opening;
        }
        if (length > limits.maximumNameBytes() && longName < 0) {
            long end = window.offset();
            if (landing.peek() == ':') {
                longName = opening;
            }
            window.position = window.index(end);
        }
    }

    /** Goes over an object or an array. */
    boolean skipNested() throws IOException {
        nesting.clear();
        byte[] bytes = window.bytes;
        int p = window.position;
        int limit = window.limit;
        while (true) {
            while (p < limit && OUTSIDE[bytes[p] & 0xff] == PLAIN) {
                p++;
            }
            window.position = p;
            if (p >= limit ? !more() : !bracketOrString(bytes[p])) {
                return false;
            }
            if (p < limit && nesting.isEmpty()) {
                return true;
            }
            bytes = window.bytes;
            p = window.position;
            limit = window.limit;
        }
    }

    private boolean bracketOrString(byte next) throws IOException {
        switch (OUTSIDE[next & 0xff]) {
            case QUOTE -> {
                return skipString();
            }
            case OPEN -> {
                if (next == '{' && isNext()) {
                    cut = true;
                    return false;
                }
                nesting.open(next == '{');
            }
            default -> {
                if (!nesting.close(next == '}')) {
                    return mismatch(next);
                }
            }
        }
        window.position++;
        return true;
    }

    /** Whether the brace at the position cannot belong to this record, and begins the next one. */
    private boolean isNext() throws IOException {
        return nesting.isObject() && boundary.isNext() && findBoundary(boundary.known());
    }

    /**
     * A bracket closes what is not open. The brackets that are missing before it are taken for closed, if any can be.
     */
    private boolean mismatch(byte next) throws IOException {
        if (findBoundary(window.position + 1)) {
            cut = true;
            return false;
        }
        if (nesting.closeSurrounding(next == '}')) {
            window.position++;
            return true;
        }
        if (next == ']' && boundary.isInsideArray() && landing.arrayLands(boundary.isInsideEnvelope())) {
            endedEarly = true;
            return false;
        }
        window.position++;
        return true;
    }

    /** Goes over a line that is no JSON, or over stray brackets and commas; returns the offset of its end. */
    long skipText() throws IOException {
        int first = window.bytes[window.position];
        boolean stray = first == ',' || first == '}' || first == ']' || first == ':';
        while (true) {
            while (window.position < window.limit) {
                byte next = window.bytes[window.position];
                if (next == '\n' || (stray && (next == '{' || next == '['))) {
                    return window.offset();
                }
                window.position++;
            }
            if (window.isFull()) {
                overflowed = true;
                window.mark();
            }
            if (!window.more()) {
                return window.offset();
            }
        }
    }

    /**
     * More bytes for the record. Where there is no room left for it, it is over if broken, else read on without
     * keeping.
     */
    private boolean more() throws IOException {
        if (window.more()) {
            return true;
        }
        if (!window.isFull() || cut) {
            return false;
        }
        if (findBoundary(window.limit)) {
            cut = true;
            return false;
        }
        overflowed = true;
        window.mark();
        return window.more();
    }

    private boolean findBoundary(int to) throws IOException {
        // Of an envelope's members those that were passed are let go.
        return !overflowed && boundary.find(Math.max(window.index(start), 0), to);
    }

    /** Moves to where the next record begins inside of what was taken for this one, if this one is broken. */
    boolean cutAtBoundary() throws IOException {
        if (!cut && !findBoundary(window.limit)) {
            return false;
        }
        window.position = boundary.index();
        return true;
    }

    private static byte[] classes(String quotes, String opens, String closes) {
        byte[] classes = new byte[256];
        quotes.chars().forEach(c -> classes[c] = QUOTE);
        opens.chars().forEach(c -> classes[c] = OPEN);
        closes.chars().forEach(c -> classes[c] = CLOSE);
        return classes;
    }
}
