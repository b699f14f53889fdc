// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.ImageReader;
import io.whotrail.image.ImageWriter;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import io.whotrail.source.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything as of one moment: how far each source was read, where the output stood, and what the attributor knew.
 *
 * @param attributor what the attributor knew; {@code null} of one that is to be written
 * @param positions how far each source was read, by its name
 * @param outputMark where the output stood; {@code null} where the sink takes nothing back
 */
record Checkpoint(
        @Nullable Attributor attributor,
        Map<String, SourcePosition> positions,
        @Nullable String outputMark) {
    private static final String WRITER = "whotrail pipeline";
    private static final String PIPELINE = "pipeline";
    private static final String ENGINE = "engine";
    private static final int MOST_SOURCES = 1 << 16;

    /** Writes the attributor's state. */
    @FunctionalInterface
    interface EngineWriter {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Makes an attributor of its state. */
    @FunctionalInterface
    interface EngineReader {
        Attributor read(InputStream in) throws IOException, CheckpointException;
    }

    void writeTo(OutputStream out, Instant now, EngineWriter engine) throws IOException {
        ImageWriter image = ImageWriter.begin(out, ImageWriter.writer(WRITER), now);
        SectionWriter section = image.section(PIPELINE);
        section.writeOwnText(outputMark);
        section.writeCount(positions.size());
        for (Map.Entry<String, SourcePosition> position : positions.entrySet()) {
            section.writeOwnText(position.getKey());
            section.writeOwnText(position.getValue().text());
        }
        engine.writeTo(image.section(ENGINE));
        image.seal();
    }

    static Checkpoint read(InputStream in, EngineReader engine) throws IOException, CheckpointException {
        ImageReader image = ImageReader.begin(in);
        SectionReader section = image.section(PIPELINE);
        String mark = section.readText();
        var positions = new TreeMap<String, SourcePosition>();
        for (int left = section.readCount(MOST_SOURCES); left > 0; left--) {
            String name = section.readTextOrFail();
            String text = section.readTextOrFail();
            if (text.length() > SourcePosition.MAXIMUM_LENGTH) {
                throw section.damaged("a position is too long");
            }
            positions.put(name, new SourcePosition(text));
        }
        try {
            Attributor attributor = engine.read(image.section(ENGINE).stream());
            image.end();
            return new Checkpoint(attributor, positions, mark);
        } catch (IOException failure) {
            SectionReader.rethrow(failure);
            throw failure;
        }
    }
}
