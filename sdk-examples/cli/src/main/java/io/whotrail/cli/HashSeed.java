// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/** A random number that hashes are mixed with, kept beside checkpoints: what was hashed with one is of no use with another. */
final class HashSeed {
    private static final String NAME = "hash-seed";

    private HashSeed() {}

    static long of(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            make(folder, file);
        }
        String text = Files.readString(file).strip();
        try {
            return Long.parseUnsignedLong(text, 16);
        } catch (NumberFormatException damaged) {
            throw new IOException(file + " is damaged: it has to hold a hexadecimal number");
        }
    }

    private static void make(Path folder, Path file) throws IOException {
        Path unfinished = folder.resolve(NAME + ".tmp");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            String text = Long.toHexString(new SecureRandom().nextLong()) + "\n";
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
