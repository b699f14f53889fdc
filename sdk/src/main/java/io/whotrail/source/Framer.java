// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds where each record of a document begins and ends, whatever envelope array it lies in. For one thread. */
final class Framer {
    /* A document is any number of JSON values, one after the other, with or without line ends between them, and lines
     * of text. A record is an element of a root array, an element of an envelope's array in a root object, or else
     * the root object itself. Only brackets and strings are looked at here; whether a record is good JSON is for the
     * parser to say, so that a bad one is left behind as soon as its brackets match. Where they do not match, or do
     * but something impossible follows, see Boundary. */

    enum Kind {
        /** A whole record from {@link #from} to {@link #to}. */
        RECORD,
        /** Something in the place of a record, see {@link #reason} and {@link #problem}. */
        BROKEN,
        /** A line that is not JSON, from {@link #from} to {@link #to}. */
        TEXT,
        /** A digest file, however large. */
        DIGEST,
        /** The end of the document. */
        END
    }

    /** What is wrong with a line of text. */
    static final String TEXT = "is text, expected an object or an array";

    /** The first byte of a byte order mark. */
    private static final int MARK = 0xef;

    private enum State {
        ROOT,
        ELEMENTS,
        MEMBERS,
        DONE
    }

    private final Window window;
    private final Scanner scanner;
    private final Landing landing;
    private final Boundary boundary;
    private final RecordReading reading;
    private final String rootPath;
    private State state = State.ROOT;
    private @Nullable String arrayName;
    private long elements;
    private boolean afterElement;
    private boolean inEnvelope;
    private boolean digest;
    private boolean anything;
    private long end;
    private RejectReason reason = RejectReason.MALFORMED_JSON;
    private String problem = "";

    Framer(Window window, JsonSyntax syntax, SelectiveParser parser, String rootPath) {
        this.window = window;
        this.boundary = new Boundary(window, syntax);
        this.landing = new Landing(window);
        this.scanner = new Scanner(window, boundary, landing, syntax.limits());
        this.reading = new RecordReading(window, parser);
        this.rootPath = rootPath;
    }

    /** Finds the next record; what the last one left in memory is overwritten. */
    Kind next() throws IOException {
        Kind found = null;
        while (found == null) {
            window.mark();
            reading.start();
            found = switch (state) {
                case ROOT -> nextRoot();
                case ELEMENTS -> nextElement();
                case MEMBERS -> members();
                case DONE -> Kind.END;
            };
        }
        return found;
    }

    /** The event that the record is; {@code null} where only Jackson can say what it is. */
    @Nullable
    CloudTrailEvent event() {
        return reading.event(from(), to());
    }

    /** The index in {@link Window#bytes} where the record begins. */
    int from() {
        return window.index(scanner.start);
    }

    /** The index in {@link Window#bytes} behind the record. */
    int to() {
        return window.index(end);
    }

    /** The offset in the document where the record begins. */
    long offset() {
        return scanner.start;
    }

    /**
     * The record turned out to be no JSON. If that is because it swallowed the beginning of the next one, reading
     * goes on there.
     *
     * @param error the index where that shows
     */
    void isBroken(int error) {
        if (boundary.findBetween(from(), error, to())) {
            window.position = boundary.index();
            resumed("");
        }
    }

    /** The record's own breach of a limit on names or strings. */
    @Nullable
    MalformedRecord breach(boolean event) {
        return scanner.breach(event);
    }

    RejectReason reason() {
        return reason;
    }

    String problem() {
        return problem;
    }

    /** Whether the record is a root object, not an element of an array. */
    boolean isRoot() {
        return elements == 0;
    }

    /** Whether there was anything but white space so far. */
    boolean anything() {
        return anything;
    }

    /** The path of the record: {@code $.Records[17]}. */
    String path() {
        if (elements == 0) {
            return rootPath;
        }
        return rootPath + (arrayName == null ? "" : "." + arrayName) + '[' + (elements - 1) + ']';
    }

    private @Nullable Kind nextRoot() throws IOException {
        elements = 0;
        arrayName = null;
        inEnvelope = false;
        digest = false;
        int first = scanner.significantMarking();
        if (first == MARK && scanner.skipMark()) {
            return null;
        }
        scanner.start();
        anything |= first >= 0;
        if (first < 0) {
            state = State.DONE;
        } else if (first == '{') {
            boundary.outsideArray();
            if (reading.readWhole()) {
                return rootObject();
            }
            state = State.MEMBERS;
            window.position++;
            return members();
        } else if (first == '[') {
            window.position++;
            startArray(null);
        } else {
            end = scanner.skipText();
            return scanner.overflowed() ? broken(RejectReason.MALFORMED_JSON, TEXT) : Kind.TEXT;
        }
        return null;
    }

    private void startArray(@Nullable String name) {
        arrayName = name;
        elements = 0;
        afterElement = false;
        state = State.ELEMENTS;
        boundary.insideArray(name != null);
    }

    /** Goes through the members of a root object until its end, or until an envelope's array begins. */
    private @Nullable Kind members() throws IOException {
        elements = 0;
        if (inEnvelope) {
            scanner.start();
        }
        while (true) {
            int next = scanner.significant();
            if (next < 0) {
                return unfinished();
            }
            if (next == '}') {
                window.position++;
                state = State.ROOT;
                return inEnvelope ? null : rootObject();
            }
            if (next == '{' && scanner.isLineStart()) {
                return brokenRoot();
            }
            if (next == '"') {
                if (!member()) {
                    return state == State.ELEMENTS ? null : unfinished();
                }
            } else if (next == '{' || next == '[') {
                if (!scanner.skipNested()) {
                    return unfinished();
                }
            } else {
                window.position++;
            }
        }
    }

