// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import io.whotrail.Attributor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/** What whoever runs a connector sets of {@link AttributeEvent}. */
final class AttributionConfig extends AbstractConfig {
    static final String PLACE = "attribution.place";
    static final String NAME = "attribution.name";
    static final String LATENESS = "lateness.ms";
    static final String RETENTION = "retention.ms";
    static final String MAXIMUM_MEMORY = "maximum.memory.bytes";
    static final String CORRECTIONS_TOPIC = "corrections.topic";
    static final String CORRECTIONS_SERVERS = "corrections.bootstrap.servers";
    static final String CORRECTIONS_PRODUCER = "corrections.producer.";

    static final String VALUE = "value";
    static final String HEADER = "header";

    /** About 700,000 sessions. */
    private static final long DEFAULT_MAXIMUM_MEMORY = 256L << 20;
    /** So that any format has a field of that name, and JSON needs no escape. */
    private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    PLACE,
                    ConfigDef.Type.STRING,
                    VALUE,
                    ValidString.in(VALUE, HEADER),
                    Importance.HIGH,
                    "Where the answer goes: into a field of the value, as an object of its own, or into a header, as JSON.")
            .define(
                    NAME,
                    ConfigDef.Type.STRING,
                    "whotrail",
                    LambdaValidator.with(AttributionConfig::requireField, () -> "letters, digits and underscores"),
                    Importance.MEDIUM,
                    "The name of that field or header. A record that has one of that name already is an error.")
            .define(
                    LATENESS,
                    ConfigDef.Type.LONG,
                    Attributor.Builder.DEFAULT_LATENESS.toMillis(),
                    Range.atLeast(0),
                    Importance.MEDIUM,
                    "How far, in event time, a record may come behind the newest one and still correct earlier answers.")
            .define(
                    RETENTION,
                    ConfigDef.Type.LONG,
                    Attributor.Builder.DEFAULT_RETENTION.toMillis(),
                    Range.atLeast(1),
                    Importance.LOW,
                    "How long, in event time, a session is kept after it was issued.")
            .define(
                    MAXIMUM_MEMORY,
                    ConfigDef.Type.LONG,
                    DEFAULT_MAXIMUM_MEMORY,
                    Range.atLeast(Attributor.Builder.LEAST_MEMORY),
                    Importance.MEDIUM,
                    "How much of the heap the sessions of one task may take. Beyond it sessions are pushed out, and"
                            + " events made with them say ISSUANCE_EVICTED.")
            .define(
                    CORRECTIONS_TOPIC,
                    ConfigDef.Type.STRING,
                    "",
                    Importance.HIGH,
                    "The topic that is told what later records change of answers that were given. Empty: nobody is told.")
            .define(
                    CORRECTIONS_SERVERS,
                    ConfigDef.Type.LIST,
                    List.of(),
                    Importance.HIGH,
                    "The Kafka cluster of that topic: host and port of some brokers, as bootstrap.servers of a producer."
                            + " All else of the producer is set with the prefix " + CORRECTIONS_PRODUCER + " before"
                            + " the producer's own name of it.");

    AttributionConfig(Map<String, ?> settings) {
        super(DEFINITION, settings, false);
        if (!correctionsTopic().isEmpty() && getList(CORRECTIONS_SERVERS).isEmpty()) {
            throw new ConfigException(CORRECTIONS_TOPIC + " needs " + CORRECTIONS_SERVERS + ", got none");
        }
    }

    private static void requireField(String name, Object value) {
        if (!FIELD.matcher(String.valueOf(value)).matches()) {
            throw new ConfigException(name, value, "must be letters, digits and underscores, and begin with no digit");
        }
    }

    boolean isIntoHeader() {
        return HEADER.equals(getString(PLACE));
    }

    String name() {
        return getString(NAME);
    }

    String correctionsTopic() {
        return getString(CORRECTIONS_TOPIC);
    }

    /** What the producer of corrections is set to, but for its serializers. */
    Map<String, Object> correctionsProducer() {
        Map<String, Object> settings = originalsWithPrefix(CORRECTIONS_PRODUCER);
        settings.put("bootstrap.servers", String.join(",", getList(CORRECTIONS_SERVERS)));
        return settings;
    }

    Attributor.Builder attributor() {
        return Attributor.builder(InstantSource.system())
                .lateness(Duration.ofMillis(getLong(LATENESS)))
                .retention(Duration.ofMillis(getLong(RETENTION)))
                .maximumMemory(getLong(MAXIMUM_MEMORY));
    }
}
