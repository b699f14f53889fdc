// SPDX-License-Identifier: Apache-2.0
package io.whotrail.image;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * Writes an image: {@link #begin}, sections one after the other, {@link #seal}. What is not sealed is no image. Memory does
 * not grow with the image, but for the texts that come again, whose number is bounded. One thread at a time.
 */
public final class ImageWriter {
    private final OutputStream out;
    private final MessageDigest digest = Layout.digest();
    private final Map<String, Integer> shared = new HashMap<>();
    private @Nullable SectionWriter open;
    private int sections;
    private boolean sealed;

    private ImageWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Begins an image.
     *
     * @param out where to; neither flushed before {@link #seal} nor ever closed
     * @param writer what writes it, for whoever wonders: at most 255 characters of ASCII
     * @param writtenAt when
     */
    public static ImageWriter begin(OutputStream out, String writer, Instant writtenAt) throws IOException {
        var image = new ImageWriter(out);
        var sum = new CRC32C();
        byte[] name = name(writer);
        ByteBuffer header = ByteBuffer.allocate(Layout.MAGIC_BYTES + Integer.BYTES + Long.BYTES + 1 + name.length);
        header.putLong(Layout.MAGIC).putInt(Layout.VERSION).putLong(writtenAt.getEpochSecond());
        header.put((byte) name.length).put(name);
        image.write(header, sum);
        image.write(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()), sum);
        return image;
    }

    /**
     * What a part of this library is called that writes images.
     *
     * @param part the part
     * @return the part, and the version of the library as far as that is known: not where it is on a class path
     */
    public static String writer(String part) {
        ModuleDescriptor module = ImageWriter.class.getModule().getDescriptor();
        return module == null
                ? part
                : module.rawVersion().map(version -> part + ' ' + version).orElse(part);
    }

    private static byte[] name(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length == 0 || bytes.length > Layout.MOST_OF_NAME) {
            throw new IllegalArgumentException(
                    "a name must have 1 to " + Layout.MOST_OF_NAME + " characters, got " + bytes.length);
        }
        return bytes;
    }

    /**
     * Ends the section before, if any, and begins another.
     *
     * @param name at most 255 characters of ASCII; whoever reads the image asks for sections in the order they were written
     */
    public SectionWriter section(String name) throws IOException {
        endSection();
        byte[] bytes = name(name);
        var section = new SectionWriter(this);
        ByteBuffer header = ByteBuffer.allocate(2 + bytes.length);
        header.put((byte) Layout.SECTION).put((byte) bytes.length).put(bytes);
        write(header, section.sum());
        open = section;
        sections++;
        return section;
    }

    private void endSection() throws IOException {
        if (sealed) {
            throw new IllegalStateException("the image is sealed: nothing more can be written to it");
        }
        if (open != null) {
            open.end();
            open = null;
        }
    }

    /** Ends the last section, writes the digest of all that was written, and flushes. */
    public void seal() throws IOException {
        endSection();
        sealed = true;
        ByteBuffer trailer = ByteBuffer.allocate(1 + Integer.BYTES);
        trailer.put((byte) Layout.TRAILER).putInt(sections);
        digest.update(trailer.array());
        out.write(trailer.array());
        out.write(digest.digest());
        out.flush();
    }

    void write(ByteBuffer filled, Checksum sum) throws IOException {
        var bytes = new byte[filled.flip().remaining()];
        filled.get(bytes);
        write(bytes, bytes.length, sum);
    }

    void write(byte[] bytes, int length, Checksum sum) throws IOException {
        sum.update(bytes, 0, length);
        digest.update(bytes, 0, length);
        out.write(bytes, 0, length);
    }

    /** The number of a text that was written before; else {@code null}, and it has one from now on if there is room. */
    @Nullable
    Integer numberOf(String text) {
        Integer known = shared.get(Objects.requireNonNull(text));
        if (known == null && shared.size() < Layout.MOST_SHARED) {
            shared.put(text, shared.size());
        }
        return known;
    }
}
