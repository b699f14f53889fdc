// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;

/** Finds log files. */
public final class LogFiles {
    private LogFiles() {}

    /**
     * Lists what there is to read at a path: the file itself, or every regular file in a folder and its folders,
     * whatever its name. What a file holds is told by its bytes when it is read.
     *
     * <p>Links to files are followed, links to folders are not, except for the path given.
     *
     * @param path a file or a folder
     * @return the files in the order of their paths, so that CloudTrail's own come in the order of their delivery
     * @throws NoSuchFileException if there is nothing at the path
     * @throws IOException if a folder cannot be read
     */
    public static List<Path> list(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        Path real = path.toRealPath();
        try (var found = Files.find(real, Integer.MAX_VALUE, LogFiles::isFile)) {
            return found.map(file -> path.resolve(real.relativize(file)))
                    .sorted(Comparator.comparing(LogFiles::sortable))
                    .toList();
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    /** A file of which this cannot be said is no file that may be left out: it fails the list. */
    private static boolean isFile(Path path, BasicFileAttributes attributes) {
        if (!attributes.isSymbolicLink()) {
            return attributes.isRegularFile();
        }
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isRegularFile();
        } catch (NoSuchFileException toNothing) {
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same order on every system. */
    private static String sortable(Path file) {
        return file.toString().replace('\\', '/');
    }
}
