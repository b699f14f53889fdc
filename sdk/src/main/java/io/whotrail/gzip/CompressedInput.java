// SPDX-License-Identifier: Apache-2.0
package io.whotrail.gzip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Compressed bytes: a buffer that fills from a stream, byte by byte or for an inflater. For
 * one thread.
 */
public final class CompressedInput {
    private final InputStream in;
    private final byte[] buffer;
    private final CRC32 headerCrc = new CRC32();
    private int position;
    private int limit;
    private long consumed;
    private boolean damaged;

    /**
     * Buffers a stream.
     *
     * @param in the stream, closed with this
     * @param buffer what it is buffered in, overwritten as this is closed
     */
    public CompressedInput(InputStream in, byte[] buffer) {
        this.in = in;
        this.buffer = buffer;
    }

    /**
     * How many bytes were used up, not counting those that wait in the buffer.
     *
     * @return the number
     */
    public long consumed() {
        return consumed;
    }

    /**
     * Shows the next byte without taking it.
     *
     * @return the byte, or -1 at the end
     * @throws IOException if the stream fails
     */
    public int peek() throws IOException {
        return position < limit || fill() ? buffer[position] & 0xff : -1;
    }

    /**
     * Takes the next byte.
     *
     * @return the byte
     * @throws IOException if the stream fails, or ends ({@code EOFException})
     */
    public int take() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException();
        }
        int value = buffer[position++] & 0xff;
        consumed++;
        headerCrc.update(value);
        return value;
    }

    int takeShort() throws IOException {
        int low = take();
        return take() << 8 | low;
    }

    /**
     * Takes four bytes, the least significant first.
     *
     * @return their value, not negative
     * @throws IOException if the stream fails, or ends ({@code EOFException})
     */
    public long takeInt() throws IOException {
        long low = takeShort();
        return (long) takeShort() << 16 | low;
    }

    void startHeaderCrc() {
        headerCrc.reset();
    }

    int headerCrc16() {
        return (int) headerCrc.getValue() & 0xffff;
    }

    /**
     * Inflates some bytes. What comes out before the place where the data are damaged is handed out as well; the next
     * call then throws.
     *
     * @param inflater what inflates
     * @param bytes where they go
     * @param from at which place
     * @param length how many at most
     * @return how many; 0 at the end of the deflate stream, where something follows it, as it must in gzip
     * @throws IOException if the stream fails, or ends ({@code EOFException})
     * @throws DataFormatException if the data are damaged
     */
    public int inflate(Inflater inflater, byte[] bytes, int from, int length) throws IOException, DataFormatException {
        if (damaged) {
            throw new DataFormatException();
        }
        while (true) {
            if (inflater.needsInput()) {
                inflater.setInput(buffer, position, limit - position);
            }
            // Also without new input: some of what it took may not have fitted in before.
            int inflated = inflateOnce(inflater, bytes, from, length);
            int left = inflater.getRemaining();
            consumed += limit - left - position;
            position = limit - left;
            if (inflated > 0 || inflater.finished()) {
                return inflated;
            }
            if (damaged || inflater.needsDictionary()) {
                throw new DataFormatException();
            }
            if (position == limit && !fill()) {
                throw new EOFException();
            }
        }
    }

    private int inflateOnce(Inflater inflater, byte[] bytes, int from, int length) {
        long before = inflater.getBytesWritten();
        try {
            return inflater.inflate(bytes, from, length);
        } catch (DataFormatException corrupt) {
            damaged = true;
            return (int) (inflater.getBytesWritten() - before);
        }
    }

    /**
     * Gives up what waits in the buffer.
     *
     * @return how many bytes that was
     */
    public int discard() {
        int waiting = limit - position;
        position = limit;
        return waiting;
    }

    private boolean fill() throws IOException {
        int read = Reads.some(in, buffer, 0, buffer.length);
        position = 0;
        limit = Math.max(read, 0);
        return read > 0;
    }

    /**
     * Closes the stream, and overwrites the buffer.
     *
     * @throws IOException if the stream cannot be closed
     */
    public void close() throws IOException {
        Arrays.fill(buffer, (byte) 0);
        position = 0;
        limit = 0;
        in.close();
    }
}
