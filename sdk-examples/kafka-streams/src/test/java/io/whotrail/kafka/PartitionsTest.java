// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

/** Which partition is whose. */
final class PartitionsTest {
    private static final int COUNT = 7;

    private final Partitions partitions = new Partitions(COUNT);

    private Set<Integer> of(byte[] key) {
        return partitions.partitions("sessions", key, new byte[0], COUNT).orElseThrow();
    }

    @Test
    void aKeyHasTheOnePartitionThatKafkasProducersGiveIt() {
        var used = new HashSet<Integer>();
        for (CloudTrailEvent event : World.of(Profile.MIXED, 14, 500).events()) {
            byte[] key = Partitions.keyOf(Attributor.partitionKey(event));
            assertThat(of(key)).containsExactly(BuiltInPartitioner.partitionForKey(key, COUNT));
            used.addAll(of(key));
        }
        assertThat(used).hasSize(COUNT);
    }

    @Test
    void whatHasNoKeyGoesToAll() {
        assertThat(of(null)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }
}
