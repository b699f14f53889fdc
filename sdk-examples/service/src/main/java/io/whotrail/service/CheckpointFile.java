// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * All that an attributor knows, as a file, and the number that its hashes are mixed with, as another. Nobody else has their folder
 * until {@link #close}, or until the process dies. For one thread at a time.
 */
final class CheckpointFile implements Closeable {
    /** Another service has the folder. */
    static final class TakenException extends IOException {
        private static final long serialVersionUID = 1L;

        TakenException(Path folder) {
            super("another service keeps its checkpoint in " + folder);
        }
    }

    private final FileChannel lock;
    private final Path folder;
    private final Path file;
    private final Path seed;

    private CheckpointFile(FileChannel lock, Path folder) {
        this.lock = lock;
        this.folder = folder;
        this.file = folder.resolve("attributor.checkpoint");
        this.seed = folder.resolve("hash-seed");
    }

    /** Takes possession of a folder, which is made where it is not there. */
    static CheckpointFile open(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel lock =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isOurs(lock)) {
            lock.close();
            throw new TakenException(folder);
        }
        return new CheckpointFile(lock, folder);
    }

    private static boolean isOurs(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException here) {
            return false;
        }
    }

    /** An attributor that knows what the last one knew, or nothing if there was none. */
    Attributor restore(Attributor.Builder builder) throws IOException, CheckpointException {
        builder.hashSeed(seed());
        if (!Files.exists(file)) {
            return builder.build();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return builder.restore(in);
        }
    }

    private long seed() throws IOException {
        if (!Files.exists(seed)) {
            String text = Long.toHexString(new SecureRandom().nextLong());
            replace(seed, out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
        }
        return Long.parseUnsignedLong(Files.readString(seed).strip(), 16);
    }

    void save(Attributor attributor) throws IOException {
        replace(file, attributor::snapshot);
    }

    boolean isOpen() {
        return lock.isOpen();
    }

    /** Lets go of the folder. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    /** Writes what a file is to hold. */
    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The file is there whole, as it was or as it is to be, whenever the process dies. */
    private void replace(Path target, Content content) throws IOException {
        Path unfinished = folder.resolve(target.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            content.writeTo(out);
            channel.force(true);
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
