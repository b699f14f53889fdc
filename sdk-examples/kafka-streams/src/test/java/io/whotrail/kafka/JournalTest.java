// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What a part was given, in a store. */
final class JournalTest {
    private static final int MESSAGES = 60;
    private static final int MESSAGE = 100_000;

    private final List<KeyValue<Bytes, byte[]>> written = new ArrayList<>();

    private static KeyValueStore<Bytes, byte[]> store() {
        return Stores.inMemoryKeyValueStore("journal").get();
    }

    /** A part that knows how many messages it was given, and remembers it in images that are sometimes larger, sometimes smaller. */
    private static final class Counter {
        private final Journal journal;
        private long known;

        Counter(KeyValueStore<Bytes, byte[]> store) throws IOException, CheckpointException {
            journal = new Journal(store);
            InputStream image = journal.image();
            known = image == null ? 0 : ByteBuffer.wrap(image.readAllBytes()).getLong();
            journal.replay((time, message) -> take(time, message));
        }

        private void take(long time, byte[] message) {
            assertThat(time).isEqualTo(known);
            assertThat(ByteBuffer.wrap(message).getLong()).isEqualTo(known);
            known++;
        }

        void give() throws IOException {
            byte[] message = ByteBuffer.allocate(MESSAGE).putLong(known).array();
            journal.add(known, message);
            take(known, message);
            if (journal.isLong()) {
                int size = (int) (1 + known * 9 % 100) * 10_000;
                journal.replace(out ->
                        out.write(ByteBuffer.allocate(size).putLong(known).array()));
            }
        }
    }

    @Test
    void whateverPrefixOfWhatWasWrittenSurvivesIsAStateThatWasThere() throws IOException, CheckpointException {
        var counter = new Counter(recording(store()));
        for (int i = 0; i < MESSAGES; i++) {
            counter.give();
        }
        assertThat(written.stream().filter(put -> put.key.get()[0] == 0)).hasSizeGreaterThan(3);
        assertThat(written).as("keys that are deleted").anyMatch(put -> put.value == null);

        KeyValueStore<Bytes, byte[]> survived = store();
        long before = 0;
        for (KeyValue<Bytes, byte[]> put : written) {
            survived.put(put.key, put.value);
            long now = new Counter(survived).known;
            assertThat(now).isBetween(before, before + 1);
            before = now;
        }
        assertThat(before).isEqualTo(MESSAGES);
    }

    @Test
    void whoGoesOnFromItGoesOnAsIfNothingHadHappened() throws IOException, CheckpointException {
        KeyValueStore<Bytes, byte[]> store = store();
        var random = new Random(0x9E3779B97F4A7C15L);
        var counter = new Counter(store);
        for (int i = 0; i < MESSAGES; i++) {
            if (random.nextInt(4) == 0) {
                counter = new Counter(store);
            }
            assertThat(counter.known).isEqualTo(i);
            counter.give();
        }
    }

    @Test
    void theKeysComeAgainSoThatTheStoreDoesNotGrow() throws IOException, CheckpointException {
        KeyValueStore<Bytes, byte[]> store = store();
        var counter = new Counter(store);
        for (int i = 0; i < MESSAGES; i++) {
            counter.give();
        }
        long most = store.approximateNumEntries();
        for (int i = 0; i < MESSAGES; i++) {
            counter.give();
        }
        assertThat(store.approximateNumEntries()).isLessThan(most + MESSAGES / 2);
    }

    @Test
    void whatWasLargeOnceIsSmallAgainAfterTwoMoreImages() throws IOException {
        KeyValueStore<Bytes, byte[]> store = store();
        var journal = new Journal(store);
        fill(journal, 0);
        journal.replace(out -> out.write(new byte[30 * MESSAGE]));
        fill(journal, 60);
        long large = bytesOf(store);
        for (int image = 0; image < 2; image++) {
            journal.replace(out -> out.write(new byte[MESSAGE]));
            fill(journal, 10);
        }
        assertThat(large).isGreaterThan(90 * MESSAGE);
        assertThat(bytesOf(store)).isLessThan(2 * MESSAGE + Journal.LEAST_BYTES + 2 * MESSAGE);
        assertThat(new Journal(store).image()).hasBinaryContent(new byte[MESSAGE]);
    }

    /** Adds messages until another image is worth its while. */
    private static void fill(Journal journal, int atLeast) {
        int added = 0;
        while (!journal.isLong()) {
            journal.add(0, new byte[MESSAGE]);
            added++;
        }
        assertThat(added).isGreaterThanOrEqualTo(atLeast);
    }

    private static long bytesOf(KeyValueStore<Bytes, byte[]> store) {
        long bytes = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                bytes += all.next().value.length;
            }
        }
        return bytes;
    }

    private KeyValueStore<Bytes, byte[]> recording(KeyValueStore<Bytes, byte[]> store) {
        return new Recording(store, written);
    }
}
