// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.cli.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page has in it. */
record ReportData(String page, String json, Map<String, Object> data) {
    private static final Pattern BLOCK =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    static ReportData of(Path file) throws IOException {
        String page = Files.readString(file);
        Matcher block = BLOCK.matcher(page);
        if (!block.find()) {
            throw new AssertionError("no data in " + file);
        }
        return new ReportData(page, block.group(1), Json.object(block.group(1)));
    }

    static ReportData ofJson(String json) {
        return new ReportData("", json, Json.object(json));
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> objects(String... names) {
        return (List<Map<String, Object>>) Json.at(data, names);
    }

    @SuppressWarnings("unchecked")
    List<List<Object>> rows(String... names) {
        return (List<List<Object>>) Json.at(data, names);
    }

    long number(String... names) {
        return ((Number) Json.at(data, names)).longValue();
    }

    String text(Object number) {
        return (String) ((List<?>) Json.at(data, "strings")).get(((Number) number).intValue());
    }

    long sum(String name, String... names) {
        return objects(names).stream()
                .mapToLong(object -> ((Number) object.get(name)).longValue())
                .sum();
    }

    /** The line of the graph from one label to another. */
    Map<String, Object> edge(String from, String to) {
        List<Map<String, Object>> nodes = objects("graph", "nodes");
        return objects("graph", "edges").stream()
                .filter(edge -> from.equals(label(nodes, edge.get("from"))) && to.equals(label(nodes, edge.get("to"))))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line from " + from + " to " + to));
    }

    private static Object label(List<Map<String, Object>> nodes, Object number) {
        return nodes.get(((Number) number).intValue()).get("label");
    }

    /** An event by its number: {@code id, file, event of it, byte, path}. */
    String place(Object number) {
        List<Object> event = rows("events").get(((Number) number).intValue());
        String file = (String) ((List<?>) Json.at(data, "files")).get(((Number) event.get(3)).intValue());
        return event.get(0) + ", " + Path.of(file).getFileName() + ", " + event.get(4) + ", " + event.get(6) + ", "
                + text(event.get(7));
    }
}
