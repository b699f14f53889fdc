// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.Attributor;
import io.whotrail.source.CloudTrailReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.util.clusters.EmbeddedKafkaCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real broker, that is stopped and comes back. */
class CorrectionsTopicTest {
    private static final EmbeddedKafkaCluster KAFKA = new EmbeddedKafkaCluster(1, new Properties());

    private final AttributeEvent<SinkRecord> transformation = new AttributeEvent<>();
    private final String topic = "corrections-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        KAFKA.start();
    }

    @AfterAll
    static void stop() {
        KAFKA.stop();
    }

    @BeforeEach
    void createTopic() {
        KAFKA.createTopic(topic);
    }

    @AfterEach
    void close() {
        transformation.close();
    }

    private void configure(Map<String, String> producer) {
        var settings = new HashMap<String, String>();
        settings.put("corrections.topic", topic);
        settings.put("corrections.bootstrap.servers", KAFKA.bootstrapServers());
        producer.forEach((name, value) -> settings.put("corrections.producer." + name, value));
        transformation.configure(settings);
    }

    private static SinkRecord record(String json) {
        return new SinkRecord("trail", 0, null, null, Schema.STRING_SCHEMA, json, 0);
    }

    private List<String> arrived() throws Exception {
        var arrived = new ArrayList<String>();
        KAFKA.consumeAll(30_000, topic).forEach(each -> arrived.add(new String(each.value(), StandardCharsets.UTF_8)));
        return arrived;
    }

    @Test
    void whatARecordCorrectsIsInTheTopicBeforeTheRecordGoesOn() throws Exception {
        List<String> records = Events.untilOneCorrects(Events.delivered(8, 500));
        configure(Map.of());
        records.forEach(json -> transformation.apply(record(json)));
        assertThat(arrived())
                .isEqualTo(Events.attributed(records).corrections())
                .isNotEmpty();
    }

    @Test
    void correctionsWaitForABrokerThatIsAwayAndNoRecordPassesThem() throws Exception {
        List<String> records = Events.untilOneCorrects(Events.delivered(8, 500));
        configure(Map.of(
                "delivery.timeout.ms", "1000", "request.timeout.ms", "1000", "max.block.ms", "1000", "linger.ms", "0"));
        SinkRecord correcting = record(records.get(records.size() - 1));
        records.subList(0, records.size() - 1).forEach(json -> transformation.apply(record(json)));
        KAFKA.stopOnlyBrokers();
        try {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> transformation.apply(correcting))
                        .isInstanceOf(RetriableException.class)
                        .hasMessageContaining("wait for topic " + topic);
            }
        } finally {
            KAFKA.restartOnlyBrokers();
            KAFKA.verifyClusterReadiness();
        }
        assertThat((String) transformation.apply(correcting).value()).contains("\"whotrail\":");
        assertThat(arrived()).isEqualTo(Events.attributed(records).corrections());
    }

    /** Corrections that wait to be delivered. */
    private CorrectionsTopic waiting(List<String> records, CorrectionsTopic corrections) {
        Attributor attributor = new AttributionConfig(Map.of())
                .attributor()
                .listener(corrections)
                .build();
        CloudTrailReader reader = CloudTrailReader.create();
        records.forEach(json -> attributor.attribute(reader.parseEvent(json.getBytes(StandardCharsets.UTF_8))));
        return corrections;
    }

    private CorrectionsTopic topic() {
        Map<String, Object> producer =
                Map.of("bootstrap.servers", KAFKA.bootstrapServers(), "max.block.ms", "1000", "linger.ms", "0");
        return new CorrectionsTopic(topic, producer, Duration.ofSeconds(1));
    }

    @Test
    @Timeout(180)
    void whoClosesWhileTheBrokerIsAwayIsNotHeldAndToldHowManyWereNotDelivered() throws Exception {
        List<String> records = Events.delivered(8, 500);
        List<String> corrections = Events.attributed(records).corrections();
        CorrectionsTopic knowsTheBroker = waiting(records, topic());
        knowsTheBroker.deliver();
        CorrectionsTopic neverMetIt = topic();
        KAFKA.stopOnlyBrokers();
        try {
            waiting(records, knowsTheBroker).close();
            waiting(records, neverMetIt).close();
        } finally {
            KAFKA.restartOnlyBrokers();
            KAFKA.verifyClusterReadiness();
        }
        assertThat(knowsTheBroker.undelivered()).isEqualTo(corrections.size()).isPositive();
        assertThat(neverMetIt.undelivered()).isEqualTo(corrections.size());
        assertThat(arrived()).isEqualTo(corrections);
    }

    @Test
    void whoClosesDeliversWhatWaits() throws Exception {
        List<String> records = Events.delivered(8, 500);
        CorrectionsTopic corrections = waiting(records, topic());
        corrections.close();
        assertThat(corrections.undelivered()).isZero();
        assertThat(arrived()).isEqualTo(Events.attributed(records).corrections());
    }

    @Test
    void aCorrectionThatTheTopicNeverTakesIsToldAndKeepsNoOtherFromIt() {
        List<String> records = Events.untilOneCorrects(Events.delivered(8, 500));
        configure(Map.of("max.request.size", "100"));
        records.subList(0, records.size() - 1).forEach(json -> transformation.apply(record(json)));
        SinkRecord correcting = record(records.get(records.size() - 1));
        assertThatThrownBy(() -> transformation.apply(correcting))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(RetriableException.class)
                .hasMessageContaining("are not taken by topic " + topic + " and given up");
        assertThat(transformation.apply(correcting).value()).isNotNull();
    }
}
