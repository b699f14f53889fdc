// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes in memory that can be read without a copy. For one thread. */
final class LineBytes extends OutputStream {
    private static final int FIRST_BYTES = 1 << 10;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    @Override
    public void write(int one) {
        makeRoom(1);
        bytes[size++] = (byte) one;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        makeRoom(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    private void makeRoom(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] copy(int from) {
        return Arrays.copyOfRange(bytes, from, size);
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }
}
