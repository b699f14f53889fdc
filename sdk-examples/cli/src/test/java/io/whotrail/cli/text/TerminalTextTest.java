// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TerminalTextTest {
    private static final long SEED = 4;
    private static final Pattern ESCAPED = Pattern.compile("\\\\\\\\|\\\\u([0-9a-f]{4})");

    @Test
    void usualNamesStayAsTheyAre() {
        for (String name :
                new String[] {"alice", "Jörg Müller", "аlice", "用户", "arn:aws:iam::111122223333:user/x", ""}) {
            assertThat(TerminalText.escape(name)).isEqualTo(name);
        }
    }

    @Test
    void everyControlAndFormatCharacterIsWrittenOut() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            int type = Character.getType(codePoint);
            if (type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE) {
                assertThat(TerminalText.escape(Character.toString(codePoint))).matches("(\\\\u[0-9a-f]{4})+");
            }
        }
        assertThat(TerminalText.escape("a\u2028b\u2029c")).isEqualTo("a\\u2028b\\u2029c");
    }

    @Test
    void whatShowsNothingIsWrittenOut() {
        for (int codePoint :
                new int[] {0xA0, 0x34F, 0x115F, 0x1680, 0x180B, 0x2003, 0x2800, 0x3000, 0x3164, 0xFE0F, 0xFFA0, 0xE0100
                }) {
            assertThat(TerminalText.escape("alice" + Character.toString(codePoint)))
                    .matches("alice(\\\\u[0-9a-f]{4})+");
        }
        assertThat(TerminalText.escape("Alice Liddell")).isEqualTo("Alice Liddell");
    }

    @Test
    void noTwoTextsAreWrittenAlike() {
        var random = new Random(SEED);
        Map<String, String> texts = new HashMap<>();
        String alphabet = "\\u0ab\u001b\u202e\u200b\ud83d\ude00\n";
        for (int i = 0; i < 200_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String escaped = TerminalText.escape(text.toString());
            assertThat(unescape(escaped)).as("seed %d", SEED).isEqualTo(text.toString());
            String other = texts.put(escaped, text.toString());
            assertThat(other == null || other.contentEquals(text)).isTrue();
        }
    }

    @Test
    void aCellHasTheWidthThatItShould() {
        assertThat(TerminalText.cell("alice", 8)).isEqualTo("alice   ");
        assertThat(TerminalText.cell("用户", 8)).isEqualTo("用户    ");
        assertThat(TerminalText.fit("abcdefghijklmnop", 10)).isEqualTo("abcd…(+12)");
        assertThat(TerminalText.width(TerminalText.fit("用户用户用户用户", 10))).isLessThanOrEqualTo(10);
    }

    private static String unescape(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                        match.group(1) == null ? "\\" : String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }
}
