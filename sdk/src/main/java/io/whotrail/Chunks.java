// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Bytes that wait in memory to be written, in pieces, so that none is copied as they grow. One thread at a time. */
final class Chunks extends OutputStream {
    private static final int PIECE = 1 << 16;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] last = new byte[PIECE];
    private int used;

    @Override
    public void write(int oneByte) {
        if (used == PIECE) {
            full.add(last);
            last = new byte[PIECE];
            used = 0;
        }
        last[used++] = (byte) oneByte;
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        int at = from;
        while (at < from + count) {
            write(bytes[at++]);
            int part = Math.min(from + count - at, PIECE - used);
            System.arraycopy(bytes, at, last, used, part);
            used += part;
            at += part;
        }
    }

    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException {
        for (byte[] piece : full) {
            out.write(piece);
        }
        out.write(last, 0, used);
    }
}
