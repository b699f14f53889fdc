// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;

/** The header of one gzip member (RFC 1952): read over, with every field bounded and its checksum checked. */
final class GzipHeader {
    static final int MAGIC_1 = 0x1f;
    static final int MAGIC_2 = 0x8b;

    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;
    /** Modification time, extra flags, operating system. */
    private static final int FIXED_REST = 6;

    private GzipHeader() {}

    /** Reads over a header; a reason to stop comes as an exception, the end of the input as {@code EOFException}. */
    static void skip(CompressedInput in, int maximumFieldBytes) throws IOException, MalformedRecord {
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

    private static void skipExtra(CompressedInput in, int maximumFieldBytes) throws IOException, MalformedRecord {
        int length = in.takeShort();
        if (length > maximumFieldBytes) {
            throw tooLong(maximumFieldBytes);
        }
        for (int i = 0; i < length; i++) {
            in.take();
        }
    }

    private static void skipText(CompressedInput in, int maximumFieldBytes) throws IOException, MalformedRecord {
        for (int length = 0; in.take() != 0; ) {
            if (++length > maximumFieldBytes) {
                throw tooLong(maximumFieldBytes);
            }
        }
    }

    private static MalformedRecord corrupt(String problem) {
        return new MalformedRecord(RejectReason.CORRUPT_GZIP, "", 0, problem);
    }

    private static MalformedRecord tooLong(int maximumFieldBytes) {
        return new MalformedRecord(
                RejectReason.GZIP_HEADER_TOO_LONG,
                "",
                0,
                MalformedRecord.breach(
                        "has a gzip header field of more bytes", maximumFieldBytes, "maximumGzipHeaderBytes"));
    }
}
