// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
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

/** What a file sink does to files: each method is one step that can fail, or after which a machine can stop. */
class Disk {
    private static final int READ_AT_ONCE = 1 << 16;

    /** A file that grows. */
    interface Growing extends Closeable {
        /** Appends all bytes. */
        void append(ByteBuffer bytes) throws IOException;

        /** Cuts the file to a length. */
        void cut(long length) throws IOException;

        /** Makes what the file holds durable. */
        void force() throws IOException;
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

    /** Makes a file that is not there yet. */
    Growing create(Path file) throws IOException {
        return new Open(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
    }

    /** Opens a file that is there. */
    Growing open(Path file) throws IOException {
        return new Open(FileChannel.open(file, StandardOpenOption.WRITE));
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

    /** How many bytes of a file there are up to the end of its last whole line. */
    long wholeLines(Path file) throws IOException {
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
    Lock lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new Lock(channel);
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

    /** Makes the number of a lock durable. */
    void force(Lock lock) throws IOException {
        lock.channel.force(false);
    }

    /** A lock that is held, with a number that outlives it. */
    static final class Lock implements Closeable {
        private static final int DIGITS = 19;

        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        long number() throws IOException {
            ByteBuffer text = ByteBuffer.allocate(DIGITS);
            while (text.hasRemaining() && channel.read(text, text.position()) >= 0) {}
            String digits = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
            return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
        }

        void number(long number) throws IOException {
            ByteBuffer text = ByteBuffer.wrap(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
            while (text.hasRemaining()) {
                channel.write(text, text.position());
            }
        }

        /** Closing the channel gives the lock back. */
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record Open(FileChannel channel) implements Growing {
        @Override
        public void append(ByteBuffer bytes) throws IOException {
            channel.position(channel.size());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void cut(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
