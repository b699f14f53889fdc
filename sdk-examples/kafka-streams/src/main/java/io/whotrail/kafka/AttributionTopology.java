// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** The topology: input, dealer, sessions; sessions, part, answers and, again, sessions. */
final class AttributionTopology {
    private static final String INPUT = "input";
    private static final String DEALER = "dealer";
    private static final String PART = "part";
    private static final String TO_PARTS = "to-parts";

    /** Entries and images come again under the same keys: small segments let what they replace go soon. */
    private static final Map<String, String> CHANGELOG = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_BYTES_CONFIG,
            String.valueOf(64 << 20));

    private AttributionTopology() {}

    static Topology of(Topics topics, PartSettings settings) {
        var bytes = new ByteArraySerializer();
        var read = new ByteArrayDeserializer();
        var topology = new Topology();
        topology.addSource(INPUT, read, read, topics.input())
                .addProcessor(DEALER, () -> new EventDealer(settings.lateness(), settings.idleness()), INPUT)
                .addSink(EventDealer.SESSIONS, topics.sessions(), bytes, bytes, settings.parts(), DEALER)
                .addSink(EventDealer.REJECTED, topics.rejected(), bytes, bytes, DEALER);
        topology.addSource(TO_PARTS, read, read, topics.sessions())
                .addProcessor(PART, () -> new SessionsProcessor(settings), TO_PARTS)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(SessionsProcessor.STORE),
                                        Serdes.Bytes(),
                                        Serdes.ByteArray())
                                .withCachingDisabled()
                                .withLoggingEnabled(CHANGELOG),
                        PART)
                .addSink(SessionsProcessor.MESSAGES, topics.sessions(), bytes, bytes, settings.parts(), PART)
                .addSink(SessionsProcessor.ATTRIBUTIONS, topics.attributions(), bytes, bytes, PART)
                .addSink(SessionsProcessor.REVISIONS, topics.revisions(), bytes, bytes, PART)
                // Another sink than the dealer's, to the same topic: with one, input and sessions would have to have as
                // many partitions.
                .addSink(SessionsProcessor.UNSENT, topics.rejected(), bytes, bytes, PART);
        return topology;
    }
}
