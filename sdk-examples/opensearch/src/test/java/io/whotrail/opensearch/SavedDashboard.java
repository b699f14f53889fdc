// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The saved objects that come with the project. */
final class SavedDashboard {
    private static final Pattern QUERIED = Pattern.compile("([@\\w.]+) : ");

    private SavedDashboard() {}

    static List<JsonNode> objects() throws IOException {
        return Files.readAllLines(Path.of("dashboards/whotrail.ndjson")).stream()
                .map(Template::json)
                .toList();
    }

    /** The fields by which visualizations put events together. */
    static Set<String> aggregated() throws IOException {
        var fields = new TreeSet<String>();
        for (JsonNode object : objects()) {
            String state = object.at("/attributes/visState").asText("{}");
            Template.json(state).path("aggs").forEach(aggregation -> {
                if (aggregation.at("/params/field").isTextual()) {
                    fields.add(aggregation.at("/params/field").asText());
                }
            });
        }
        return fields;
    }

    /** The fields by which they choose events. */
    static Set<String> queried() throws IOException {
        var fields = new TreeSet<String>();
        for (JsonNode object : objects()) {
            String search = object.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON")
                    .asText("{}");
            Matcher field =
                    QUERIED.matcher(Template.json(search).at("/query/query").asText());
            while (field.find()) {
                fields.add(field.group(1));
            }
        }
        return fields;
    }
}
