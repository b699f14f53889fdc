// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import io.whotrail.event.CloudTrailEvent;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Which event ids occur where and with which content, within a fixed amount of memory. Events may come from several threads. */
final class Occurrences implements Closeable {
    /* An occurrence is 32 bytes: 16 of event id, 8 of content hash, 8 of place. Occurrences are divided among partitions
     * by a hash of the id with a secret seed, so that nobody can fill one partition on purpose. A full block of a
     * partition goes to a temporary file; what stays in memory is one block for each partition. All occurrences of an id
     * lie in one partition, so each partition is resolved by itself: first every id learns its first place and its
     * smallest content, then every other place is told. */
    private static final int PARTITION_BITS = 10;
    private static final int OCCURRENCE_BYTES = 4 * Long.BYTES;
    private static final int BLOCK_BYTES = 128 * OCCURRENCE_BYTES;

    private final Partition[] partitions = new Partition[1 << PARTITION_BITS];
    private final long seed = new SplittableRandom().nextLong();
    private @Nullable Spill spill;

    Occurrences() {
        Arrays.setAll(partitions, i -> new Partition());
    }

    /** Takes note of an event at a place. */
    void add(CloudTrailEvent event, long place) throws IOException {
        EventKey key = EventKey.of(event.eventId());
        Partition partition = partitions[(int) (key.hash(seed) >>> Long.SIZE - PARTITION_BITS)];
        partition.add(key, event.contentHash(), place);
    }

    /** Tells what is to be known of each place. */
    void resolve(Repeats repeats) throws IOException {
        for (Partition partition : partitions) {
            var ids = new IdGroups(seed);
            partition.forEach(ids::add);
            if (ids.hasRepeats()) {
                partition.forEach((high, low, content, place) -> ids.tell(high, low, content, place, repeats));
            }
            partition.drop();
        }
    }

    private synchronized Spill spill() throws IOException {
        if (spill == null) {
            spill = Spill.create();
        }
        return spill;
    }

    @Override
    public synchronized void close() throws IOException {
        if (spill != null) {
            spill.close();
        }
    }

    private interface Visitor {
        void visit(long high, long low, long content, long place);
    }

    private final class Partition {
        private @Nullable ByteBuffer block;
        private long[] spilled = {};
        private int spilledBlocks;

        synchronized void add(EventKey key, long content, long place) throws IOException {
            if (block == null) {
                block = ByteBuffer.allocate(BLOCK_BYTES);
            }
            block.putLong(key.high()).putLong(key.low()).putLong(content).putLong(place);
            if (!block.hasRemaining()) {
                spill(block.flip());
                block.clear();
            }
        }

        private void spill(ByteBuffer full) throws IOException {
            if (spilledBlocks == spilled.length) {
                spilled = Arrays.copyOf(spilled, Math.max(8, spilled.length * 2));
            }
            spilled[spilledBlocks] = Occurrences.this.spill().append(full);
            spilledBlocks++;
        }

        synchronized void forEach(Visitor visitor) throws IOException {
            if (block == null) {
                return;
            }
            ByteBuffer read = ByteBuffer.allocate(BLOCK_BYTES);
            for (int i = 0; i < spilledBlocks; i++) {
                Occurrences.this.spill().read(spilled[i], read.clear());
                forEach(read.flip(), visitor);
            }
            forEach(block.duplicate().flip(), visitor);
        }

        private static void forEach(ByteBuffer occurrences, Visitor visitor) {
            while (occurrences.hasRemaining()) {
                visitor.visit(
                        occurrences.getLong(), occurrences.getLong(), occurrences.getLong(), occurrences.getLong());
            }
        }

        synchronized void drop() {
            block = null;
            spilled = new long[0];
            spilledBlocks = 0;
        }
    }
}
