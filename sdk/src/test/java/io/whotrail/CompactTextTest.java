// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Names are kept in bytes, and are what they were when they are read again. */
final class CompactTextTest {
    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int most = 1 << 1 + random.nextInt(16);
            text.append((char) random.nextInt(most));
        }
        return text.toString();
    }

    @Test
    void everyTextIsTheSameAgainUnpairedSurrogatesToo() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String one = "x" + (char) c;
            byte[] bytes = CompactText.of(one, 1);
            assertThat(CompactText.text("x", bytes).equals(one)).isTrue();
            assertThat(CompactText.isText(bytes, one, 1)).isTrue();
        }
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = text(random, random.nextInt(12));
            int from = random.nextInt(text.length() + 1);
            byte[] bytes = CompactText.of(text, from);
            assertThat(CompactText.text(text.substring(0, from), bytes)).isEqualTo(text);
            assertThat(CompactText.isText(bytes, text, from)).isTrue();
        }
    }

    @Test
    void aTextIsNoOther() {
        var random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            String one = text(random, random.nextInt(4));
            String other = random.nextInt(3) == 0 ? one + text(random, 1) : text(random, random.nextInt(4));
            assertThat(CompactText.isText(CompactText.of(one, 0), other, 0)).isEqualTo(one.equals(other));
            assertThat(CompactText.isText(CompactText.of(other, 0), one, 0)).isEqualTo(one.equals(other));
        }
    }
}
