// SPDX-License-Identifier: Apache-2.0
package io.whotrail.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file that is open for writing at its end. */
final class OpenFile extends Growing {
    private final FileChannel channel;

    OpenFile(FileChannel channel) {
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
    public long size() throws IOException {
        return channel.size();
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
