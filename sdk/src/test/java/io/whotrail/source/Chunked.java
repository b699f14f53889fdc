// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.InputStream;
import java.util.Set;

/** A stream as a network gives it: short reads, nothing ever "available", and cuts where it is told. */
final class Chunked extends InputStream {
    private final byte[] bytes;
    private final int size;
    private final Set<Integer> cuts;
    private int position;

    Chunked(byte[] bytes, int size, Integer... cuts) {
        this.bytes = bytes;
        this.size = size;
        this.cuts = Set.of(cuts);
    }

    @Override
    public int available() {
        return 0;
    }

    @Override
    public int read() {
        return position == bytes.length ? -1 : bytes[position++] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        if (position == bytes.length) {
            return -1;
        }
        int count = 0;
        while (count < Math.min(length, size) && position < bytes.length && (count == 0 || !cuts.contains(position))) {
            target[from + count++] = bytes[position++];
        }
        return count;
    }
}
