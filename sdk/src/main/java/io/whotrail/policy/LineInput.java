// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;

/**
 * Hands out bytes up to the end of a line at most, so that whoever reads ahead never reads into the next line: what follows
 * an error can be found again. For one thread.
 */
final class LineInput extends InputStream {
    /** Says that there is more than is allowed. */
    static final class TooLong extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    private final InputStream in;
    private final long maximum;
    private final byte[] buffer = new byte[1 << 14];
    private int next;
    private int end;
    /** The bytes that came before the buffer. */
    private long before;

    private boolean atLineStart = true;

    LineInput(InputStream in, long maximum) {
        this.in = in;
        this.maximum = maximum;
    }

    /** How many bytes were handed out. */
    long position() {
        return before + next;
    }

    /** Passes over white space and a byte order mark, and shows what comes; -1 at the end. */
    int firstSignificant() throws IOException {
        while (isFilled()) {
            int first = buffer[next] & 0xFF;
            boolean passed = first <= ' ' || (position() < 3 && (first == 0xEF || first == 0xBB || first == 0xBF));
            if (!passed || (first == 0 && position() < 4)) {
                return first;
            }
            next++;
            atLineStart = first == '\n';
        }
        return -1;
    }

    /** Passes over what is left of the line, and over all lines that do not begin with a document; whether there is one. */
    boolean toNextDocument() throws IOException {
        while (isFilled()) {
            if (atLineStart && (buffer[next] == '{' || buffer[next] == '[')) {
                return true;
            }
            atLineStart = buffer[next++] == '\n';
        }
        return false;
    }

    @Override
    public int read() throws IOException {
        if (!isFilled()) {
            return -1;
        }
        atLineStart = buffer[next] == '\n';
        return buffer[next++] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0 || !isFilled()) {
            return length == 0 ? 0 : -1;
        }
        int count = 0;
        boolean lineEnd = false;
        while (count < length && next < end && !lineEnd) {
            lineEnd = buffer[next] == '\n';
            into[from + count++] = buffer[next++];
        }
        atLineStart = lineEnd;
        return count;
    }

    private boolean isFilled() throws IOException {
        while (next == end) {
            before += end;
            next = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
            if (end == 0) {
                return false;
            }
            if (before + end > maximum) {
                throw new TooLong();
            }
        }
        return true;
    }
}
