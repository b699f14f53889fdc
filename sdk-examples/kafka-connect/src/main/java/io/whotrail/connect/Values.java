// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The values of records: JSON as text or bytes, maps, or structs. Read as JSON bytes, whatever they are, and given one member
 * more. Thread safe.
 */
final class Values {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_SCHEMAS = 64;

    private final String name;
    private final JsonConverter converter = new JsonConverter();
    private final Cache<Schema, Schema> schemas = new SynchronizedCache<>(new LRUCache<>(MOST_SCHEMAS));

    /** Values that are given a member of a name. */
    Values(String name) {
        this.name = name;
        converter.configure(Map.of("schemas.enable", false), false);
    }

    /**
     * A value as JSON.
     *
     * @throws DataException if it is of a kind that holds no event
     */
    byte[] json(ConnectRecord<?> record) {
        Object value = record.value();
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            var bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof Struct || (value instanceof Map && record.valueSchema() == null)) {
            return written(record, value);
        }
        Object type = record.valueSchema() == null
                ? value.getClass().getSimpleName()
                : record.valueSchema().type();
        throw refused(
                record,
                "is a " + type
                        + ", which holds no event; a struct, a map without schema, or JSON as text or bytes does",
                null);
    }

    private byte[] written(ConnectRecord<?> record, Object value) {
        try {
            return converter.fromConnectData(record.topic(), record.valueSchema(), value);
        } catch (DataException unwritable) {
            throw refused(record, "cannot be written as JSON", unwritable);
        }
    }

    /** An error that says which record is refused, and why. */
    static DataException refused(ConnectRecord<?> record, String problem, @Nullable Throwable cause) {
        String place = "value of topic " + record.topic();
        place += record.kafkaPartition() == null ? "" : ", partition " + record.kafkaPartition();
        place += record instanceof SinkRecord read ? ", offset " + read.kafkaOffset() : "";
        return new DataException(place + ": " + problem, cause);
    }

    /**
     * Whether a value has a member of the name already.
     *
     * @param json the value as JSON, an object
     */
    boolean has(Object value, byte[] json) {
        if (value instanceof Struct struct) {
            return struct.schema().field(name) != null;
        }
        return value instanceof Map<?, ?> map ? map.containsKey(name) : hasMember(json);
    }

    private boolean hasMember(byte[] json) {
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                if (parser.currentName().equals(name)) {
                    return true;
                }
                parser.nextToken();
                parser.skipChildren();
            }
            return false;
        } catch (IOException failure) {
            throw new DataException("the event is no JSON to Jackson", failure);
        }
    }

    /**
     * A record whose value has an answer, of the same kind as it was; the value itself is left as it is.
     *
     * @param json the value as JSON, one object
     * @param answer the answer as JSON, one object
     */
    <R extends ConnectRecord<R>> R with(R record, byte[] json, byte[] answer) {
        Object value = record.value();
        if (value instanceof Struct struct) {
            Struct extended = extended(struct, tree(record.topic(), answer));
            return withValue(record, extended.schema(), extended);
        }
        if (value instanceof Map<?, ?> map) {
            var extended = new LinkedHashMap<Object, Object>(map);
            extended.put(name, tree(record.topic(), answer));
            return withValue(record, record.valueSchema(), extended);
        }
        byte[] spliced = spliced(json, answer);
        return withValue(
                record,
                record.valueSchema(),
                value instanceof String ? new String(spliced, StandardCharsets.UTF_8) : spliced);
    }

    private static <R extends ConnectRecord<R>> R withValue(R record, Schema schema, Object value) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                schema,
                value,
                record.timestamp());
    }

    private Object tree(String topic, byte[] answer) {
        return converter.toConnectData(topic, answer).value();
    }

    private Struct extended(Struct struct, Object answer) {
        Schema schema = extended(struct.schema());
        var extended = new Struct(schema);
        for (Field field : struct.schema().fields()) {
            Object value = struct.getWithoutDefault(field.name());
            if (value != null) { // a field with a default takes no null
                extended.put(field.name(), value);
            }
        }
        return extended.put(name, Answers.shaped(Answers.SCHEMA, answer));
    }

    private Schema extended(Schema schema) {
        Schema known = schemas.get(schema);
        if (known != null) {
            return known;
        }
        SchemaBuilder builder = SchemaBuilder.struct()
                .name(schema.name())
                .version(schema.version())
                .doc(schema.doc());
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        if (schema.isOptional()) {
            builder.optional();
        }
        schema.fields().forEach(field -> builder.field(field.name(), field.schema()));
        Schema extended = builder.field(name, Answers.SCHEMA).build();
        schemas.put(schema, extended);
        return extended;
    }

    /** The object with one member more, written in front of its last brace. */
    private byte[] spliced(byte[] object, byte[] answer) {
        int end = object.length - 1;
        while (object[end] != '}') {
            end--;
        }
        byte[] member = (",\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(object.length + member.length + answer.length)
                .put(object, 0, end)
                .put(member)
                .put(answer)
                .put(object, end, object.length - end)
                .array();
    }
}
