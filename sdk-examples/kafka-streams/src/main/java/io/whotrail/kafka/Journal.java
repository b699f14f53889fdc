// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.checkpoint.CheckpointException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What a part was given, kept in a state store: an image of what it knew at some time, and all that came since, in order. Not
 * thread safe.
 */
final class Journal {
    /* The store's changelog is compacted by key, so keys come again instead of being deleted: entries are numbered anew after
     * each image and say which image they follow, and images take turns in two places. An image counts from the moment that the
     * manifest names it. So whatever prefix of all that was written survives, it is a state that was there.
     *
     * Keys that do not come again, since there are fewer chunks or entries than there were, are deleted with the next image:
     * what was large once does not stay so. */

    /** Somebody who is given again what came after the image. */
    @FunctionalInterface
    interface Replay {
        void take(long processingTime, byte[] message) throws IOException, CheckpointException;
    }

    /** Writes what a part knows. */
    @FunctionalInterface
    interface Image {
        void write(OutputStream out) throws IOException;
    }

    /** Images come this often at most: when so many bytes of entries followed the last. */
    static final long LEAST_BYTES = 1 << 20;

    private static final int CHUNK = 256 << 10;
    private static final byte MANIFEST = 0;
    private static final byte CHUNKS = 1;
    private static final byte ENTRIES = 3;
    private static final byte SETTINGS = 4;
    private static final int ENTRY_HEADER = 2 * Long.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private @Nullable String settings;
    private long generation;
    private int chunks;
    private long imageBytes;
    private long entries;
    private long entryBytes;

    Journal(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        byte[] kept = store.get(key(SETTINGS, 0));
        settings = kept == null ? null : new String(kept, StandardCharsets.UTF_8);
        byte[] manifest = store.get(key(MANIFEST, 0));
        if (manifest != null) {
            ByteBuffer buffer = ByteBuffer.wrap(manifest);
            generation = buffer.getLong();
            chunks = buffer.getInt();
            imageBytes = buffer.getLong();
        }
    }

    private static Bytes key(byte kind, long number) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + Long.BYTES).put(kind).putLong(number).array());
    }

    private Bytes chunkKey(int chunk) {
        return key((byte) (CHUNKS + generation % 2), chunk);
    }

    /** The settings under which it was written, {@code null} where nothing was. */
    @Nullable
    String settings() {
        return settings;
    }

    /** What follows is written under these settings. */
    void keepSettings(String text) {
        settings = text;
        store.put(key(SETTINGS, 0), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The last image, {@code null} where there is none yet. */
    @Nullable
    InputStream image() {
        return chunks == 0
                ? null
                : new SequenceInputStream(Collections.enumeration(IntStream.range(0, chunks)
                        .mapToObj(chunk -> new ByteArrayInputStream(require(chunkKey(chunk))))
                        .toList()));
    }

    private byte[] require(Bytes key) {
        byte[] value = store.get(key);
        if (value == null) {
            throw new IllegalStateException("the state store lacks a chunk of the image that its manifest names");
        }
        return value;
    }

    /** Gives again what came after the image, in order; how much that was. Before anything is added. */
    long replay(Replay replay) throws IOException, CheckpointException {
        for (byte[] value = read(); value != null; value = read()) {
            entries++;
            entryBytes += value.length;
            replay.take(
                    ByteBuffer.wrap(value).getLong(Long.BYTES), Arrays.copyOfRange(value, ENTRY_HEADER, value.length));
        }
        return entries;
    }

    private byte @Nullable [] read() {
        byte[] value = store.get(key(ENTRIES, entries));
        return value != null && ByteBuffer.wrap(value).getLong() == generation ? value : null;
    }

    /**
     * Keeps what a part is about to take in.
     *
     * @param processingTime when, in milliseconds since 1970
     */
    void add(long processingTime, byte[] message) {
        byte[] value = ByteBuffer.allocate(ENTRY_HEADER + message.length)
                .putLong(generation)
                .putLong(processingTime)
                .put(message)
                .array();
        store.put(key(ENTRIES, entries), value);
        entries++;
        entryBytes += value.length;
    }

    /** Whether what came since the last image takes more than twice as much, so that another is worth its while. */
    boolean isLong() {
        return entryBytes > Math.max(LEAST_BYTES, 2 * imageBytes);
    }

    /** An image is put into the store as it is written: it may be larger than an array. */
    private final class Chunks extends OutputStream {
        private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);

        @Override
        public void write(int one) {
            chunk.put((byte) one);
            putWhenFull();
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            for (int done = 0; done < length; ) {
                int some = Math.min(length - done, chunk.remaining());
                chunk.put(bytes, from + done, some);
                done += some;
                putWhenFull();
            }
        }

        private void putWhenFull() {
            if (!chunk.hasRemaining()) {
                put();
            }
        }

        @Override
        public void close() {
            put();
        }

        private void put() {
            if (chunk.position() > 0) {
                store.put(chunkKey(chunks), Arrays.copyOf(chunk.array(), chunk.position()));
                chunks++;
                imageBytes += chunk.position();
                chunk.clear();
            }
        }
    }

    /** Puts an image in the place of all that came so far. */
    void replace(Image image) throws IOException {
        generation++;
        chunks = 0;
        imageBytes = 0;
        try (var out = new Chunks()) {
            image.write(out);
        }
        store.put(
                key(MANIFEST, 0),
                ByteBuffer.allocate(Long.BYTES + Integer.BYTES + Long.BYTES)
                        .putLong(generation)
                        .putInt(chunks)
                        .putLong(imageBytes)
                        .array());
        delete(chunkKey(chunks), chunkKey(Integer.MAX_VALUE));
        delete(key(ENTRIES, entries), key(ENTRIES, Long.MAX_VALUE));
        entries = 0;
        entryBytes = 0;
    }

    private void delete(Bytes from, Bytes to) {
        List<Bytes> stale = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = store.range(from, to)) {
            found.forEachRemaining(entry -> stale.add(entry.key));
        }
        stale.forEach(store::delete);
    }
}
