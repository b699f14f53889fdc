// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The fields of the index template, and of documents. */
final class Template {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Template() {}

    /** The type of each field, by its path with dots. */
    static Map<String, String> types() {
        var types = new TreeMap<String, String>();
        collect("", json(IndexTemplate.of("whotrail")).at("/template/mappings"), types);
        return types;
    }

    private static void collect(String prefix, JsonNode mapping, Map<String, String> types) {
        mapping.path("properties").properties().forEach(property -> {
            String path = prefix + property.getKey();
            if (property.getValue().has("type")
                    && !property.getValue().get("type").isObject()) {
                types.put(path, property.getValue().get("type").asText());
            }
            collect(path + '.', property.getValue(), types);
        });
    }

    /** The paths of all that is no object in a document. */
    static Set<String> fields(JsonNode document) {
        var fields = new TreeSet<String>();
        collect("", document, fields);
        return fields;
    }

    private static void collect(String path, JsonNode node, Set<String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> collect(
                            path.isEmpty() ? member.getKey() : path + '.' + member.getKey(),
                            member.getValue(),
                            fields));
        } else if (node.isArray()) {
            node.forEach(element -> collect(path, element, fields));
        } else {
            fields.add(path);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
