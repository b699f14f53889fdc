// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.ImageReader;
import io.whotrail.image.ImageWriter;
import io.whotrail.image.SectionReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** What somebody makes of a checkpoint who takes pains: other content, and the checksums right. */
public final class Resealed {
    private Resealed() {}

    public static byte[] of(byte[] image, Consumer<byte[]> change) throws IOException, CheckpointException {
        ImageReader in = ImageReader.begin(new ByteArrayInputStream(image));
        var bytes = new ByteArrayOutputStream();
        ImageWriter out = ImageWriter.begin(bytes, in.writer(), in.writtenAt());
        for (SectionReader section = in.next(); section != null; section = in.next()) {
            byte[] content = section.stream().readAllBytes();
            change.accept(content);
            out.section(section.name()).write(content);
        }
        out.seal();
        return bytes.toByteArray();
    }
}
