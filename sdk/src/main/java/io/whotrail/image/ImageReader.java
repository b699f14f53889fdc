// SPDX-License-Identifier: Apache-2.0
package io.whotrail.image;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * Reads an image, which may be anything: {@link #begin}, the sections in their order, {@link #end}. What was read is to be
 * believed only when {@code end} has returned. Never makes room for what an image merely claims to hold. One thread at a
 * time.
 */
public final class ImageReader {
    private final InputStream in;
    private final MessageDigest digest = Layout.digest();
    private final List<String> shared = new ArrayList<>();
    private String writer = "";
    private Instant writtenAt = Instant.EPOCH;
    private @Nullable SectionReader open;
    private int sections;

    private ImageReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads the header.
     *
     * @param in the image, and nothing after it; never closed
     * @throws CheckpointException if it is no image, or one of a newer version, or damaged
     */
    public static ImageReader begin(InputStream in) throws IOException, CheckpointException {
        var image = new ImageReader(in);
        image.readHeader();
        return image;
    }

    /**
     * Reads a whole image only to see whether it is whole.
     *
     * @param in the image, and nothing after it; never closed
     * @throws CheckpointException if it is not
     */
    public static void verify(InputStream in) throws IOException, CheckpointException {
        ImageReader image = begin(in);
        for (SectionReader section = image.next(); section != null; section = image.next()) {
            section.skip();
        }
    }

    private void readHeader() throws IOException, CheckpointException {
        var sum = new CRC32C();
        byte[] magic = in.readNBytes(Layout.MAGIC_BYTES);
        byte[] wanted = ByteBuffer.allocate(Long.BYTES).putLong(Layout.MAGIC).array();
        int common = Arrays.mismatch(magic, wanted);
        if (common >= 0 && common < magic.length) {
            throw new CheckpointException(Reason.NOT_A_CHECKPOINT, "not a checkpoint: it begins with something else");
        }
        take(magic, magic.length, sum);
        if (magic.length < wanted.length) {
            throw incomplete("its header");
        }
        int version = readInt(sum, "its header");
        long second = readLong(sum, "its header");
        writer = readName(sum, "its header");
        checkSum(sum, "the header");
        if (version > Layout.VERSION) {
            throw new CheckpointException(
                    Reason.NEWER_VERSION,
                    "the checkpoint was written by " + writer + " in format " + version
                            + "; this version reads formats up to " + Layout.VERSION);
        }
        if (version < 1 || Math.abs(second) > Instant.MAX.getEpochSecond()) {
            throw damaged("its header says what cannot be");
        }
        writtenAt = Instant.ofEpochSecond(second);
    }

    /** What wrote it. */
    public String writer() {
        return writer;
    }

    /** When it was written. */
    public Instant writtenAt() {
        return writtenAt;
    }

    /**
     * The next section, which has to be this one, once the one before was read to its end.
     *
     * @throws CheckpointException if the image is damaged, or has something else here
     */
    public SectionReader section(String name) throws IOException, CheckpointException {
        SectionReader section = next();
        if (section == null || !section.name().equals(name)) {
            throw damaged("section " + name + " is missing");
        }
        return section;
    }

    /**
     * Checks that nothing but the trailer is left, and that it is the right one.
     *
     * @throws CheckpointException if not
     */
    public void end() throws IOException, CheckpointException {
        if (next() != null) {
            throw damaged("there is a section more than is known");
        }
    }

    /** The next section, or {@code null} where there is none and the trailer is right. */
    public @Nullable SectionReader next() throws IOException, CheckpointException {
        if (open != null) {
            open.end();
            open = null;
        }
        var sum = new CRC32C();
        String where = sections == 0 ? "its first section" : "what follows section " + sections;
        int mark = readByte(sum, where);
        if (mark == Layout.TRAILER) {
            checkTrailer(sum);
            return null;
        }
        if (mark != Layout.SECTION) {
            throw damaged("there is something else than a section after section " + sections);
        }
        sections++;
        open = new SectionReader(this, readName(sum, where), sum);
        return open;
    }

    private void checkTrailer(Checksum sum) throws IOException, CheckpointException {
        int count = readInt(sum, "its trailer");
        byte[] wanted = digest.digest();
        byte[] found = in.readNBytes(Layout.DIGEST_BYTES);
        if (found.length < Layout.DIGEST_BYTES) {
            throw incomplete("its trailer");
        }
        if (count != sections || !MessageDigest.isEqual(wanted, found)) {
            throw damaged("its digest is another");
        }
        if (in.read() >= 0) {
            throw damaged("something follows its end");
        }
    }

    // ---- for the sections

    static CheckpointException damaged(String what) {
        return new CheckpointException(Reason.DAMAGED, "the checkpoint is damaged: " + what);
    }

    static CheckpointException incomplete(String where) {
        return new CheckpointException(Reason.INCOMPLETE, "the checkpoint is cut off in " + where);
    }

    /** Reads bytes into an array that is there. */
    void read(byte[] into, int length, Checksum sum, String where) throws IOException, CheckpointException {
        if (in.readNBytes(into, 0, length) < length) {
            throw incomplete(where);
        }
        take(into, length, sum);
    }

    private void take(byte[] bytes, int length, Checksum sum) {
        sum.update(bytes, 0, length);
        digest.update(bytes, 0, length);
    }

    private int readByte(Checksum sum, String where) throws IOException, CheckpointException {
        return fixed(1, sum, where).get() & 0xFF;
    }

    int readInt(Checksum sum, String where) throws IOException, CheckpointException {
        return fixed(Integer.BYTES, sum, where).getInt();
    }

    long readLong(Checksum sum, String where) throws IOException, CheckpointException {
        return fixed(Long.BYTES, sum, where).getLong();
    }

    private ByteBuffer fixed(int length, Checksum sum, String where) throws IOException, CheckpointException {
        var bytes = new byte[length];
        read(bytes, length, sum, where);
        return ByteBuffer.wrap(bytes);
    }

    private String readName(Checksum sum, String where) throws IOException, CheckpointException {
        var bytes = new byte[readByte(sum, where)];
        read(bytes, bytes.length, sum, where);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** Reads a checksum and compares it with the one of what was read before. */
    void checkSum(CRC32C sum, String ofWhat) throws IOException, CheckpointException {
        int wanted = (int) sum.getValue();
        if (readInt(sum, ofWhat) != wanted) {
            throw damaged("the checksum of " + ofWhat + " is another");
        }
    }

    void remember(String text) {
        if (shared.size() < Layout.MOST_SHARED) {
            shared.add(text);
        }
    }

    String sharedText(long number) throws CheckpointException {
        if (number >= shared.size()) {
            throw damaged("it refers to a text that it does not have");
        }
        return shared.get((int) number);
    }
}
