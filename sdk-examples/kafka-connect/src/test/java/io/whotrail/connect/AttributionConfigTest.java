// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributionConfigTest {
    @ParameterizedTest
    @CsvSource({
        "attribution.place, key",
        "attribution.name, ''",
        "attribution.name, a\"b",
        "attribution.name, 1st",
        "lateness.ms, -1",
        "lateness.ms, soon",
        "retention.ms, 0",
        "maximum.memory.bytes, 1000"
    })
    void aSettingThatMakesNoSenseIsRefusedByItsName(String name, String value) {
        assertThatThrownBy(() -> new AttributionConfig(Map.of(name, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(name);
    }

    @Test
    void aTopicForCorrectionsNeedsACluster() {
        assertThatThrownBy(() -> new AttributionConfig(Map.of("corrections.topic", "corrections")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("corrections.topic needs corrections.bootstrap.servers, got none");
    }

    @Test
    void theProducerOfCorrectionsIsSetByItsPrefix() {
        var config = new AttributionConfig(Map.of(
                "corrections.topic", "corrections",
                "corrections.bootstrap.servers", "one:9092, two:9092",
                "corrections.producer.security.protocol", "SSL"));
        assertThat(config.correctionsProducer())
                .containsOnly(
                        Map.entry("bootstrap.servers", "one:9092,two:9092"), Map.entry("security.protocol", "SSL"));
    }

    @Test
    void everySettingSaysWhatItDoes() {
        assertThat(new AttributeEvent<SinkRecord>().config().configKeys().values())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.documentation).endsWith("."));
    }

    @Test
    void theReadmeNamesEverySettingWithItsDefault() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(AttributionConfig.DEFINITION.configKeys().values())
                .allSatisfy(key ->
                        assertThat(readme).contains("| `" + key.name + "` | " + written(key.defaultValue) + " |"));
    }

    private static String written(Object standard) {
        return "".equals(standard) || standard instanceof List ? "none" : "`" + standard + "`";
    }
}
