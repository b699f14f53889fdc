// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.source.CloudTrailReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which partition is whose. */
final class PartitionsTest {
    private static final int COUNT = 7;
    private static final int EACH = 300;

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

    /** How many of so many more events that are like one go to each partition. */
    private int[] dealt(Predicate<CloudTrailEvent> kind) {
        SimulatedEvent sample = World.of(Profile.TYPICAL, 15, 500).records().stream()
                .filter(record -> kind.test(record.event()))
                .findFirst()
                .orElseThrow();
        String text = new String(sample.bytes(), StandardCharsets.UTF_8);
        CloudTrailReader reader = CloudTrailReader.create();
        int[] dealt = new int[COUNT];
        for (int i = 0; i < COUNT * EACH; i++) {
            String another = text.replace(sample.event().eventId(), new UUID(15, i).toString());
            CloudTrailEvent event = reader.parseEvent(another.getBytes(StandardCharsets.UTF_8));
            dealt[partitions.of(Attributor.partitionKey(event))]++;
        }
        return dealt;
    }

    @ParameterizedTest
    @ValueSource(strings = {"IAMUser", "AWSService"})
    void eventsOfOneUserOrServiceAreSpreadEvenlyHoweverManyThereAre(String type) {
        int[] dealt = dealt(event -> type.equals(event.userIdentity().type())
                && !String.valueOf(event.userIdentity().accessKeyId()).startsWith("ASIA"));
        for (int part : dealt) {
            assertThat(part).isBetween(EACH * 3 / 4, EACH * 5 / 4);
        }
    }

    @Test
    void eventsOfOneSessionAreTheEventsOfOnePart() {
        int[] dealt = dealt(event -> "AssumedRole".equals(event.userIdentity().type()));
        assertThat(dealt).contains(COUNT * EACH);
    }

    @Test
    void whatHasNoKeyGoesToAll() {
        assertThat(of(null)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    }
}
