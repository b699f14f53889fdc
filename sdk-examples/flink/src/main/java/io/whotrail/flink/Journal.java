// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.checkpoint.CheckpointException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/**
 * What the attributor of one key was given, in keyed state: an image of what it knew at some time, and all that came since, in order.
 * A checkpoint takes what is new in it, not all. Has to be used while Flink has its key as the current one. Not thread safe.
 */
final class Journal {
    /** Somebody who is given again what came after the image. */
    @FunctionalInterface
    interface Replay {
        void take(long processingTime, byte[] message) throws CheckpointException;
    }

    /** Writes what an attributor knows. */
    @FunctionalInterface
    interface Image {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    /**
     * Where journals are kept.
     *
     * @param image the chunks of the image, by number
     * @param entries what came since, by number
     * @param settings the settings under which both were written
     */
    record State(MapState<Integer, byte[]> image, MapState<Long, byte[]> entries, ValueState<String> settings) {
        static State of(RuntimeContext store) {
            return new State(
                    store.getMapState(new MapStateDescriptor<>(
                            "image", Types.INT, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                    store.getMapState(new MapStateDescriptor<>(
                            "entries", Types.LONG, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                    store.getState(new ValueStateDescriptor<>("settings", Types.STRING)));
        }
    }

    private static final int CHUNK = 256 << 10;

    private final State state;
    private final long leastBytes;
    private long imageBytes;
    private long entries;
    private long entryBytes;

    /**
     * A journal of one key.
     *
     * @param leastBytes images come this often at most: when so many bytes of entries followed the last
     */
    Journal(State state, long leastBytes) {
        this.state = state;
        this.leastBytes = leastBytes;
    }

    /** The settings under which it was written, {@code null} where nothing was. */
    @Nullable
    String settings() throws Exception {
        return state.settings().value();
    }

    /** What follows is written under these settings. */
    void keepSettings(String text) throws Exception {
        state.settings().update(text);
    }

    /** The last image, {@code null} where there is none yet. */
    @Nullable
    InputStream image() throws Exception {
        var chunks = new ArrayList<byte[]>();
        imageBytes = 0;
        for (byte[] chunk = state.image().get(0);
                chunk != null;
                chunk = state.image().get(chunks.size())) {
            chunks.add(chunk);
            imageBytes += chunk.length;
        }
        return chunks.isEmpty()
                ? null
                : new SequenceInputStream(Collections.enumeration(
                        chunks.stream().map(ByteArrayInputStream::new).toList()));
    }

    /** Gives again what came after the image, in order. Before anything is added. */
    void replay(Replay replay) throws Exception {
        for (byte[] entry = state.entries().get(entries);
                entry != null;
                entry = state.entries().get(entries)) {
            entries++;
            entryBytes += entry.length;
            replay.take(ByteBuffer.wrap(entry).getLong(), Arrays.copyOfRange(entry, Long.BYTES, entry.length));
        }
    }

    /**
     * Keeps what an attributor is about to take in.
     *
     * @param processingTime when, in milliseconds since 1970
     */
    void add(long processingTime, byte[] message) throws Exception {
        byte[] entry = ByteBuffer.allocate(Long.BYTES + message.length)
                .putLong(processingTime)
                .put(message)
                .array();
        state.entries().put(entries, entry);
        entries++;
        entryBytes += entry.length;
    }

    /** Whether what came since the last image takes more than twice as much, so that another is worth its while. */
    boolean isLong() {
        return entryBytes > Math.max(leastBytes, 2 * imageBytes);
    }

    /** Puts an image in the place of all that came so far. */
    void replace(Image image) throws Exception {
        var bytes = new ByteArrayOutputStream();
        image.write(bytes);
        byte[] all = bytes.toByteArray();
        state.image().clear();
        state.entries().clear();
        for (int from = 0, chunk = 0; from < all.length; from += CHUNK, chunk++) {
            state.image().put(chunk, Arrays.copyOfRange(all, from, Math.min(from + CHUNK, all.length)));
        }
        imageBytes = all.length;
        entries = 0;
        entryBytes = 0;
    }
}
