// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * A file, as it was when it was found.
 *
 * @param path where it is
 * @param size how long it was
 * @param modified when it had last been changed
 */
record FileInput(Path path, long size, FileTime modified) implements Input {
    static FileInput of(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        return new FileInput(path, attributes.size(), attributes.lastModifiedTime());
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public void checkUnchanged() throws IOException {
        if (!of(path).equals(this)) {
            throw new IOException(name() + " changed while it was being read; run again when it is complete");
        }
    }
}
