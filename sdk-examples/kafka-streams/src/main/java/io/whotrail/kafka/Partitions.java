// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of the sessions topic. A record with a key goes to the one partition of that key, as Kafka's own producers deal
 * it; one without goes to all.
 *
 * @param count how many there are; as long as there is state, always the same
 */
record Partitions(int count) implements StreamPartitioner<byte[], byte[]> {
    Partitions {
        if (count < 1) {
            throw new IllegalArgumentException("a topic has at least one partition, got " + count);
        }
    }

    static byte[] keyOf(String partitionKey) {
        return partitionKey.getBytes(StandardCharsets.UTF_8);
    }

    int of(String partitionKey) {
        return of(keyOf(partitionKey));
    }

    private int of(byte[] key) {
        return Utils.toPositive(Utils.murmur2(key)) % count;
    }

    @Override
    public Optional<Set<Integer>> partitions(
            String topic, byte @Nullable [] key, byte @Nullable [] value, int numPartitions) {
        return Optional.of(
                key == null ? IntStream.range(0, count).boxed().collect(Collectors.toSet()) : Set.of(of(key)));
    }
}
