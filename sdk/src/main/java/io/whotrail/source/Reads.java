// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.io.IOException;
import java.io.InputStream;

/** Reading from streams that give as little as they like and say nothing true in {@code available()}. */
final class Reads {
    private Reads() {}

    /** Reads at least one byte, or returns -1 at the end. A stream that wrongly gives nothing is asked for one byte. */
    static int some(InputStream in, byte[] bytes, int from, int length) throws IOException {
        int read = in.read(bytes, from, length);
        if (read != 0) {
            return read;
        }
        int one = in.read();
        if (one < 0) {
            return -1;
        }
        bytes[from] = (byte) one;
        return 1;
    }

    /** Reads until the array is full or the input ends; returns how much there was. */
    static int fully(InputStream in, byte[] bytes) throws IOException {
        int total = 0;
        while (total < bytes.length) {
            int read = some(in, bytes, total, bytes.length - total);
            if (read < 0) {
                break;
            }
            total += read;
        }
        return total;
    }
}
