// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;

/** A real broker in this JVM, on loopback: a KRaft node that is broker and controller. */
final class Broker implements AutoCloseable {
    private final KafkaClusterTestKit kit;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();

    Broker(Path folder) throws Exception {
        TestKitNodes nodes = new TestKitNodes.Builder()
                .setBaseDirectory(folder)
                .setCombined(true)
                .setNumBrokerNodes(1)
                .setNumControllerNodes(1)
                .build();
        kit = new KafkaClusterTestKit.Builder(nodes)
                .setConfigProp("offsets.topic.replication.factor", "1")
                .setConfigProp("offsets.topic.num.partitions", "4")
                .setConfigProp("transaction.state.log.replication.factor", "1")
                .setConfigProp("transaction.state.log.min.isr", "1")
                .setConfigProp("transaction.state.log.num.partitions", "4")
                .setConfigProp("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000")
                .setConfigProp("auto.create.topics.enable", "false")
                .setConfigProp("group.min.session.timeout.ms", "1000")
                .setConfigProp("group.initial.rebalance.delay.ms", "0")
                .build();
        format();
        kit.startup();
        kit.waitForReadyBrokers();
        producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                address(),
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class));
    }

    /** Says what it does on the standard output otherwise. */
    private void format() throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        try {
            kit.format();
        } finally {
            System.setOut(out);
        }
    }

    String address() {
        return kit.bootstrapServers();
    }

    void make(String topic, int partitions) throws ExecutionException, InterruptedException {
        try (Admin admin = kit.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get();
        }
    }

    /** Sets properties of a topic. */
    void configure(String topic, Map<String, String> properties) throws ExecutionException, InterruptedException {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        List<AlterConfigOp> set = properties.entrySet().stream()
                .map(one -> new AlterConfigOp(new ConfigEntry(one.getKey(), one.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        try (Admin admin = kit.admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, set)).all().get();
        }
    }

    void send(String topic, int partition, byte[] value) {
        send(new ProducerRecord<>(topic, partition, null, value));
    }

    /** No event before then will come from that partition. */
    void sendTime(String topic, int partition, Instant time) {
        send(new ProducerRecord<>(topic, partition, time.toEpochMilli(), (byte[]) null, (byte[]) null));
    }

    private void send(ProducerRecord<byte[], byte[]> sent) {
        var unused = producer.send(sent, (place, failed) -> {
            if (failed != null) {
                failures.add(failed);
            }
        });
    }

    /** Waits until all that was sent is there. */
    void flush() {
        producer.flush();
        assertThat(failures).isEmpty();
    }

    /**
     * Reads a topic from its beginning, as far as it is committed, until there is enough.
     *
     * @throws AssertionError if there is not enough in time
     */
    void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader, BooleanSupplier enough, Duration within) {
        read(topic, "read_committed", reader, enough, within);
    }

    /** As {@link #read}, what is not committed too. */
    void readUncommitted(
            String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader, BooleanSupplier enough, Duration within) {
        read(topic, "read_uncommitted", reader, enough, within);
    }

    private void read(
            String topic,
            String isolation,
            Consumer<ConsumerRecord<byte[], byte[]>> reader,
            BooleanSupplier enough,
            Duration within) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation)) {
            Instant end = Instant.now().plus(within);
            List<TopicPartition> partitions = List.of();
            while (!enough.getAsBoolean()) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError("not enough in " + topic + " within " + within);
                }
                if (partitions.isEmpty()) {
                    partitions = assignAll(topic, consumer);
                } else {
                    consumer.poll(Duration.ofMillis(200)).forEach(reader);
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                address(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                isolation,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class));
    }

    /** The partitions of a topic, from their beginnings; none where it is not there yet. */
    private static List<TopicPartition> assignAll(String topic, KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(one -> new TopicPartition(one.topic(), one.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    /** Reads all of a topic that is committed now. */
    void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(assignAll(topic, consumer));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(reader);
            }
        }
    }

    /** As many values as there have to be. */
    List<String> valuesOf(String topic, int count, Duration within) {
        var values = new ArrayList<String>();
        read(
                topic,
                record -> values.add(new String(record.value(), StandardCharsets.UTF_8)),
                () -> values.size() >= count,
                within);
        return values;
    }

    /** Waits until nobody is of a group any more. */
    void awaitEmpty(String group, Duration within) throws ExecutionException, InterruptedException {
        Instant end = Instant.now().plus(within);
        try (Admin admin = kit.admin()) {
            while (!admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .isEmpty()) {
                if (Instant.now().isAfter(end)) {
                    throw new AssertionError("somebody is still of " + group + " after " + within);
                }
            }
        }
    }

    /** What a topic takes of the disk. */
    double bytesOf(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = kit.admin()) {
            return admin.describeLogDirs(List.of(0)).allDescriptions().get().get(0).values().stream()
                    .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                    .filter(replica -> replica.getKey().topic().equals(topic))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        }
    }

    @Override
    public void close() throws IOException {
        producer.close();
        try {
            kit.close();
        } catch (Exception failed) {
            throw new IOException("the broker cannot be closed", failed);
        }
    }
}
