// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.ArrayDeque;

/**
 * Buffers that were overwritten with zeros, from those who are done with them for those who come next. At most
 * {@value #MOST} are kept. For one thread.
 */
final class Buffers {
    /** How many bytes each has. */
    static final int BYTES = 64 << 10;

    /** As many as a compressed file needs. */
    private static final int MOST = 2;

    private final ArrayDeque<byte[]> idle = new ArrayDeque<>(MOST);

    byte[] take() {
        byte[] buffer = idle.poll();
        return buffer == null ? new byte[BYTES] : buffer;
    }

    /** Gives a buffer, all zeros, to the next who asks for one; nobody may use it any more. */
    void giveBack(byte[] buffer) {
        if (buffer.length == BYTES && idle.size() < MOST) {
            idle.push(buffer);
        }
    }
}
