// SPDX-License-Identifier: Apache-2.0
package io.whotrail.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done to files that outlive a process: each method is one step that can fail, or after which a machine can stop. Any number
 * of threads may use it.
 */
public class Disk {
    private static final int READ_AT_ONCE = 1 << 16;

    /** The disk of the system. */
    public Disk() {}

    /** Makes a folder if it is not there, and those that it lies in, so that none of them can be lost any more. */
    public final void makeFolder(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (isFolder(folder)) {
            forceIfReadable(parent);
            return;
        }
        if (parent != null) {
            makeFolder(parent);
        }
        createFolder(folder);
        if (parent != null) {
            forceFolder(parent);
        }
    }

    /** Whoever made a folder may have died before its name was durable. One that nobody here may read, nobody here made. */
    private void forceIfReadable(@Nullable Path parent) throws IOException {
        if (parent == null) {
            return;
        }
        try {
            forceFolder(parent);
        } catch (AccessDeniedException notOurs) {
            // as durable as whoever made it wanted it to be
        }
    }

    boolean isFolder(Path folder) {
        return Files.isDirectory(folder);
    }

    /** Makes a folder in one that is there. */
    void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException taken) {
            if (!isFolder(folder)) {
                throw taken;
            }
        }
    }

    /** Makes a file that is not there yet. */
    public Growing create(Path file) throws IOException {
        return open(file, StandardOpenOption.APPEND, StandardOpenOption.CREATE_NEW);
    }

    /** Makes a file, in place of one of the same name. */
    public Growing replace(Path file) throws IOException {
        return open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Opens a file at its end, or makes it. */
    public Growing extend(Path file) throws IOException {
        return open(file, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    }

    private static Growing open(Path file, OpenOption... how) throws IOException {
        return new OpenFile(FileChannel.open(file, how));
    }

    /** What is in a file. */
    public InputStream read(Path file) throws IOException {
        return Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ));
    }

    /** Gives a file another name, in one step. */
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes a file away, if it is there. */
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Makes the names in a folder durable, where the system can. */
    public void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** What lies in a folder, in no order. */
    public List<Path> list(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(files::add);
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        return files;
    }

    /** How many bytes of a file there are up to the end of its last whole line. */
    public long wholeLines(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(READ_AT_ONCE);
            for (long end = channel.size(); end > 0; end -= bytes.capacity()) {
                long from = Math.max(0, end - bytes.capacity());
                bytes.clear().limit((int) (end - from));
                while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {}
                for (int i = bytes.position() - 1; i >= 0; i--) {
                    if (bytes.get(i) == '\n') {
                        return from + i + 1;
                    }
                }
            }
            return 0;
        }
    }

    /** Takes a lock that other processes respect, and reads the number in its file; {@code null} where somebody has it. */
    @Nullable
    public NumberedLock lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return NumberedLock.of(channel);
            }
        } catch (OverlappingFileLockException ours) {
            // this very process has it
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
        channel.close();
        return null;
    }
}
