// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import io.whotrail.gzip.CompressedInput;
import io.whotrail.gzip.GzipHeader;
import io.whotrail.gzip.GzipHeaderException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The content of a gzip file of one member, as CloudTrail writes them, and the hash of it: computed on the very bytes that
 * are handed out. What stands behind the member is never handed out. For one thread.
 */
final class SingleMember extends InputStream {
    private static final int BUFFER_BYTES = 32 << 10;

    private static final int MAXIMUM_HEADER_FIELD = 1 << 10;

    private final CompressedInput in;
    private final long maximum;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final MessageDigest sha256 = sha256();
    private boolean begun;
    private boolean ended;
    private boolean trailing;
    private @Nullable String damage;

    /**
     * Opens a file's bytes.
     *
     * @param in the bytes, closed with this
     * @param maximum how many bytes may be inflated
     */
    SingleMember(InputStream in, long maximum) {
        this.in = new CompressedInput(in, new byte[BUFFER_BYTES]);
        this.maximum = maximum;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length == 0 || ended) {
            return length == 0 ? 0 : -1;
        }
        try {
            if (!begun) {
                begun = true;
                GzipHeader.skip(in, MAXIMUM_HEADER_FIELD);
            }
            int count = in.inflate(inflater, bytes, from, length);
            if (count == 0) {
                end();
                return -1;
            }
            crc.update(bytes, from, count);
            sha256.update(bytes, from, count);
            if (inflater.getBytesWritten() > maximum) {
                fail("is longer than " + maximum + " bytes");
            }
            return count;
        } catch (GzipHeaderException | DataFormatException corrupt) {
            fail("cannot be decompressed");
        } catch (EOFException cut) {
            fail("ends in the middle of its compressed data");
        }
        return -1;
    }

    private void end() throws IOException {
        ended = true;
        long expectedCrc = in.takeInt();
        long expectedSize = in.takeInt();
        if (expectedCrc != crc.getValue() || expectedSize != (inflater.getBytesWritten() & 0xffff_ffffL)) {
            fail("has a checksum or length that is not that of its data");
        }
        trailing = in.peek() >= 0;
    }

    private void fail(String problem) {
        ended = true;
        damage = problem;
    }

    /** What is wrong with the compression, once all was read; {@code null} for nothing. */
    @Nullable
    String damage() {
        return damage;
    }

    /** Whether something stands behind the member, once all was read. */
    boolean hasTrailingData() {
        return trailing;
    }

    /** The hash of all that was handed out. */
    byte[] hash() {
        return sha256.digest();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        inflater.end();
        in.close();
    }
}
