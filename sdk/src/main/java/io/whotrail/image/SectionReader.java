// SPDX-License-Identifier: Apache-2.0
package io.whotrail.image;

import io.whotrail.checkpoint.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads one section of an image. What it gives out was checked against the section's checksums, so that it is what was
 * written unless somebody took pains; it says nothing of whether what was written makes sense. One thread at a time.
 */
public final class SectionReader {
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;
    /** The tenth byte of a number holds its last bit. */
    private static final int LAST_SHIFT = 63;

    private final ImageReader image;
    private final String name;
    private final String where;
    private final CRC32C sum;
    private byte[] chunk = {};
    private int used;
    private int filled;
    private long length;
    private boolean ended;

    SectionReader(ImageReader image, String name, CRC32C sum) {
        this.image = image;
        this.name = name;
        this.where = "section " + name;
        this.sum = sum;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Says that what it holds cannot be. */
    public CheckpointException damaged(String what) {
        return ImageReader.damaged(where + ": " + what);
    }

    /** Whether there is no more in it. */
    public boolean isAtEnd() throws IOException, CheckpointException {
        while (used == filled && !ended) {
            readChunk();
        }
        return used == filled;
    }

    private void readChunk() throws IOException, CheckpointException {
        int size = image.readInt(sum, where);
        if (size < 0 || size > Layout.MOST_OF_CHUNK) {
            throw damaged("a chunk claims " + Integer.toUnsignedString(size) + " bytes");
        }
        used = 0;
        filled = size;
        length += size;
        if (size == 0) {
            ended = true;
            if (image.readLong(sum, where) != length) {
                throw damaged("it holds another number of bytes than it says");
            }
        } else {
            chunk = size > chunk.length ? new byte[size] : chunk;
            image.read(chunk, size, sum, where);
        }
        image.checkSum(sum, where);
    }

    void end() throws IOException, CheckpointException {
        if (!isAtEnd()) {
            throw damaged("it holds more than is known");
        }
    }

    /** Passes over the rest; texts that stand in it are not known to later sections then. */
    public void skip() throws IOException, CheckpointException {
        while (!isAtEnd()) {
            used = filled;
        }
    }

    /** Reads a byte, from 0 to 255. */
    public int readByte() throws IOException, CheckpointException {
        if (used == filled && isAtEnd()) {
            throw damaged("it holds less than is needed");
        }
        return chunk[used++] & 0xFF;
    }

    /** Reads what {@link SectionWriter#writeBoolean} wrote. */
    public boolean readBoolean() throws IOException, CheckpointException {
        int value = readByte();
        if (value > 1) {
            throw damaged("yes or no is " + value);
        }
        return value == 1;
    }

    /** Reads what {@link SectionWriter#writeCount} wrote. A number of things is claimed, until they were read. */
    public long readCount() throws IOException, CheckpointException {
        long value = readBits();
        if (value < 0) {
            throw damaged("a count is negative");
        }
        return value;
    }

    /** As {@link #readCount}, within a bound. */
    public int readCount(int maximum) throws IOException, CheckpointException {
        long value = readCount();
        if (value > maximum) {
            throw damaged("a count is " + value + ", at most " + maximum + " can be");
        }
        return (int) value;
    }

    /** Reads what {@link SectionWriter#writeNumber} wrote. */
    public long readNumber() throws IOException, CheckpointException {
        long bits = readBits();
        return bits >>> 1 ^ -(bits & 1);
    }

    private long readBits() throws IOException, CheckpointException {
        long value = 0;
        for (int shift = 0; shift <= LAST_SHIFT; shift += 7) {
            int next = readByte();
            value |= (long) (next & SEVEN_BITS) << shift;
            if ((next & MORE) == 0) {
                if (next == 0 && shift > 0 || shift == LAST_SHIFT && next > 1) {
                    break;
                }
                return value;
            }
        }
        throw damaged("a number has more bytes than it needs");
    }

    /** Reads what {@link SectionWriter#writeLong} wrote. */
    public long readLong() throws IOException, CheckpointException {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | readByte();
        }
        return value;
    }

    /** Reads a text of either kind, or none. */
    public @Nullable String readText() throws IOException, CheckpointException {
        long tag = readCount();
        if (tag == Layout.NO_TEXT) {
            return null;
        }
        if (tag >= Layout.FIRST_SHARED) {
            return image.sharedText(tag - Layout.FIRST_SHARED);
        }
        String text = readCharacters();
        if (tag == Layout.NEW_SHARED_TEXT) {
            image.remember(text);
        }
        return text;
    }

    /** Reads a text where there has to be one. */
    public String readTextOrFail() throws IOException, CheckpointException {
        String text = readText();
        if (text == null) {
            throw damaged("a text is missing");
        }
        return text;
    }

    private String readCharacters() throws IOException, CheckpointException {
        int bytes = readCount(Integer.MAX_VALUE);
        String text = bytes <= filled - used ? fromChunk(bytes) : fromChunks(bytes);
        if (text == null) {
            throw damaged("a text is none");
        }
        return text;
    }

    private @Nullable String fromChunk(int bytes) {
        String text = Characters.read(chunk, used, bytes);
        used += bytes;
        return text;
    }

    private @Nullable String fromChunks(int bytes) throws IOException, CheckpointException {
        var all = new ByteArrayOutputStream();
        while (all.size() < bytes) {
            all.write(readByte());
            int part = Math.min(bytes - all.size(), filled - used);
            all.write(chunk, used, part);
            used += part;
        }
        return Characters.read(all.toByteArray(), 0, bytes);
    }

    /**
     * The rest as a stream of bytes, another image among them. What a checkpoint exception would tell comes as the cause of
     * an {@link IOException}: {@link #rethrow} gets it out again.
     */
    public InputStream stream() {
        return new Rest(this);
    }

    /** Throws the checkpoint exception that a stream had to hide; does nothing where that is not what went wrong. */
    public static void rethrow(IOException failure) throws CheckpointException {
        if (failure.getCause() instanceof CheckpointException hidden) {
            throw hidden;
        }
    }

    /** What is left of a section. */
    private static final class Rest extends InputStream {
        private final SectionReader section;

        Rest(SectionReader section) {
            this.section = section;
        }

        @Override
        public int read() throws IOException {
            try {
                return section.isAtEnd() ? -1 : section.readByte();
            } catch (CheckpointException damaged) {
                throw new IOException(damaged.getMessage(), damaged);
            }
        }

        @Override
        public int read(byte[] into, int from, int count) throws IOException {
            try {
                return section.read(into, from, count);
            } catch (CheckpointException damaged) {
                throw new IOException(damaged.getMessage(), damaged);
            }
        }
    }

    private int read(byte[] into, int from, int count) throws IOException, CheckpointException {
        if (count == 0) {
            return 0;
        }
        if (isAtEnd()) {
            return -1;
        }
        int part = Math.min(count, filled - used);
        System.arraycopy(chunk, used, into, from, part);
        used += part;
        return part;
    }
}
