// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.gzip.Reads;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of a source that is in memory: what is kept since the mark, and what was read ahead. It grows with the
 * record that it holds, up to the record limit, and what was let go is overwritten with zeros.
 */
final class Window {
    private static final byte[] NONE = {};
    /** Beyond a record of the largest size, so that what follows it can be looked at. */
    private static final int SLACK_BYTES = 4 << 10;

    /** More than nearly all records have. */
    private static final int FEW_BYTES = 8 << 10;

    /** Bytes from 0 to {@link #limit} are valid; other classes read them where speed counts. */
    byte[] bytes;
    /** The next byte to look at. */
    int position;
    /** The end of what was read. */
    int limit;

    private final @Nullable InputStream in;
    private final boolean ahead;
    private final int maximumKept;
    private final Budget budget;
    private final Buffers buffers;
    /** The stream offset of the byte at index 0. */
    private long base;
    /** The first byte that is kept. */
    private int mark;

    private boolean ended;
    /** What reading on failed with: its turn comes when what was read before is used up. */
    private @Nullable IOException failure;

    /**
     * A window that moves over a stream.
     *
     * @param ahead whether more may be read than is asked for
     */
    Window(InputStream in, int maximumRecordBytes, Budget budget, Buffers buffers, boolean ahead) {
        this.in = in;
        this.ahead = ahead;
        this.maximumKept = Math.min(maximumRecordBytes, Integer.MAX_VALUE - 2 * Buffers.BYTES) + SLACK_BYTES;
        this.budget = budget;
        this.buffers = buffers;
        this.bytes = buffers.take();
    }

    /** A window on bytes that are in memory already. They are not copied, and not overwritten either. */
    Window(byte[] bytes, int from, int to) {
        this.in = null;
        this.ahead = false;
        this.maximumKept = Integer.MAX_VALUE;
        this.budget = new Budget(Long.MAX_VALUE, new ReadCounters(), damage -> {});
        this.buffers = new Buffers();
        this.bytes = bytes;
        this.position = from;
        this.mark = from;
        this.limit = to;
        this.base = -from;
    }

    long offset() {
        return base + position;
    }

    /** The index of a stream offset that is kept. */
    int index(long offset) {
        return (int) (offset - base);
    }

    long offsetOf(int index) {
        return base + index;
    }

    /** Keeps bytes from here on and lets go of those before. */
    void mark() {
        if (in != null && position > mark) {
            Arrays.fill(bytes, mark, position, (byte) 0);
        }
        mark = position;
    }

    /** Whether as much is kept as may be. */
    boolean isFull() {
        return limit - mark >= maximumKept;
    }

    /** Reads some more bytes behind {@link #limit}; {@code false} at the end of the input, or if {@link #isFull}. */
    boolean more() throws IOException {
        if (in == null || isFull() || ended) {
            return false;
        }
        if (failure != null) {
            throw failure;
        }
        if (budget.isSpent()) {
            ended = true;
            if (in.read() >= 0) {
                budget.overdraw();
            }
            return false;
        }
        if (limit == bytes.length) {
            makeRoom();
        }
        int room = Math.min(bytes.length - limit, maximumKept - (limit - mark));
        int read = Reads.some(in, bytes, limit, budget.allow(room));
        if (read < 0) {
            ended = true;
            return false;
        }
        budget.spend(read);
        limit += read;
        return true;
    }

    /** Reads ahead, so that what is decided does not depend on how the bytes came; less only at the end, or if full. */
    void lookAhead(int count) throws IOException {
        while (limit - position < count && more()) {
            // Until there is enough.
        }
    }

    /** Reads on where few bytes are left and that may be, so that few records are cut by the end of what is known. */
    void readOn() {
        if (ahead && limit - position < FEW_BYTES && failure == null && !budget.isSpent()) {
            try {
                more();
            } catch (IOException failed) {
                failure = failed;
            }
        }
    }

    private void makeRoom() {
        int kept = limit - mark;
        int largest = maximumKept + Buffers.BYTES;
        byte[] old = bytes;
        boolean grow = kept > old.length / 2 && old.length < largest;
        if (grow) {
            bytes = new byte[(int) Math.min(2L * old.length, largest)];
        }
        System.arraycopy(old, mark, bytes, 0, kept);
        if (grow) {
            letGo(old);
        } else {
            Arrays.fill(old, kept, limit, (byte) 0);
        }
        base += mark;
        position -= mark;
        limit = kept;
        mark = 0;
    }

    private void letGo(byte[] buffer) {
        Arrays.fill(buffer, (byte) 0);
        buffers.giveBack(buffer);
    }

    /** Forgets everything. */
    void close() throws IOException {
        if (in != null) {
            letGo(bytes);
            bytes = NONE;
            in.close();
        }
        position = 0;
        limit = 0;
        mark = 0;
    }
}
