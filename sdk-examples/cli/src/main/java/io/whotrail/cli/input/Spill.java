// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes that do not fit in memory, in a temporary file that only this user may read. The file goes with the process:
 * where the system allows it, it loses its name as soon as it is open. Thread safe.
 */
public final class Spill implements Closeable {
    private static final int COPIED_AT_ONCE = 1 << 16;

    private final FileChannel channel;
    private long size;

    private Spill(FileChannel channel) {
        this.channel = channel;
    }

    /** Begins an empty one. */
    public static Spill create() throws IOException {
        Path file = Files.createTempFile("whotrail-", ".tmp");
        try {
            return new Spill(FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    /** Keeps all that a stream has to give. */
    static Spill of(InputStream in) throws IOException {
        Spill spill = create();
        try {
            byte[] bytes = new byte[COPIED_AT_ONCE];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                spill.append(ByteBuffer.wrap(bytes, 0, read));
            }
            return spill;
        } catch (IOException failure) {
            spill.close();
            throw failure;
        }
    }

    synchronized long size() {
        return size;
    }

    /** Appends bytes; returns where they begin. */
    public synchronized long append(ByteBuffer bytes) throws IOException {
        long position = size;
        while (bytes.hasRemaining()) {
            size += channel.write(bytes, size);
        }
        return position;
    }

    /** Fills a buffer with the bytes from a position on. */
    public void read(long position, ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at);
            if (read < 0) {
                throw new EOFException("a temporary file is shorter than it was");
            }
            at += read;
        }
    }

    /** Reads from the beginning, as often as wanted. */
    InputStream open() {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = channel.read(ByteBuffer.wrap(bytes, offset, length), position);
                position += Math.max(0, read);
                return read;
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
