// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Strict UTF-8 is what the JDK's strict decoder takes. */
class Utf8Test {
    @Test
    void everyCodePointIsValid() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE) {
                byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                if (Utf8.firstInvalid(bytes, 0, bytes.length) != -1) {
                    fail("U+%x", codePoint);
                }
            }
        }
    }

    @Test
    void allShortSequencesAreJudgedAsTheJdkJudgesThem() {
        for (int i = 0; i < 1 << 24; i += i < 1 << 16 ? 1 : 251) {
            assertSameAsJdk(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)});
        }
    }

    @Test
    void randomBytesBetweenTextsAreJudgedAsTheJdkJudgesThem() {
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = "plain text, é€😀 and more of it".getBytes(StandardCharsets.UTF_8);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x80, 0x100);
            assertSameAsJdk(bytes);
        }
    }

    private static void assertSameAsJdk(byte[] bytes) {
        int expected = -1;
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(buffer);
        } catch (CharacterCodingException invalid) {
            expected = buffer.position();
        }
        int actual = Utf8.firstInvalid(bytes, 0, bytes.length);
        if (actual != expected) {
            assertThat(actual).as("%s", HexFormat.of().formatHex(bytes)).isEqualTo(expected);
        }
    }
}
