// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The lines of a batch, made in memory before any of them goes out. For one thread. */
final class LineBuffer {
    /** What one unusual batch took is given back after it. */
    private static final int KEPT_BYTES = 1 << 20;

    private final LineFormat format;
    private final RecentAnswers recent;
    private LineBytes lines = new LineBytes();
    private JsonLine json;

    LineBuffer(LineFormat format) {
        this(format, RecentAnswers.create());
    }

    LineBuffer(LineFormat format, RecentAnswers recent) {
        this.format = format;
        this.recent = recent;
        this.json = generator(lines);
    }

    private JsonLine generator(LineBytes out) {
        try {
            return new JsonLine(out, format.spelling(), recent);
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
            lines = new LineBytes();
            json = generator(lines);
        }
        lines.clear();
    }

    int size() {
        return lines.size();
    }

    void writeTo(OutputStream out) throws IOException {
        lines.writeTo(out);
    }

    byte[] toByteArray() {
        return lines.copy(0);
    }
}
