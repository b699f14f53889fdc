// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One look at everything below a watched folder. */
final class FolderScan {
    /** Hidden files, and the names that copying programs give to what they have not finished. */
    private static final Pattern TEMPORARY = Pattern.compile(
            "\\..*|.*~|.*\\.(?:tmp|temp|part|partial|filepart|crdownload|swp|lock)|.*\\.[0-9a-fA-F]{8}");

    private final Path root;
    private final DoneFiles done;
    private final Map<String, List<FileId>> open = new HashMap<>();
    private final List<FileId> fresh = new ArrayList<>();
    private final Set<String> folders = new HashSet<>();
    private final Set<String> complete = new HashSet<>();

    private FolderScan(Path root, DoneFiles done) {
        this.root = root;
        this.done = done;
    }

    /** Looks at everything. What goes away meanwhile was not there. */
    static FolderScan of(Path root, DoneFiles done) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(root.toString(), null, "the watched folder is not there");
        }
        var scan = new FolderScan(root, done);
        Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), Integer.MAX_VALUE, scan.new Visitor());
        return scan;
    }

    /** Files that were not read yet. */
    List<FileId> fresh() {
        return fresh;
    }

    Set<String> folders() {
        return folders;
    }

    /** The folders all files of which were read. */
    Set<String> complete() {
        return complete;
    }

    static boolean isTemporary(Path name) {
        return TEMPORARY.matcher(name.toString()).matches();
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (!folder.equals(root) && isTemporary(folder.getFileName())) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            open.put(keyOf(folder), new ArrayList<>());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            BasicFileAttributes target = attributes.isSymbolicLink() ? followed(file) : attributes;
            if (target != null && target.isRegularFile() && !isTemporary(file.getFileName())) {
                var id = new FileId(FileId.key(root, file), Stamp.of(target));
                open.computeIfAbsent(id.folder(), key -> new ArrayList<>()).add(id);
            }
            return FileVisitResult.CONTINUE;
        }

        private static @Nullable BasicFileAttributes followed(Path link) throws IOException {
            try {
                return Files.readAttributes(link, BasicFileAttributes.class);
            } catch (NoSuchFileException toNothing) {
                return null;
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            String key = keyOf(folder);
            List<FileId> found = open.remove(key);
            List<FileId> unread = done.fresh(key, found == null ? List.of() : found);
            folders.add(key);
            fresh.addAll(unread);
            if (unread.isEmpty()) {
                complete.add(key);
            }
            return FileVisitResult.CONTINUE;
        }

        private String keyOf(Path folder) {
            return folder.equals(root) ? "" : FileId.key(root, folder);
        }
    }
}
