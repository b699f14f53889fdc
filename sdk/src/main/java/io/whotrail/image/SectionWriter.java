// SPDX-License-Identifier: Apache-2.0
package io.whotrail.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * Writes one section of an image. As a stream it takes bytes as they are, another whole image among them; closing the
 * stream does nothing. One thread at a time.
 */
public final class SectionWriter extends OutputStream {
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;
    /** Many sections are small: an event that is sent, a relay. */
    private static final int FIRST_OF_CHUNK = 1 << 10;

    private static final int GROWTH = 4;

    private final ImageWriter image;
    private final CRC32C sum = new CRC32C();
    private byte[] chunk = new byte[FIRST_OF_CHUNK];
    private int used;
    private long length;
    private boolean ended;

    SectionWriter(ImageWriter image) {
        this.image = image;
    }

    Checksum sum() {
        return sum;
    }

    @Override
    public void write(int oneByte) throws IOException {
        if (used == chunk.length) {
            makeRoom();
        }
        chunk[used++] = (byte) oneByte;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int at = from;
        while (at < from + count) {
            if (used == chunk.length) {
                makeRoom();
            }
            int part = Math.min(from + count - at, chunk.length - used);
            System.arraycopy(bytes, at, chunk, used, part);
            used += part;
            at += part;
        }
    }

    private void makeRoom() throws IOException {
        if (used == Layout.MOST_OF_CHUNK) {
            writeChunk();
        } else {
            chunk = Arrays.copyOf(chunk, Math.min(used * GROWTH, Layout.MOST_OF_CHUNK));
        }
    }

    private void writeChunk() throws IOException {
        if (ended) {
            throw new IllegalStateException("the section has ended");
        }
        image.write(ByteBuffer.allocate(Integer.BYTES).putInt(used), sum);
        image.write(chunk, used, sum);
        writeSum();
        length += used;
        used = 0;
    }

    private void writeSum() throws IOException {
        int value = (int) sum.getValue();
        image.write(ByteBuffer.allocate(Integer.BYTES).putInt(value), sum);
    }

    void end() throws IOException {
        if (used > 0) {
            writeChunk();
        }
        image.write(ByteBuffer.allocate(Integer.BYTES + Long.BYTES).putInt(0).putLong(length), sum);
        writeSum();
        ended = true;
    }

    /** Writes yes or no. */
    public void writeBoolean(boolean value) throws IOException {
        write(value ? 1 : 0);
    }

    /** Writes a number that is not negative, in as few bytes as it needs. */
    public void writeCount(long value) throws IOException {
        if (value < 0) {
            throw new IllegalArgumentException("a count must not be negative, got " + value);
        }
        writeBits(value);
    }

    /** Writes any number, in few bytes where it is near zero. */
    public void writeNumber(long value) throws IOException {
        writeBits(value << 1 ^ value >> 63);
    }

    private void writeBits(long value) throws IOException {
        long rest = value;
        while ((rest & ~SEVEN_BITS) != 0) {
            write((int) rest & SEVEN_BITS | MORE);
            rest >>>= 7;
        }
        write((int) rest);
    }

    /** Writes any number in eight bytes: the better way for one that may be any as well. */
    public void writeLong(long value) throws IOException {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            write((int) (value >>> shift));
        }
    }

    /** Writes a text that is likely to come again in the image. */
    public void writeText(@Nullable String text) throws IOException {
        if (text == null) {
            writeBits(Layout.NO_TEXT);
            return;
        }
        Integer number = image.numberOf(text);
        if (number != null) {
            writeBits(Layout.FIRST_SHARED + number);
        } else {
            writeBits(Layout.NEW_SHARED_TEXT);
            writeCharacters(text);
        }
    }

    /** Writes a text that is likely not to come again. */
    public void writeOwnText(@Nullable String text) throws IOException {
        writeBits(text == null ? Layout.NO_TEXT : Layout.OWN_TEXT);
        if (text != null) {
            writeCharacters(text);
        }
    }

    private void writeCharacters(String text) throws IOException {
        writeBits(Characters.bytesOf(text));
        Characters.write(text, this);
    }

    /** Does nothing: the image ends its sections. */
    @Override
    public void close() {}
}
