// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.MalformedEventException;
import io.whotrail.source.RejectReason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * A transformation that adds to each CloudTrail event who is behind it: an object in the value, or JSON in a header, with the
 * fields of a line of NDJSON. What a later record changes of an answer goes to a topic of its own, before that record goes on.
 *
 * <p>A record holds one event: a struct, a map without schema, or JSON as text or bytes. Values that are {@code null} pass as
 * they are; all others that are no event are errors, which the worker treats as {@code errors.tolerance} says.
 *
 * <p>What is known is kept in memory, for one task: see the README for what that means. One thread at a time, as a task calls.
 *
 * @param <R> the kind of record, of a source or of a sink
 */
public final class AttributeEvent<R extends ConnectRecord<R>> implements Transformation<R> {
    private final CloudTrailReader reader = CloudTrailReader.create();
    private final LineFormat format = LineFormat.ndjson();
    private AttributionConfig config = new AttributionConfig(Map.of());
    private Values values = new Values(config.name());
    private Corrections corrections = Corrections.UNTOLD;
    private Attributor attributor = config.attributor().build();
    private long contradictions;

    /** Makes one with all defaults. */
    public AttributeEvent() {}

    @Override
    public String version() {
        String version = AttributeEvent.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    @Override
    public ConfigDef config() {
        return AttributionConfig.DEFINITION;
    }

    @Override
    public void configure(Map<String, ?> settings) {
        config = new AttributionConfig(settings);
        values = new Values(config.name());
        corrections = config.correctionsTopic().isEmpty()
                ? Corrections.UNTOLD
                : new CorrectionsTopic(config.correctionsTopic(), config.correctionsProducer());
        attributor = config.attributor().listener(corrections).build();
    }

    @Override
    public R apply(R record) {
        if (record.value() == null) {
            return record;
        }
        corrections.deliver(); // of an earlier record, where they could not be delivered then
        byte[] json = values.json(record);
        CloudTrailEvent event = event(record, json);
        requireRoom(record, json);
        byte[] answer = Answers.json(format.line(SinkEntry.of(answer(event))));
        corrections.deliver();
        return config.isIntoHeader() ? withHeader(record, answer) : values.with(record, json, answer);
    }

    private CloudTrailEvent event(R record, byte[] json) {
        try {
            return reader.parseEvent(json);
        } catch (MalformedEventException bad) {
            boolean envelope = bad.reason() == RejectReason.NOT_AN_EVENT && holdsEvents(json);
            String problem = envelope
                    ? "a log file or another envelope that holds events: one record goes in and one comes out, so"
                            + " split it before"
                    : String.valueOf(bad.getMessage());
            throw Values.refused(record, problem, bad);
        }
    }

    private boolean holdsEvents(byte[] bytes) {
        try (EventSource source = reader.open(new ByteArrayInputStream(bytes), "the value")) {
            return source.next() != null;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private void requireRoom(R record, byte[] json) {
        boolean header = config.isIntoHeader();
        String name = config.name();
        if (header ? record.headers().lastWithName(name) != null : values.has(record.value(), json)) {
            String what = "has a " + (header ? "header " : "field ") + name + " already";
            throw Values.refused(record, what + "; set " + AttributionConfig.NAME + " to another name", null);
        }
    }

    /** The answer as of now, of a record that comes again too: where it went the first time is not known here. */
    private Attribution answer(CloudTrailEvent event) {
        Attribution answer = attributor.attribute(event);
        if (answer != null) {
            return answer;
        }
        long before = contradictions;
        contradictions = attributor.stats().contradictions();
        Attribution again = attributor.ask(event);
        return contradictions > before ? again.contradicted() : again;
    }

    private R withHeader(R record, byte[] answer) {
        R copy = record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp());
        copy.headers().add(config.name(), new String(answer, StandardCharsets.UTF_8), Schema.STRING_SCHEMA);
        return copy;
    }

    @Override
    public void close() {
        corrections.close();
    }
}
