// SPDX-License-Identifier: Apache-2.0
package io.whotrail.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What a name on a simulated disk stands for: a folder, or bytes of which the first are durable. */
final class SimulatedFile {
    private final boolean folder;
    private byte[] bytes;
    private int durable;

    /** What was there before bytes were cut off or replaced that were durable, as long as that is not durable itself. */
    private byte @Nullable [] before;

    /** From where to where it could not be made durable, and may not be by a later attempt that succeeds. */
    private final List<int[]> failed = new ArrayList<>();

    SimulatedFile(byte[] bytes) {
        this(bytes, false);
    }

    private SimulatedFile(byte[] bytes, boolean folder) {
        this.bytes = bytes;
        this.durable = bytes.length;
        this.folder = folder;
    }

    static SimulatedFile folder() {
        return new SimulatedFile(new byte[0], true);
    }

    boolean isFolder() {
        return folder;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The machine has stopped. Says whether that is to be seen in the file. */
    boolean loseWhatWasNotDurable(Random random) {
        byte[] had = bytes;
        if (before != null && random.nextBoolean()) {
            bytes = before;
        } else {
            failed.forEach(part -> Arrays.fill(bytes, part[0], part[1], (byte) 0));
            int kept = random.nextInt(durable, bytes.length + 1);
            bytes = Arrays.copyOf(bytes, kept);
            if (kept > durable && random.nextBoolean()) {
                bytes[random.nextInt(durable, kept)] ^= (byte) (1 + random.nextInt(255));
            }
        }
        failed.clear();
        before = null;
        durable = bytes.length;
        return !Arrays.equals(had, bytes);
    }

    private void append(byte[] more, int from, int length) {
        int end = bytes.length;
        bytes = Arrays.copyOf(bytes, end + length);
        System.arraycopy(more, from, bytes, end, length);
    }

    private void cut(int length) {
        keepBefore(length);
        bytes = Arrays.copyOf(bytes, Math.min(length, bytes.length));
        durable = Math.min(length, durable);
        failed.removeIf(part -> part[0] >= length);
        failed.forEach(part -> part[1] = Math.min(part[1], length));
    }

    private void keepBefore(int changedFrom) {
        if (before == null && changedFrom < durable) {
            before = Arrays.copyOf(bytes, durable);
        }
    }

    private void force(SimulatedDisk disk, String step) throws IOException {
        try {
            disk.step(step);
        } catch (IOException failure) {
            failed.add(new int[] {durable, bytes.length});
            throw failure;
        }
        durable = bytes.length;
        before = null;
    }

    Growing grow(SimulatedDisk disk) {
        return new Growing() {
            @Override
            public void write(byte[] more, int from, int length) throws IOException {
                int written = length;
                try {
                    disk.step("write");
                } catch (IOException | Machine.Stopped failure) {
                    written /= 2;
                    throw failure;
                } finally {
                    append(more, from, written);
                }
            }

            @Override
            public long size() throws IOException {
                disk.step("size");
                return bytes.length;
            }

            @Override
            public void cut(long length) throws IOException {
                disk.step("cut");
                SimulatedFile.this.cut((int) length);
            }

            @Override
            public void force() throws IOException {
                SimulatedFile.this.force(disk, "force");
            }
        };
    }

    NumberedLock lock(SimulatedDisk disk, Runnable release) {
        return new NumberedLock() {
            @Override
            byte[] read(int most) throws IOException {
                disk.step("read number");
                return Arrays.copyOf(bytes, Math.min(most, bytes.length));
            }

            @Override
            void write(byte[] first) throws IOException {
                disk.step("write number");
                keepBefore(0);
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length, first.length));
                System.arraycopy(first, 0, bytes, 0, first.length);
            }

            @Override
            public void force() throws IOException {
                SimulatedFile.this.force(disk, "force number");
            }

            @Override
            public void close() {
                release.run();
            }
        };
    }
}
