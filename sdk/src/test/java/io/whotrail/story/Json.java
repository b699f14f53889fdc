// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON objects whose fields keep the order in which they were put. */
public final class Json {
    /** A field that is there and says {@code null}, as {@code "responseElements":null} does. */
    public static final Object NULL = new Object();

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** An object of these keys and values, in this order; a Java {@code null} leaves its field out. */
    public static Map<String, Object> object(Object... keysAndValues) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (keysAndValues[i + 1] != null) {
                object.put((String) keysAndValues[i], keysAndValues[i + 1]);
            }
        }
        return object;
    }

    /** The text of a value, without spaces. */
    public static String text(Object value) {
        var out = new StringWriter(2048);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            write(value, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Map<?, ?> object) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : object.entrySet()) {
                json.writeFieldName((String) field.getKey());
                write(field.getValue(), json);
            }
            json.writeEndObject();
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                write(item, json);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value == NULL) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }
}
