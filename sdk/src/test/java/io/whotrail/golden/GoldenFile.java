// SPDX-License-Identifier: Apache-2.0
package io.whotrail.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A text that is kept under version control and compared with what the code says now, so that each change of it is a
 * visible diff. {@code -Dgolden.update=true} writes the text instead.
 *
 * @param path where the text is kept, relative to the module's folder
 */
public record GoldenFile(Path path) {
    private static final String UPDATE = "golden.update";

    /**
     * A golden file of the module under test.
     *
     * @param path relative to the module's folder
     * @return the golden file
     */
    public static GoldenFile at(String path) {
        return new GoldenFile(Path.of(System.getProperty("basedir", "")).resolve(path));
    }

    /**
     * Compares the kept text with the text of now, line by line.
     *
     * @param actual the text of now
     * @throws AssertionError if they differ; the message shows how, and how to accept the change
     */
    public void assertMatches(String actual) {
        try {
            if (Boolean.getBoolean(UPDATE)) {
                Files.createDirectories(path.toAbsolutePath().getParent());
                Files.writeString(path, actual);
                return;
            }
            List<String> kept = Files.exists(path) ? Files.readAllLines(path) : List.of();
            List<String> now = actual.lines().toList();
            if (!kept.equals(now)) {
                throw new AssertionError(path + " (-) is not what the code says now (+):\n"
                        + LineDiff.between(kept, now)
                        + "If the change is meant, run the same test with -D" + UPDATE + "=true and commit the file.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
