// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** Makes gzip streams, good and bad. */
final class Gzip {
    static final int TRAILER_BYTES = 8;
    static final int HEADER_BYTES = 10;

    private Gzip() {}

    static byte[] member(String text) {
        return member(Json.utf8(text));
    }

    static byte[] member(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    /** A member with the header flags given, and the fields that they ask for. */
    static byte[] member(String text, int flags, byte[] fields, boolean headerCrc) {
        byte[] plain = member(text);
        var out = new ByteArrayOutputStream();
        out.write(plain, 0, 3);
        out.write(flags);
        out.write(plain, 4, HEADER_BYTES - 4);
        out.writeBytes(fields);
        if (headerCrc) {
            CRC32 crc = new CRC32();
            crc.update(out.toByteArray());
            out.write((int) crc.getValue());
            out.write((int) crc.getValue() >> 8);
        }
        out.write(plain, HEADER_BYTES, plain.length - HEADER_BYTES);
        return out.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
