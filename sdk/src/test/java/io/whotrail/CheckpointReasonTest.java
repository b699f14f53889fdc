// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.whotrail.checkpoint.CheckpointException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** There is a checkpoint for every reason for which one is refused. */
final class CheckpointReasonTest {
    private static byte[] image() throws IOException {
        var image = new ByteArrayOutputStream();
        Answers.builder(new Answers()).build().snapshot(image);
        return image.toByteArray();
    }

    private static byte[] refused(CheckpointException.Reason reason) throws IOException {
        byte[] image = image();
        switch (reason) {
            case NOT_A_CHECKPOINT -> image[0]++;
            case NEWER_VERSION -> image = newer(image);
            case INCOMPLETE -> image = Arrays.copyOf(image, image.length - 1);
            case DAMAGED -> image[image.length / 2]++;
            case DIFFERENT_SETTINGS -> {
                // The image is as it should be; the attributor has another seed.
            }
        }
        return image;
    }

    /** A header of the next format, with who wrote it. */
    private static byte[] newer(byte[] image) {
        var header = ByteBuffer.allocate(64);
        header.put(image, 0, Long.BYTES)
                .putInt(ByteBuffer.wrap(image).getInt(Long.BYTES) + 1)
                .putLong(0)
                .put((byte) 5)
                .put("w 9.0".getBytes(StandardCharsets.US_ASCII));
        var sum = new CRC32C();
        sum.update(header.array(), 0, header.position());
        return header.putInt((int) sum.getValue()).array();
    }

    @ParameterizedTest
    @EnumSource
    void isReached(CheckpointException.Reason reason) throws IOException {
        byte[] image = refused(reason);
        Attributor.Builder builder = Answers.builder(new Answers());
        Attributor.Builder other =
                reason == CheckpointException.Reason.DIFFERENT_SETTINGS ? builder.hashSeed(1) : builder;
        CheckpointException refusal =
                catchThrowableOfType(CheckpointException.class, () -> other.restore(new ByteArrayInputStream(image)));
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal).hasMessageNotContaining("null");
    }
}
