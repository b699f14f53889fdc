// SPDX-License-Identifier: Apache-2.0
package io.whotrail.gzip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a member's header nothing is believed, and every field has its bound. */
class GzipHeaderTest {
    private static final int LONGEST = 5;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    /** A header with the fields that its flags name, each of a length; the checksum is right. */
    private static byte[] header(int flags, int length) {
        var header = new ByteArrayOutputStream();
        header.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 5, 6});
        if ((flags & EXTRA) != 0) {
            header.write(length);
            header.write(0);
            header.writeBytes("x".repeat(length).getBytes(StandardCharsets.US_ASCII));
        }
        for (int text : new int[] {NAME, COMMENT}) {
            if ((flags & text) != 0) {
                header.writeBytes("x".repeat(length).getBytes(StandardCharsets.US_ASCII));
                header.write(0);
            }
        }
        if ((flags & HEADER_CRC) != 0) {
            var crc = new CRC32();
            crc.update(header.toByteArray());
            header.write((int) crc.getValue());
            header.write((int) crc.getValue() >> 8);
        }
        return header.toByteArray();
    }

    private static CompressedInput in(byte[] bytes) {
        return new CompressedInput(new ByteArrayInputStream(bytes), new byte[7]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, HEADER_CRC, EXTRA, NAME, COMMENT, HEADER_CRC | EXTRA | NAME | COMMENT, 1})
    void aHeaderIsReadOverToItsEnd(int flags) throws IOException, GzipHeaderException {
        for (int length = 0; length <= LONGEST; length++) {
            byte[] header = header(flags, length);
            CompressedInput in = in(header);
            GzipHeader.skip(in, LONGEST);

            assertThat(in.consumed()).isEqualTo(header.length);
            assertThat(in.peek()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {EXTRA, NAME, COMMENT})
    void aFieldOfAByteMoreThanIsAllowedIsTooLong(int flag) {
        assertThatThrownBy(() -> GzipHeader.skip(in(header(flag, LONGEST + 1)), LONGEST))
                .isInstanceOfSatisfying(
                        GzipHeaderException.class,
                        tooLong -> assertThat(tooLong.isTooLong()).isTrue())
                .hasMessage("has a gzip header field of more than 5 bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 31, has no gzip header where one must be",
        "1, 139, has no gzip header where one must be",
        "2, 8, has a gzip member that is not compressed by deflate",
        "4, 1, has a gzip header whose checksum is wrong",
        "10, 0, has a gzip header whose checksum is wrong"
    })
    void aByteThatIsAnotherIsCorruption(int at, int before, String problem) {
        byte[] header = header(HEADER_CRC, 0);
        header[at] = (byte) (header[at] ^ 0x40);

        assertThatThrownBy(() -> GzipHeader.skip(in(header), LONGEST))
                .isInstanceOfSatisfying(
                        GzipHeaderException.class,
                        corrupt -> assertThat(corrupt.isTooLong()).isFalse())
                .hasMessage(problem);
    }

    @Test
    void aReservedFlagIsCorruption() {
        assertThatThrownBy(() -> GzipHeader.skip(in(header(0x20, 0)), LONGEST))
                .isInstanceOf(GzipHeaderException.class)
                .hasMessage("has a gzip header with reserved flags set");
    }

    @Test
    void theChecksumOfALaterHeaderDoesNotCountWhatCameBefore() throws IOException, GzipHeaderException {
        var two = new ByteArrayOutputStream();
        two.writeBytes(new byte[] {42, 43});
        two.writeBytes(header(HEADER_CRC, 0));
        CompressedInput in = in(two.toByteArray());
        in.take();
        in.take();
        GzipHeader.skip(in, LONGEST);

        assertThat(in.consumed()).isEqualTo(two.size());
    }
}
