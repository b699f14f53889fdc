// SPDX-License-Identifier: Apache-2.0
package io.whotrail.gzip;

import java.io.IOException;
import java.io.InputStream;

/** Reading from streams that give as little as they like and say nothing true in {@code available()}. */
public final class Reads {
    private Reads() {}

    /**
     * Reads at least one byte. A stream that wrongly gives nothing is asked for one byte.
     *
     * @param in the stream
     * @param bytes where the bytes go
     * @param from at which place
     * @param length how many at most
     * @return how many, or -1 at the end
     * @throws IOException if the stream fails
     */
    public static int some(InputStream in, byte[] bytes, int from, int length) throws IOException {
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

    /**
     * Reads until the array is full or the input ends.
     *
     * @param in the stream
     * @param bytes where the bytes go
     * @return how much there was
     * @throws IOException if the stream fails
     */
    public static int fully(InputStream in, byte[] bytes) throws IOException {
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
