// SPDX-License-Identifier: Apache-2.0
package io.whotrail.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A lock that is held, with a number that outlives it. Closing gives it back. */
public abstract class NumberedLock implements Closeable {
    /** All of them are always written: a file that grows may have its new bytes and its old length when a machine stops. */
    private static final int DIGITS = 18;

    /** The number that was kept last, 0 where none was. */
    public final long number() throws IOException {
        String digits = new String(read(DIGITS), StandardCharsets.US_ASCII);
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
    }

    /** Keeps a number. It is durable after {@link #force}. */
    public final void number(long number) throws IOException {
        write(String.format(Locale.ROOT, "%0" + DIGITS + "d", number).getBytes(StandardCharsets.US_ASCII));
    }

    /** The first bytes of the lock's file, as many as there are. */
    abstract byte[] read(int most) throws IOException;

    /** Puts bytes in place of the first ones. */
    abstract void write(byte[] bytes) throws IOException;

    /** Makes the number durable. */
    public abstract void force() throws IOException;

    /** On a channel that has the lock. */
    static NumberedLock of(FileChannel channel) {
        return new NumberedLock() {
            @Override
            byte[] read(int most) throws IOException {
                ByteBuffer bytes = ByteBuffer.allocate(most);
                while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) >= 0) {}
                byte[] all = new byte[bytes.position()];
                bytes.flip().get(all);
                return all;
            }

            @Override
            void write(byte[] bytes) throws IOException {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest, rest.position());
                }
            }

            @Override
            public void force() throws IOException {
                channel.force(false);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
