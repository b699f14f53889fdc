// SPDX-License-Identifier: Apache-2.0
package io.whotrail.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import io.whotrail.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What is written to an image comes back as it was, and what was not written is refused. */
class ImageTest {
    private static final Instant THEN = Instant.parse("2026-03-02T12:00:00Z");

    private static byte[] small() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageWriter image = ImageWriter.begin(out, "test", THEN);
        SectionWriter first = image.section("first");
        first.writeText("alice");
        first.writeText("alice");
        first.writeCount(300);
        image.section("empty");
        SectionWriter last = image.section("last");
        last.writeText("alice");
        last.writeNumber(-1);
        image.seal();
        return out.toByteArray();
    }

    private static void verify(byte[] image) throws IOException, CheckpointException {
        ImageReader.verify(new ByteArrayInputStream(image));
    }

    private static Reason refusal(byte[] image) throws IOException {
        try {
            verify(image);
        } catch (CheckpointException refused) {
            return refused.reason();
        }
        throw new AssertionError("not refused: " + Arrays.toString(image));
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException, CheckpointException {
        ImageReader image = ImageReader.begin(new ByteArrayInputStream(small()));
        assertThat(image.writer()).isEqualTo("test");
        assertThat(image.writtenAt()).isEqualTo(THEN);
        SectionReader first = image.section("first");
        assertThat(first.readText()).isEqualTo("alice");
        assertThat(first.readText()).isEqualTo("alice");
        assertThat(first.readCount()).isEqualTo(300);
        image.section("empty");
        SectionReader last = image.section("last");
        assertThat(last.readText()).isEqualTo("alice");
        assertThat(last.readNumber()).isEqualTo(-1);
        image.end();
    }

    @ParameterizedTest
    @Seeds(10)
    void everyNumberAndTextComesBackAsItWas(Random random) throws IOException, CheckpointException {
        long[] numbers =
                random.longs(2_000).map(number -> number >> random.nextInt(64)).toArray();
        List<String> texts = random.ints(500, 0, 400)
                .mapToObj(length -> random.ints(length, 0, 1 << (1 + random.nextInt(16)))
                        .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                        .toString())
                .toList();
        var out = new ByteArrayOutputStream();
        ImageWriter image = ImageWriter.begin(out, "test", THEN);
        SectionWriter section = image.section("all");
        for (long number : numbers) {
            section.writeNumber(number);
            section.writeLong(number);
            section.writeCount(number & Long.MAX_VALUE);
            section.writeBoolean(number < 0);
        }
        for (String text : texts) {
            section.writeText(text);
            section.writeOwnText(text);
            section.writeOwnText(null);
        }
        image.seal();
        ImageReader again = ImageReader.begin(new ByteArrayInputStream(out.toByteArray()));
        SectionReader read = again.section("all");
        for (long number : numbers) {
            assertThat(read.readNumber()).isEqualTo(number);
            assertThat(read.readLong()).isEqualTo(number);
            assertThat(read.readCount()).isEqualTo(number & Long.MAX_VALUE);
            assertThat(read.readBoolean()).isEqualTo(number < 0);
        }
        for (String text : texts) {
            assertThat(read.readText()).isEqualTo(text);
            assertThat(read.readText()).isEqualTo(text);
            assertThat(read.readText()).isNull();
        }
        again.end();
    }

    @Test
    void anImageMayHoldAnother() throws IOException, CheckpointException {
        var out = new ByteArrayOutputStream();
        ImageWriter image = ImageWriter.begin(out, "test", THEN);
        image.section("inner").write(small());
        image.seal();
        ImageReader outer = ImageReader.begin(new ByteArrayInputStream(out.toByteArray()));
        ImageReader.verify(outer.section("inner").stream());
        outer.end();
    }

    @Test
    void everyChangeOfAByteIsFound() throws IOException {
        byte[] image = small();
        for (int at = 0; at < image.length; at++) {
            for (int flip = 1; flip < 256; flip++) {
                byte[] changed = image.clone();
                changed[at] ^= (byte) flip;
                if (refusal(changed) == Reason.NEWER_VERSION) {
                    throw new AssertionError("taken for another version: byte " + at);
                }
            }
        }
    }

    @Test
    void everyCutIsFound() throws IOException {
        byte[] image = small();
        for (int length = 0; length < image.length; length++) {
            assertThat(refusal(Arrays.copyOf(image, length))).as("%s", length).isEqualTo(Reason.INCOMPLETE);
        }
    }

    @Test
    void whatFollowsTheEndIsFound() throws IOException {
        byte[] image = small();
        assertThat(refusal(Arrays.copyOf(image, image.length + 1))).isEqualTo(Reason.DAMAGED);
    }

    @Test
    void anotherFileIsNoCheckpoint() throws IOException {
        assertThat(refusal("{\"Records\":[]}".getBytes(StandardCharsets.UTF_8))).isEqualTo(Reason.NOT_A_CHECKPOINT);
    }

    @Test
    void aNewerVersionSaysWhoWroteItAndWhatCanBeRead() {
        var header = ByteBuffer.allocate(64);
        header.putLong(Layout.MAGIC)
                .putInt(7)
                .putLong(0)
                .put((byte) 5)
                .put("w 9.0".getBytes(StandardCharsets.US_ASCII));
        var sum = new CRC32C();
        sum.update(header.array(), 0, header.position());
        header.putInt((int) sum.getValue());
        assertThatThrownBy(() -> verify(header.array()))
                .isInstanceOfSatisfying(
                        CheckpointException.class,
                        newer -> assertThat(newer.reason()).isEqualTo(Reason.NEWER_VERSION))
                .hasMessageContainingAll("w 9.0", "format 7", "up to 1");
    }

    @ParameterizedTest
    @Seeds(50)
    void garbageIsRefused(Random random) throws IOException {
        byte[] image = small();
        for (int i = 0; i < 50; i++) {
            byte[] garbage = image.clone();
            int from = random.nextInt(image.length);
            byte[] some = new byte[1 + random.nextInt(image.length - from)];
            random.nextBytes(some);
            System.arraycopy(some, 0, garbage, from, some.length);
            if (!Arrays.equals(garbage, image)) {
                refusal(garbage);
            }
        }
    }

    /** An image that claims a text of two thousand million bytes, and has a few. */
    @Test
    void aClaimedLengthTakesNoMemory() throws IOException, CheckpointException {
        var out = new ByteArrayOutputStream();
        ImageWriter image = ImageWriter.begin(out, "test", THEN);
        SectionWriter section = image.section("text");
        section.writeCount(Layout.OWN_TEXT);
        section.writeCount(Integer.MAX_VALUE);
        section.write(new byte[100]);
        image.seal();
        SectionReader read =
                ImageReader.begin(new ByteArrayInputStream(out.toByteArray())).section("text");
        assertThatThrownBy(read::readText).isInstanceOf(CheckpointException.class);
    }

    @Test
    void whatIsLeftUnreadIsFound() throws IOException, CheckpointException {
        ImageReader image = ImageReader.begin(new ByteArrayInputStream(small()));
        image.section("first");
        assertThatThrownBy(() -> image.section("empty"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("more than is known");
    }

    @Test
    void aFailureToReadIsNoDamage() throws IOException {
        byte[] image = small();
        for (int before = 0; before < image.length; before++) {
            var broken = new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("no disk");
                }

                @Override
                public int read(byte[] into, int from, int count) throws IOException {
                    return read();
                }
            };
            var some = new ByteArrayInputStream(image, 0, before);
            assertThatThrownBy(() -> ImageReader.verify(new SequenceInputStream(some, broken)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no disk");
        }
    }

    @Test
    void aLongSectionTakesNoMoreMemoryThanAShortOne() throws IOException {
        long[] written = {0};
        ImageWriter image = ImageWriter.begin(
                new OutputStream() {
                    @Override
                    public void write(int oneByte) {
                        written[0]++;
                    }

                    @Override
                    public void write(byte[] bytes, int from, int count) {
                        written[0] += count;
                    }
                },
                "test",
                THEN);
        SectionWriter section = image.section("long");
        for (int i = 0; i < 1_000_000; i++) {
            section.writeLong(i);
        }
        assertThat(written[0]).isGreaterThan(8_000_000 - Layout.MOST_OF_CHUNK);
        image.seal();
        assertThat(written[0]).isBetween(8_000_000L, 8_010_000L);
    }
}
