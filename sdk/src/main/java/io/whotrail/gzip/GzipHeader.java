// SPDX-License-Identifier: Apache-2.0
package io.whotrail.gzip;

import java.io.IOException;

/** The header of one gzip member (RFC 1952): read over, with every field bounded and its checksum checked. */
public final class GzipHeader {
    /** The first byte of every member. */
    public static final int MAGIC_1 = 0x1f;
    /** The second byte of every member. */
    public static final int MAGIC_2 = 0x8b;

    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;
    /** Modification time, extra flags, operating system. */
    private static final int FIXED_REST = 6;

    private GzipHeader() {}

    /**
     * Reads over a header.
     *
     * @param in where it begins
     * @param maximumFieldBytes how long a field of it may be
     * @throws GzipHeaderException if it is none, or too long
     * @throws IOException if the input fails, or ends ({@code EOFException})
     */
    public static void skip(CompressedInput in, int maximumFieldBytes) throws IOException, GzipHeaderException {
        in.startHeaderCrc();
        if (in.take() != MAGIC_1 || in.take() != MAGIC_2) {
            throw corrupt("has no gzip header where one must be");
        }
        if (in.take() != DEFLATE) {
            throw corrupt("has a gzip member that is not compressed by deflate");
        }
        int flags = in.take();
        if ((flags & RESERVED) != 0) {
            throw corrupt("has a gzip header with reserved flags set");
        }
        for (int i = 0; i < FIXED_REST; i++) {
            in.take();
        }
        if ((flags & EXTRA) != 0) {
            skipExtra(in, maximumFieldBytes);
        }
        if ((flags & NAME) != 0) {
            skipText(in, maximumFieldBytes);
        }
        if ((flags & COMMENT) != 0) {
            skipText(in, maximumFieldBytes);
        }
        if ((flags & HEADER_CRC) != 0) {
            int expected = in.headerCrc16();
            if (in.takeShort() != expected) {
                throw corrupt("has a gzip header whose checksum is wrong");
            }
        }
    }

    private static void skipExtra(CompressedInput in, int maximumFieldBytes) throws IOException, GzipHeaderException {
        int length = in.takeShort();
        if (length > maximumFieldBytes) {
            throw tooLong(maximumFieldBytes);
        }
        for (int i = 0; i < length; i++) {
            in.take();
        }
    }

    private static void skipText(CompressedInput in, int maximumFieldBytes) throws IOException, GzipHeaderException {
        for (int length = 0; in.take() != 0; ) {
            if (++length > maximumFieldBytes) {
                throw tooLong(maximumFieldBytes);
            }
        }
    }

    private static GzipHeaderException corrupt(String problem) {
        return new GzipHeaderException(problem, false);
    }

    private static GzipHeaderException tooLong(int maximumFieldBytes) {
        return new GzipHeaderException("has a gzip header field of more than " + maximumFieldBytes + " bytes", true);
    }
}
