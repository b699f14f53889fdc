// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes come a line at a time at most, in whatever pieces they arrive, and the next document is found again. */
final class LineInputTest {
    private static final long MUCH = 1 << 20;

    /** Hands out a few bytes at a time. */
    private static InputStream inPieces(byte[] bytes, int size) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, size));
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static LineInput of(String text, int size) {
        return new LineInput(inPieces(bytes(text), size), MUCH);
    }

    private static String next(LineInput in) throws IOException {
        var into = new byte[16];
        int count = in.read(into, 2, 10);
        return count < 0 ? "end" : new String(into, 2, count, StandardCharsets.ISO_8859_1);
    }

    @Test
    void aReadEndsWithTheLine() throws IOException {
        LineInput in = of("one\ntwo\n\nlast and long", 100);
        assertThat(next(in)).isEqualTo("one\n");
        assertThat(in.position()).isEqualTo(4);
        assertThat(next(in)).isEqualTo("two\n");
        assertThat(next(in)).isEqualTo("\n");
        assertThat(next(in)).isEqualTo("last and l");
        assertThat(next(in)).isEqualTo("ong");
        assertThat(next(in)).isEqualTo("end");
        assertThat(in.position()).isEqualTo(22);
    }

    @Test
    void nothingThatIsAskedForIsNothingEvenAtTheEnd() throws IOException {
        LineInput begun = of("{", 1);
        assertThat(begun.read(new byte[1], 0, 0)).isZero();
        assertThat(begun.toNextDocument()).as("still where the line begins").isTrue();
        LineInput in = of("x", 1);
        assertThat(in.read()).isEqualTo('x');
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(new byte[1], 0, 0)).isZero();
        assertThat(in.read(new byte[1], 0, 1)).isEqualTo(-1);
    }

    @Test
    void oneByteIsANumberWithoutSign() throws IOException {
        LineInput in = of("\u00FF\n{", 100);
        assertThat(in.read()).isEqualTo(0xFF);
        assertThat(in.read()).isEqualTo('\n');
        assertThat(in.position()).isEqualTo(2);
        assertThat(in.toNextDocument()).as("after a line's end").isTrue();
        assertThat(of("x{", 1).read()).isEqualTo('x');
        LineInput within = of("x{", 100);
        within.read();
        assertThat(within.toNextDocument()).as("within a line").isFalse();
    }

    @ParameterizedTest(name = "{0}: byte {1} at {2}")
    @CsvSource({
        "'{', 123, 0",
        "' \t\r\n{', 123, 4",
        "'\u00EF\u00BB\u00BF{', 123, 3",
        "' \u00EF\u00BB\u00BF', 191, 3",
        "'\u00FE\u00FF', 254, 0",
        "'\u0000{', 0, 0",
        "'   \u0000{', 0, 3",
        "'    \u0000{', 123, 5",
        "'!', 33, 0",
        "' ', -1, 1",
        "'', -1, 0"
    })
    void whiteSpaceAndTheMarkOfUtf8ArePassedOver(String text, int first, long position) throws IOException {
        for (int size = 1; size <= 8; size++) {
            LineInput in = of(text, size);
            assertThat(in.firstSignificant()).isEqualTo(first);
            assertThat(in.position()).isEqualTo(position);
        }
    }

    @Test
    void whatIsPassedOverIsStillOfItsLine() throws IOException {
        LineInput indented = of(" {\n[", 100);
        indented.firstSignificant();
        assertThat(indented.toNextDocument()).isTrue();
        assertThat(indented.position()).isEqualTo(3);
        LineInput below = of(" \n{\n[", 100);
        below.firstSignificant();
        assertThat(below.toNextDocument()).isTrue();
        assertThat(below.position()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void theNextDocumentBeginsALine(int size) throws IOException {
        LineInput in = of("{ bad { [\n {\nx[\n[good]\n{better}\nrest", size);
        assertThat(in.read()).isEqualTo('{');
        assertThat(in.toNextDocument()).isTrue();
        assertThat(in.position()).isEqualTo(16);
        assertThat(in.read()).isEqualTo('[');
        assertThat(in.toNextDocument()).isTrue();
        assertThat(in.position()).isEqualTo(23);
        assertThat(in.read()).isEqualTo('{');
        assertThat(in.toNextDocument()).isFalse();
        assertThat(in.position()).isEqualTo(36);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void oneByteMoreThanIsAllowedIsTooMuch(int size) throws IOException {
        assertThat(new LineInput(inPieces(bytes("12345"), size), 5).readAllBytes())
                .hasSize(5);
        var in = new LineInput(inPieces(bytes("12345"), size), 4);
        assertThatThrownBy(in::readAllBytes).isInstanceOf(LineInput.TooLong.class);
    }
}
