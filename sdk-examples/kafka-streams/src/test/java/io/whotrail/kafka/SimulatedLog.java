// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The sessions topic in memory, and the parts that read it, each as fast as it likes. */
final class SimulatedLog {
    private PartSettings settings;
    private final Random random;
    private final List<Queue<byte[]>> partitions = new ArrayList<>();
    private final List<KeyValueStore<Bytes, byte[]>> stores = new ArrayList<>();
    private final List<KeptPart> parts = new ArrayList<>();
    private final Map<String, String> answers = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private int longest;

    SimulatedLog(PartSettings settings, Random random) throws IOException, CheckpointException {
        this.settings = settings;
        this.random = random;
        for (int part = 0; part < settings.parts().count(); part++) {
            partitions.add(new ArrayDeque<>());
            stores.add(Stores.inMemoryKeyValueStore("journal").get());
            parts.add(null);
            restart(part);
        }
    }

    /** Another machine takes over, with what the journal holds. */
    void restart(int part) throws IOException, CheckpointException {
        KeptPart kept = KeptPart.of(new Journal(stores.get(part)), part, settings);
        kept.speak(new Written());
        parts.set(part, kept);
    }

    /** All are stopped, and started with other settings. */
    void restart(PartSettings others) throws IOException, CheckpointException {
        settings = others;
        for (int part = 0; part < parts.size(); part++) {
            restart(part);
        }
    }

    private final class Written implements SessionPart.Output {
        @Override
        public void attribution(Attribution answer) {
            String line = new String(LineFormat.ndjson().line(SinkEntry.of(answer)), StandardCharsets.UTF_8);
            if (answers.put(answer.eventId(), line) != null) {
                faults.add("told twice: " + answer.eventId());
            }
        }

        @Override
        public void revision(Attribution answer) {
            faults.add("revised: " + answer.eventId());
        }

        @Override
        public void notice(SessionRevision notice) {}

        @Override
        public void message(@Nullable String key, Message message) {
            send(key, message);
        }
    }

    void send(@Nullable String key, Message message) {
        byte[] bytes = message.toBytes();
        longest = Math.max(longest, bytes.length);
        if (key == null) {
            partitions.forEach(partition -> partition.add(bytes));
        } else {
            partitions.get(settings.parts().of(key)).add(bytes);
        }
    }

    void send(CloudTrailEvent event) {
        send(Attributor.partitionKey(event), new Message.Event(event));
    }

    /** Lets a part take what waits for it. */
    void take(int part, int atMost) throws IOException, CheckpointException {
        for (int i = 0; i < atMost && !partitions.get(part).isEmpty(); i++) {
            parts.get(part).take(World.NOW.toEpochMilli(), partitions.get(part).remove());
        }
    }

    /** Lets all take all, in an order that chance decides, and now and then start anew. */
    void settle(int restartsInAThousand) throws IOException, CheckpointException {
        while (partitions.stream().anyMatch(waiting -> !waiting.isEmpty())) {
            int part = random.nextInt(parts.size());
            if (random.nextInt(1_000) < restartsInAThousand) {
                restart(part);
            }
            take(part, 1 + random.nextInt(20));
            parts.get(random.nextInt(parts.size())).tellWatermark();
        }
    }

    /** Lets all take what waits for them, then what follows from that, and so on: no message overtakes another. */
    void goRound() throws IOException, CheckpointException {
        while (partitions.stream().anyMatch(waiting -> !waiting.isEmpty())) {
            int[] waiting = partitions.stream().mapToInt(Queue::size).toArray();
            for (int part = 0; part < parts.size(); part++) {
                take(part, waiting[part]);
            }
        }
    }

    Map<String, String> answers() {
        return answers;
    }

    /** The length of the longest message. */
    int longest() {
        return longest;
    }

    List<String> faults() {
        return faults;
    }
}
