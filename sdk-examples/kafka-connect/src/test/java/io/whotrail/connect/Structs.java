// SPDX-License-Identifier: Apache-2.0
package io.whotrail.connect;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;

/** JSON as maps and as structs of schemas that fit. */
final class Structs {
    private static final JsonConverter JSON = new JsonConverter();
    private static final JsonConverter JSON_WITH_SCHEMA = new JsonConverter();

    static {
        JSON.configure(Map.of("schemas.enable", false), false);
        JSON_WITH_SCHEMA.configure(Map.of("schemas.enable", true), false);
    }

    private Structs() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(String json) {
        return (Map<String, Object>)
                JSON.toConnectData("", json.getBytes(StandardCharsets.UTF_8)).value();
    }

    static Struct struct(String json) {
        Map<String, Object> map = map(json);
        return (Struct) data(schema(map), map);
    }

    /** A struct with its schema, as JSON has both. */
    static String withSchema(String json) {
        Struct struct = struct(json);
        return new String(JSON_WITH_SCHEMA.fromConnectData("", struct.schema(), struct), StandardCharsets.UTF_8);
    }

    /** The data as plain maps and lists, without fields that are absent. */
    static Object plain(Object data) {
        if (data instanceof Struct struct) {
            var map = new LinkedHashMap<String, Object>();
            for (var field : struct.schema().fields()) {
                Object value = struct.get(field);
                if (value != null) {
                    map.put(field.name(), plain(value));
                }
            }
            return map;
        }
        if (data instanceof Integer number) {
            return number.longValue();
        }
        return data instanceof List<?> list ? list.stream().map(Structs::plain).toList() : data;
    }

    private static Schema schema(Object data) {
        if (data instanceof Map<?, ?> map) {
            SchemaBuilder builder = SchemaBuilder.struct().optional();
            map.forEach((name, value) -> builder.field((String) name, schema(value)));
            return builder.build();
        }
        if (data instanceof List<?> list) {
            return SchemaBuilder.array(schema(example(list))).optional().build();
        }
        if (data instanceof Long) {
            return Schema.OPTIONAL_INT64_SCHEMA;
        }
        if (data instanceof Double) {
            return Schema.OPTIONAL_FLOAT64_SCHEMA;
        }
        return data instanceof Boolean ? Schema.OPTIONAL_BOOLEAN_SCHEMA : Schema.OPTIONAL_STRING_SCHEMA;
    }

    /** What has the members of all elements. */
    private static Object example(List<?> elements) {
        var members = new LinkedHashMap<Object, Object>();
        for (Object element : elements) {
            if (!(element instanceof Map<?, ?> map)) {
                return element;
            }
            members.putAll(map);
        }
        return members;
    }

    private static Object data(Schema schema, Object data) {
        if (data instanceof Map<?, ?> map) {
            var struct = new Struct(schema);
            map.forEach((name, value) ->
                    struct.put((String) name, data(schema.field((String) name).schema(), value)));
            return struct;
        }
        return data instanceof List<?> list
                ? list.stream().map(each -> data(schema.valueSchema(), each)).toList()
                : data;
    }
}
