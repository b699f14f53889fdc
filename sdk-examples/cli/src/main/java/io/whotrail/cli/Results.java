// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the lines of a run go.
 *
 * @param lines where answers go
 * @param rejects where rejected records go
 */
record Results(OutputStream lines, OutputStream rejects) implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Opens what the command line names.
     *
     * @param out the file for answers; {@code null} for standard output
     * @param standardOutput standard output
     * @param rejects the file for rejected records; {@code null} for none
     */
    static Results open(@Nullable Path out, OutputStream standardOutput, @Nullable Path rejects) throws IOException {
        OutputStream lines = out == null ? standardOutput : Files.newOutputStream(out);
        try {
            return new Results(
                    new BufferedOutputStream(lines, BUFFER_BYTES),
                    rejects == null
                            ? OutputStream.nullOutputStream()
                            : new BufferedOutputStream(Files.newOutputStream(rejects), BUFFER_BYTES));
        } catch (IOException failure) {
            lines.close();
            throw failure;
        }
    }

    void flush() throws IOException {
        lines.flush();
        rejects.flush();
    }

    @Override
    public void close() throws IOException {
        try (lines) {
            rejects.close();
        }
    }
}
