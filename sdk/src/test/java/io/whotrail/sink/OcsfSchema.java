// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.testing.JsonTree;
import io.whotrail.testing.TarFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sources of OCSF's schema, resolved far enough to judge an event. */
final class OcsfSchema {
    /** The profiles that an event says it has may add attributes; those of others are unknown to it. */
    private static final Set<String> PROFILES = Set.of("cloud", "datetime");

    private final Map<String, Map<String, Object>> files = new TreeMap<>();
    private final Map<String, Map<String, Object>> classes = new HashMap<>();
    private final Map<String, Map<String, Object>> objects = new HashMap<>();

    private OcsfSchema(Map<String, byte[]> tar) {
        tar.forEach((name, bytes) -> {
            if (name.endsWith(".json") && !name.contains("extensions/") && !name.contains("metaschema/")) {
                files.put(
                        name.startsWith("./") ? name.substring(2) : name,
                        JsonTree.object(new String(bytes, StandardCharsets.UTF_8)));
            }
        });
        files.forEach((name, content) -> {
            if (name.startsWith("events/")) {
                classes.put(text(content, "name"), content);
            } else if (name.startsWith("objects/")) {
                objects.put(text(content, "name"), content);
            }
        });
    }

    static OcsfSchema read(Path tarGz) throws IOException {
        return new OcsfSchema(TarFile.read(tarGz));
    }

    String version() {
        return text(files.get("version.json"), "version");
    }

    /** What is wrong with an event; nothing if it is one of the schema. */
    List<String> faults(Map<String, Object> event) {
        var faults = new ArrayList<String>();
        long uid = (Long) event.getOrDefault("class_uid", -1L);
        for (Map<String, Object> type : classes.values()) {
            if (uid == uid(type)) {
                checkClass(event, type, faults);
                return faults;
            }
        }
        faults.add("no class " + uid);
        return faults;
    }

    private long uid(Map<String, Object> type) {
        long category = category(type);
        long own = type.get("uid") instanceof Long number ? number : 0;
        return type.get("uid") == null && !"base_event".equals(type.get("name")) ? -2 : category * 1000 + own;
    }

    private long category(Map<String, Object> type) {
        for (Map<String, Object> at = type; at != null; at = classes.get(String.valueOf(at.get("extends")))) {
            Object uid = JsonTree.at(files.get("categories.json"), "attributes", at.get("category"), "uid");
            if (uid instanceof Long number) {
                return number;
            }
        }
        return 0;
    }

    private void checkClass(Map<String, Object> event, Map<String, Object> type, List<String> faults) {
        checkObject("", event, type, classes, faults);
        if (!Long.valueOf(category(type)).equals(event.get("category_uid"))) {
            faults.add("category_uid is " + event.get("category_uid"));
        }
        if (!Long.valueOf(uid(type) * 100 + (Long) event.get("activity_id")).equals(event.get("type_uid"))) {
            faults.add("type_uid is " + event.get("type_uid"));
        }
        Object named = JsonTree.at(event, "metadata", "profiles");
        if (!(named instanceof List<?> list) || !Set.copyOf(list).equals(PROFILES)) {
            faults.add("the profiles are " + named);
        }
    }

    private void checkObject(
            String path,
            Map<?, ?> value,
            Map<String, Object> type,
            Map<String, Map<String, Object>> types,
            List<String> faults) {
        Map<String, Map<String, Object>> attributes = attributes(type, types);
        attributes.forEach((name, attribute) -> {
            if ("required".equals(attribute.get("requirement")) && !value.containsKey(name)) {
                faults.add(path + name + " is required");
            }
        });
        value.forEach((name, inner) -> {
            Map<String, Object> attribute = attributes.get(name);
            if (attribute == null) {
                faults.add(path + name + " is unknown");
            } else {
                checkAttribute(path + name, inner, attribute, faults);
                checkSibling(path, value, attribute, inner, faults);
            }
        });
        checkConstraints(path, value, type, types, faults);
    }

    private static void checkSibling(
            String path, Map<?, ?> value, Map<String, Object> attribute, Object number, List<String> faults) {
        if (attribute.get("sibling") instanceof String sibling
                && value.get(sibling) != null
                && !number.equals(99L)
                && attribute.get("enum") instanceof Map<?, ?> captions
                && !value.get(sibling).equals(JsonTree.at(captions, number.toString(), "caption"))) {
            faults.add(path + sibling + " is not the caption of " + number);
        }
    }

    private void checkConstraints(
            String path,
            Map<?, ?> value,
            Map<String, Object> type,
            Map<String, Map<String, Object>> types,
            List<String> faults) {
        Map<String, Object> at = type;
        while (at != null && at.get("constraints") == null) {
            at = types.get(String.valueOf(at.get("extends")));
        }
        Object least = at == null ? null : JsonTree.at(at, "constraints", "at_least_one");
        if (least instanceof List<?> names && names.stream().noneMatch(value::containsKey)) {
            faults.add(path + " has none of " + names);
        }
    }

