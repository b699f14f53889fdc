// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What checkpoints and dead letters do to files: each method is one step that can fail, or after which a machine can stop. */
class CheckpointDisk {
    /** A file that is being written. */
    abstract static class Growing extends OutputStream {
        @Override
        public void write(int oneByte) throws IOException {
            write(new byte[] {(byte) oneByte}, 0, 1);
        }

        /** Makes what the file holds durable. */
        abstract void force() throws IOException;
    }

    /** Makes a folder if it is not there, and those that it lies in, so that none of them can be lost any more. */
    final void makeFolder(Path folder) throws IOException {
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

    /** Makes a file, in place of one of the same name. */
    Growing create(Path file) throws IOException {
        return new Open(FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    /** Opens a file at its end, or makes it. */
    Growing extend(Path file) throws IOException {
        return new Open(
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    /** Whether the last line of a file has no end. */
    boolean endsAmidLine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            long size = channel.size();
            return size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
        }
    }

    InputStream read(Path file) throws IOException {
        return Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ));
    }

    /** Gives a file another name, in one step. */
    void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Makes the names in a folder durable, where the system can. */
    void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    List<Path> list(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(files::add);
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        return files;
    }

    /** Takes a lock that other processes respect; {@code null} where somebody has it. Closing it gives it back. */
    @Nullable
    Closeable lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
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

    private static final class Open extends Growing {
        private final FileChannel channel;

        Open(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }

        @Override
        void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