    /** Goes over one member; {@code false} if the data ended, or if the member is an envelope's array. */
    private boolean member() throws IOException {
        if (inEnvelope || scanner.overflowed()) {
            window.mark();
        }
        long name = window.offset();
        if (!scanner.skipString()) {
            return false;
        }
        int nameStart = Math.max(window.index(name), 0);
        String array = EnvelopeNames.array(window.bytes, nameStart, window.position);
        digest |= EnvelopeNames.isDigest(window.bytes, nameStart, window.position);
        int next = scanner.significant();
        if (next != ':') {
            return next >= 0;
        }
        window.position++;
        next = scanner.significant();
        if (next == '[' && array != null) {
            window.position++;
            if (!inEnvelope && !scanner.overflowed()) {
                boundary.learn(from());
            }
            inEnvelope = true;
            startArray(array);
            return false;
        }
        return next >= 0 && scanner.skipValue(next);
    }

    private Kind rootObject() throws IOException {
        end = window.offset();
        if (digest && scanner.overflowed()) {
            return Kind.DIGEST;
        }
        if (!scanner.overflowed()) {
            if (!landing.rootLands()) {
                return lost();
            }
            boundary.learn(from());
        }
        return whole();
    }

    private Kind brokenRoot() {
        state = State.ROOT;
        return broken(RejectReason.MALFORMED_JSON, "is not closed");
    }

    private @Nullable Kind nextElement() throws IOException {
        int next = scanner.significantMarking();
        scanner.start();
        if (next == ',' || next == ']') {
            return separator(next);
        }
        if (next < 0) {
            state = State.DONE;
            elements++;
            return broken(RejectReason.TRUNCATED, "is missing: the input ends inside its array");
        }
        if (afterElement) {
            afterElement = false;
            elements++;
            return next == '{' || next == '[' || next == '"' ? commaMissing() : lost();
        }
        elements++;
        afterElement = true;
        return next == '{' || next == '[' ? nested() : scalar(next);
    }

    private Kind commaMissing() {
        elements--;
        return broken(RejectReason.MALFORMED_JSON, "is not followed by a comma");
    }

    private @Nullable Kind separator(int next) {
        window.position++;
        boolean missing = next == ',' ? !afterElement : !afterElement && elements > 0;
        afterElement = false;
        if (next == ']') {
            state = inEnvelope ? State.MEMBERS : State.ROOT;
            boundary.outsideArray();
        }
        if (missing) {
            elements++;
            return broken(RejectReason.MALFORMED_JSON, "is missing: there is a comma too many");
        }
        return null;
    }

    private Kind nested() throws IOException {
        boolean whole = window.bytes[window.position] == '{' && reading.readWhole();
        if (!whole && !scanner.skipNested()) {
            return unfinished();
        }
        end = window.offset();
        if (!scanner.overflowed()) {
            if (!landing.elementLands()) {
                return lost();
            }
            boundary.learn(from());
        }
        return whole();
    }

    private Kind scalar(int first) throws IOException {
        boolean string = first == '"';
        if (!(string ? scanner.skipString() : scanner.skipScalar())) {
            return unfinished();
        }
        if (landing.peek() == ':' || first == '}' || first == ':') {
            return lost();
        }
        String kind = string ? "a string" : scanner.scalarKind(first);
        if (kind == null) {
            return broken(RejectReason.MALFORMED_JSON, "is no JSON value");
        }
        return broken(RejectReason.NOT_AN_EVENT, "is " + kind + ", expected an object");
    }

    private Kind whole() {
        MalformedRecord tooLarge = scanner.tooLarge(end);
        return tooLarge == null ? Kind.RECORD : broken(tooLarge.reason, tooLarge.problem);
    }

    /** Brackets do not match, or the data ended: goes on at the next record that is certain to begin one. */
    private Kind unfinished() throws IOException {
        if (scanner.endedEarly()) {
            return broken(RejectReason.MALFORMED_JSON, "is not closed");
        }
        if (!scanner.overflowed() && scanner.cutAtBoundary()) {
            return resumed("is not closed");
        }
        state = State.DONE;
        return broken(RejectReason.TRUNCATED, "is cut off: the input ends inside it");
    }

    /** The record seems whole, but what follows it shows that it is not. */
    private Kind lost() throws IOException {
        if (boundary.search(from())) {
            return resumed("does not end where its brackets do");
        }
        state = State.DONE;
        if (!boundary.skippedBrace()) {
            return broken(RejectReason.MALFORMED_JSON, "does not end where its brackets do");
        }
        return broken(
                RejectReason.STRUCTURE_LOST, "does not end where its brackets do, and nor does anything behind it");
    }

    private Kind resumed(String what) {
        afterElement = false;
        if (state != State.ELEMENTS || !boundary.foundElement()) {
            state = State.ROOT;
        }
        return broken(RejectReason.MALFORMED_JSON, what);
    }

    private Kind broken(RejectReason why, String what) {
        reason = why;
        problem = what;
        return Kind.BROKEN;
    }
}