    private void checkAttribute(String path, Object value, Map<String, Object> attribute, List<String> faults) {
        if (Boolean.TRUE.equals(attribute.get("is_array"))) {
            if (!(value instanceof List<?> list)) {
                faults.add(path + " is no array");
                return;
            }
            list.forEach(one -> checkOne(path, one, attribute, faults));
        } else {
            checkOne(path, value, attribute, faults);
        }
    }

    private void checkOne(String path, Object value, Map<String, Object> attribute, List<String> faults) {
        String type = text(attribute, "type");
        if (objects.containsKey(type) && !"object".equals(type)) {
            if (value instanceof Map<?, ?> map) {
                checkObject(path + ".", map, objects.get(type), objects, faults);
            } else {
                faults.add(path + " is no object");
            }
            return;
        }
        if (attribute.get("enum") instanceof Map<?, ?> captions && !captions.containsKey(value.toString())) {
            faults.add(path + " is " + value + ", none of " + captions.keySet());
        }
        checkScalar(path, value, type, faults);
    }

    private void checkScalar(String path, Object value, String type, List<String> faults) {
        Object definition = JsonTree.at(files.get("dictionary.json"), "types", "attributes", type);
        if (definition == null) {
            faults.add(path + " is of the unknown type " + type);
            return;
        }
        String base = JsonTree.at(definition, "type") instanceof String parent ? parent : type;
        boolean right = switch (base) {
            case "string_t" -> value instanceof String;
            case "integer_t", "long_t" -> value instanceof Long;
            case "boolean_t" -> value instanceof Boolean;
            case "json_t" -> true;
            default -> false;
        };
        if (!right) {
            faults.add(path + " is no " + type + ": " + value);
        } else if (JsonTree.at(definition, "regex") instanceof String regex && !((String) value).matches(regex)) {
            faults.add(path + " is not written as a " + type + ": " + value);
        }
    }

    /** The attributes of a type: its own over its parent's, what is included, and what the dictionary says of each. */
    private Map<String, Map<String, Object>> attributes(
            Map<String, Object> type, Map<String, Map<String, Object>> types) {
        var all = new LinkedHashMap<String, Map<String, Object>>();
        Map<String, Object> parent = types.get(String.valueOf(type.get("extends")));
        if (parent != null) {
            all.putAll(attributes(parent, types));
        }
        Map<?, ?> own = (Map<?, ?>) type.get("attributes");
        if (own.get("$include") instanceof List<?> includes) {
            for (Object include : includes) {
                include((String) include, all);
            }
        }
        own.forEach((name, attribute) -> {
            if (!name.equals("$include")) {
                merge(all, (String) name, (Map<?, ?>) attribute);
            }
        });
        withTimes(all);
        // Which values these two have in a class is not listed anywhere; checkClass knows.
        Stream.of("class_uid", "category_uid")
                .filter(all::containsKey)
                .forEach(name -> all.get(name).remove("enum"));
        return all;
    }

    private void include(String file, Map<String, Map<String, Object>> all) {
        Map<String, Object> profile = files.get(file);
        if (PROFILES.contains(text(profile, "name"))) {
            ((Map<?, ?>) profile.get("attributes"))
                    .forEach((name, attribute) -> merge(all, (String) name, (Map<?, ?>) attribute));
        }
    }

    private void merge(Map<String, Map<String, Object>> all, String name, Map<?, ?> attribute) {
        Object profile = attribute.get("profile");
        if (profile instanceof String other && !PROFILES.contains(other)) {
            return;
        }
        Map<String, Object> merged = all.computeIfAbsent(name, this::ofDictionary);
        attribute.forEach((key, value) -> {
            if (key.equals("enum") && merged.get("enum") instanceof Map<?, ?> before) {
                var both = new LinkedHashMap<Object, Object>(before);
                both.putAll((Map<?, ?>) value);
                merged.put("enum", both);
            } else {
                merged.put((String) key, value);
            }
        });
    }

    private Map<String, Object> ofDictionary(String name) {
        var known = new LinkedHashMap<String, Object>();
        if (JsonTree.at(files.get("dictionary.json"), "attributes", name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> known.put((String) key, value));
        }
        known.remove("requirement");
        return known;
    }

    /** The profile {@code datetime} puts a text beside every time. */
    private static void withTimes(Map<String, Map<String, Object>> all) {
        for (String name : List.copyOf(all.keySet())) {
            if ("timestamp_t".equals(all.get(name).get("type"))) {
                all.put(name + "_dt", Map.of("type", "datetime_t", "requirement", "optional"));
            }
        }
    }

    private static String text(Map<String, Object> object, String key) {
        return String.valueOf(object.get(key));
    }
}
