// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Joins what several threads write into one stream, in the order of their turns, within a fixed amount of memory. */
final class OrderedOutput {
    /* Whoever has the turn writes through. The others fill buffers; who has filled one waits for the turn, who is done
     * before the turn leaves the buffer behind, if there is room, and whoever passes the turn writes what was left. Turns
     * are begun in their order, so the thread that has the turn always runs. */
    private static final int BUFFER_BYTES = 1 << 20;
    private static final int LEFT_BEHIND_BYTES = 8 << 20;

    private final OutputStream out;
    private final Map<Integer, byte[]> leftBehind = new HashMap<>();
    private int bytesLeftBehind;
    private volatile int current;

    OrderedOutput(OutputStream out) {
        this.out = out;
    }

    /** The stream of a turn, from 0 on; passes the turn when it is closed. */
    OutputStream turn(int turn) {
        return new Turn(turn);
    }

    private synchronized boolean leave(int turn, ByteArrayOutputStream buffer) {
        if (turn == current || bytesLeftBehind + buffer.size() > LEFT_BEHIND_BYTES) {
            return false;
        }
        leftBehind.put(turn, buffer.toByteArray());
        bytesLeftBehind += buffer.size();
        return true;
    }

    private synchronized void await(int turn) throws InterruptedIOException {
        try {
            while (turn != current) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private synchronized void pass() throws IOException {
        int next = current + 1;
        for (; leftBehind.containsKey(next); next++) {
            byte[] bytes = Objects.requireNonNull(leftBehind.remove(next));
            bytesLeftBehind -= bytes.length;
            out.write(bytes);
        }
        current = next;
        notifyAll();
    }

    private final class Turn extends OutputStream {
        private final int turn;
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        private boolean closed;

        Turn(int turn) {
            this.turn = turn;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (turn != current && buffer.size() + length > BUFFER_BYTES) {
                await(turn);
            }
            if (turn == current) {
                drain();
                out.write(bytes, offset, length);
            } else {
                buffer.write(bytes, offset, length);
            }
        }

        private void drain() throws IOException {
            if (buffer.size() > 0) {
                buffer.writeTo(out);
                buffer.reset();
            }
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            if (!leave(turn, buffer)) {
                await(turn);
                drain();
                pass();
            }
        }
    }
}
