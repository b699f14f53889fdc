// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectStandalone;
import org.apache.kafka.test.TestUtils;

/** A real worker of Kafka Connect with a real broker, in this process. All that is taken of Kafka's own tests is here. */
final class Worker implements AutoCloseable {
    static final String CORRECTIONS = "corrections";

    private static final long PATIENCE = 30_000;

    private final EmbeddedConnectStandalone connect;

    private Worker(EmbeddedConnectStandalone connect) {
        this.connect = connect;
    }

    /** Starts one with settings of its own. */
    static Worker start(Map<String, String> settings) {
        var worker = new HashMap<>(settings);
        worker.put("key.converter", StringConverter.class.getName());
        worker.put("value.converter", StringConverter.class.getName());
        worker.put("offset.flush.interval.ms", "1000");
        worker.put("plugin.discovery", "service_load");
        var builder = new EmbeddedConnectStandalone.Builder();
        builder.workerProps(worker);
        builder.brokerProps(new Properties());
        var started = new Worker(builder.build());
        started.connect.start();
        started.connect.kafka().createTopic(CORRECTIONS);
        return started;
    }

    void createTopic(String name) {
        connect.kafka().createTopic(name);
    }

    /** Writes texts to a topic of one partition, in their order. */
    void write(String topic, List<String> texts) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = connect.kafka().createProducer(Map.of())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (String text : texts) {
                sent.add(producer.send(new ProducerRecord<>(topic, text.getBytes(StandardCharsets.UTF_8))));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    /** All that is in a topic. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
        return StreamSupport.stream(connect.kafka().consumeAll(PATIENCE, topic).spliterator(), false)
                .toList();
    }

    /** All that is in a topic, as texts. */
    List<String> texts(String topic) throws Exception {
        return read(topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Runs a connector that attributes, with settings of its own. */
    void run(String name, Map<String, String> settings) {
        var connector = new HashMap<>(settings);
        connector.put("name", name);
        connector.put("tasks.max", "1");
        connector.put("transforms", "who");
        connector.put("transforms.who.type", "io.whotrail.connect.AttributeEvent");
        connect.configureConnector(name, connector);
    }

    /** What a connector needs to tell its corrections. */
    Map<String, String> withCorrections() {
        return Map.of(
                "transforms.who.corrections.topic",
                CORRECTIONS,
                "transforms.who.corrections.bootstrap.servers",
                connect.kafka().bootstrapServers());
    }

    /** A sink that writes a topic into a file. */
    static Map<String, String> fileSink(String topic, Path file) {
        return Map.of(
                "connector.class",
                "org.apache.kafka.connect.file.FileStreamSinkConnector",
                "topics",
                topic,
                "file",
                file.toString());
    }

    /** Lets a stopped connector begin its topic from the beginning. */
    void rewind(String name) throws InterruptedException {
        connect.stopConnector(name);
        connect.assertions().assertConnectorIsStopped(name, name);
        connect.resetConnectorOffsets(name);
        connect.resumeConnector(name);
    }

    void delete(String name) {
        connect.deleteConnector(name);
    }

    /** Why the task of a connector failed, once it has. */
    String failure(String name) throws InterruptedException {
        connect.assertions().assertConnectorIsRunningAndTasksHaveFailed(name, 1, name);
        return connect.connectorStatus(name).tasks().get(0).trace();
    }

    /** Waits until a file has so many lines. */
    static List<String> lines(Path file, int count) throws InterruptedException {
        var lines = new ArrayList<String>();
        TestUtils.waitForCondition(
                () -> {
                    lines.clear();
                    lines.addAll(Files.exists(file) ? Files.readAllLines(file) : List.of());
                    return lines.size() >= count;
                },
                PATIENCE,
                () -> file.getFileName() + " has " + lines.size() + " lines of " + count);
        return lines;
    }

    /** Waits until a topic has so many records. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic, int count) throws Exception {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        TestUtils.waitForCondition(
                () -> {
                    records.clear();
                    records.addAll(read(topic));
                    return records.size() >= count;
                },
                PATIENCE,
                () -> topic + " has " + records.size() + " records of " + count);
        return records;
    }

    @Override
    public void close() {
        connect.stop();
    }
}
