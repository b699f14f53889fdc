// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of a batch, made in memory before any of them goes out. For one thread. */
final class LineBuffer {
    private static final JsonFactory JSON = new JsonFactory();
    /** What one unusual batch took is given back after it. */
    private static final int KEPT_BYTES = 1 << 20;

    private final LineFormat format;
    private Lines lines = new Lines();
    private JsonGenerator json = generator();

    LineBuffer(LineFormat format) {
        this.format = format;
    }

    private JsonGenerator generator() {
        try {
            JsonGenerator made =
                    JSON.createGenerator(new EscapingWriter(new OutputStreamWriter(lines, StandardCharsets.UTF_8)));
            made.setRootValueSeparator(null);
            return made;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Puts the lines of a batch in place of those that are there. */
    void set(List<SinkEntry> batch) {
        clear();
        batch.forEach(this::add);
    }

    void add(SinkEntry entry) {
        try {
            format.write(entry, json);
            json.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void clear() {
        if (lines.size() > KEPT_BYTES || !json.getOutputContext().inRoot()) {
            lines = new Lines();
            json = generator();
        }
        lines.reset();
    }

    int size() {
        return lines.size();
    }

    void writeTo(OutputStream out) throws IOException {
        lines.writeTo(out);
    }

    byte[] toByteArray() {
        return lines.toByteArray();
    }

    ByteBuffer bytes() {
        return lines.bytes();
    }

    /** Bytes that can be written without a copy. */
    private static final class Lines extends ByteArrayOutputStream {
        ByteBuffer bytes() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
