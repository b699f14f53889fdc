// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes an event of the bytes of an ordinary record in one pass, and finds where it ends by the way. Of all others it
 * says nothing: {@link EventParser} reads them. For one thread.
 */
final class SelectiveParser {
    private final ByteMembers in;
    private final InputTrust inputTrust;
    /** A record with no more bytes has no more tokens either, and no longer string. */
    private final int largest;

    private int end;
    private int usual;

    SelectiveParser(ReadLimits limits, InputTrust inputTrust) {
        this(
                limits,
                inputTrust,
                Math.min(limits.maximumRecordBytes(), Math.min(limits.maximumTokens(), limits.maximumStringBytes())));
    }

    /** A parser that leaves records of more bytes to Jackson; all of them where that is 0. */
    SelectiveParser(ReadLimits limits, InputTrust inputTrust, int largest) {
        this.in = new ByteMembers(limits);
        this.inputTrust = inputTrust;
        this.largest = largest;
    }

    /** Whether so many bytes are likely to hold a whole record, as the last one was long. */
    boolean isLikely(int length) {
        return length >= usual;
    }

    /**
     * Reads the record whose opening brace is at an index.
     *
     * @param to the end of what is known, which the record may end before
     * @return the event; {@code null} where only Jackson can say what the record is
     */
    @Nullable
    CloudTrailEvent parse(byte[] bytes, int from, int to) {
        in.start(bytes, from, to - from > largest ? from + largest : to);
        EventParts parts = new EventParts(in);
        try {
            if (in.object()) {
                parts.read();
            }
        } catch (MalformedRecord | IOException forJacksonToTell) {
            return null;
        }
        end = in.position();
        if (!in.isSure() || !parts.isEvent() || !(in.isAscii() || Utf8.firstInvalid(bytes, from, end) < 0)) {
            return null;
        }
        usual = end - from;
        return parts.event(bytes, from, end, inputTrust);
    }

    /** Lets go of the bytes that were read last. */
    void release() {
        in.start(new byte[0], 0, 0);
    }

    /** The index behind the record that was read. */
    int end() {
        return end;
    }
}
