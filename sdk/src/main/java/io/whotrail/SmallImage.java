// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import io.whotrail.image.ImageReader;
import io.whotrail.image.ImageWriter;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;

/**
 * An image of one section in memory, for what is sent from process to process.
 *
 * @param name what it holds, in words
 */
record SmallImage(String name) {
    /** Writes what it holds. */
    @FunctionalInterface
    interface Content {
        void write(SectionWriter out) throws IOException;
    }

    /** Reads what it holds. */
    @FunctionalInterface
    interface Reading<T> {
        T read(SectionReader in) throws IOException, CheckpointException;
    }

    byte[] write(Content content) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageWriter image = ImageWriter.begin(bytes, "whotrail-sdk " + name, Instant.EPOCH);
            content.write(image.section(name));
            image.seal();
        } catch (IOException impossible) {
            throw new IllegalStateException("memory takes all that is written", impossible);
        }
        return bytes.toByteArray();
    }

    <T> T read(byte[] bytes, Reading<T> reading) throws CheckpointException {
        try {
            ImageReader image = ImageReader.begin(new ByteArrayInputStream(bytes));
            T content = reading.read(image.section(name));
            image.end();
            return content;
        } catch (IOException impossible) {
            throw new CheckpointException(Reason.DAMAGED, "the " + name + " cannot be read", impossible);
        } catch (RuntimeException impossible) {
            throw new CheckpointException(
                    Reason.DAMAGED, "the " + name + " is damaged: it holds what cannot be", impossible);
        }
    }
}
