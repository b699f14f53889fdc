// SPDX-License-Identifier: Apache-2.0
package io.whotrail.gzip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** Compressed bytes are counted as they are used up, and damage costs nothing of what came before it. */
class CompressedInputTest {
    private static byte[] deflated(byte[] bytes, Deflater deflater) {
        deflater.setInput(bytes);
        deflater.finish();
        byte[] room = new byte[bytes.length * 2 + 64];
        int length = deflater.deflate(room);
        deflater.end();
        return Arrays.copyOf(room, length);
    }

    private static byte[] letters(int count) {
        byte[] bytes = new byte[count];
        var random = new Random(5);
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(8));
        }
        return bytes;
    }

    @Test
    void whatWaitsInTheBufferCanBeGivenUpAndIsNotUsedUp() throws IOException {
        CompressedInput in = new CompressedInput(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}), new byte[4]);
        assertThat(in.take()).isOne();

        assertThat(in.discard()).isEqualTo(3);
        assertThat(in.consumed()).isOne();
        assertThat(in.discard()).isZero();
        assertThat(in.peek()).isEqualTo(5);
        assertThat(in.take()).isEqualTo(5);
        assertThat(in.peek()).isEqualTo(-1);
        assertThatThrownBy(in::take).isInstanceOf(EOFException.class);
    }

    @Test
    void numbersAreLeastSignificantByteFirstAndNotNegative() throws IOException {
        byte[] bytes = {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 2};
        CompressedInput in = new CompressedInput(new ByteArrayInputStream(bytes), new byte[3]);

        assertThat(in.takeInt()).isEqualTo(0xffff_fffeL);
        assertThat(in.takeShort()).isEqualTo(0x0201);
        assertThat(in.consumed()).isEqualTo(6);
    }

    @Test
    void onceClosedTheBufferHoldsNothingAndTheStreamIsClosed() throws IOException {
        var closed = new AtomicBoolean();
        byte[] buffer = new byte[4];
        CompressedInput in = new CompressedInput(
                new ByteArrayInputStream(new byte[] {1, 2, 3, 4}) {
                    @Override
                    public void close() {
                        closed.set(true);
                    }
                },
                buffer);
        in.take();
        in.close();

        assertThat(buffer).containsOnly(0);
        assertThat(closed).isTrue();
        assertThat(in.discard()).isZero();
    }

    @Test
    void whatCameOutBeforeTheDamageIsHandedOut() throws IOException {
        byte[] plain = letters(20_000);
        byte[] damaged = deflated(plain, new Deflater(Deflater.BEST_COMPRESSION, true));
        for (int at = damaged.length / 2; at < damaged.length / 2 + 40; at++) {
            damaged[at] = (byte) 0xff;
        }
        CompressedInput in = new CompressedInput(new ByteArrayInputStream(damaged), new byte[64]);
        var inflater = new Inflater(true);
        byte[] out = new byte[plain.length * 2];
        int[] length = {0};
        assertThatThrownBy(() -> {
                    while (length[0] < out.length) {
                        int count = in.inflate(inflater, out, length[0], 100);
                        assertThat(count).isBetween(1, 100);
                        length[0] += count;
                    }
                })
                .isInstanceOf(DataFormatException.class);
        assertThatThrownBy(() -> in.inflate(inflater, out, 0, 100)).isInstanceOf(DataFormatException.class);

        assertThat(length[0]).isGreaterThan(plain.length / 4);
        assertThat(Arrays.copyOf(out, plain.length / 4)).isEqualTo(Arrays.copyOf(plain, plain.length / 4));
        inflater.end();
    }

    @Test
    void dataThatNeedADictionaryAreDamaged() {
        var deflater = new Deflater();
        deflater.setDictionary(letters(100));
        byte[] bytes = deflated(letters(300), deflater);
        var inflater = new Inflater();

        assertThatThrownBy(() -> new CompressedInput(new ByteArrayInputStream(bytes), new byte[64])
                        .inflate(inflater, new byte[10], 0, 10))
                .isInstanceOf(DataFormatException.class);
        inflater.end();
    }

    @Test
    void theEndOfTheStreamIsNotTheEndOfTheData() throws IOException, DataFormatException {
        byte[] whole = deflated(letters(300), new Deflater(Deflater.DEFAULT_COMPRESSION, true));
        CompressedInput cut =
                new CompressedInput(new ByteArrayInputStream(Arrays.copyOf(whole, whole.length - 5)), new byte[16]);
        var inflater = new Inflater(true);
        assertThatThrownBy(() -> {
                    byte[] out = new byte[50];
                    while (cut.inflate(inflater, out, 0, out.length) > 0) {
                        assertThat(cut.consumed()).isPositive();
                    }
                })
                .isInstanceOf(EOFException.class);
        inflater.end();

        byte[] withMore = Arrays.copyOf(whole, whole.length + 8);
        CompressedInput in = new CompressedInput(new ByteArrayInputStream(withMore), new byte[16]);
        var another = new Inflater(true);
        byte[] out = new byte[400];
        int length = 0;
        for (int count = 1; count > 0; length += count) {
            count = in.inflate(another, out, length, out.length - length);
        }
        assertThat(Arrays.copyOf(out, length)).isEqualTo(letters(300));
        assertThat(in.consumed()).isEqualTo(whole.length);
        another.end();
    }
}
