// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.whotrail.simulation.Profile;
import io.whotrail.sink.EcsPlacement;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IndexTemplateTest {
    private static final List<Profile> PROFILES =
            List.of(Profile.MIXED, Profile.HOSTILE, Profile.CHAINS, Profile.COLLISIONS);

    /** The fields of documents of every kind. */
    private static Set<String> written() {
        var fields = new TreeSet<String>();
        for (EcsPlacement placement : EcsPlacement.values()) {
            LineFormat format = LineFormat.ecs(placement);
            for (Profile profile : PROFILES) {
                for (SinkEntry entry : Documents.streamed(profile, 1, 2_000)) {
                    fields.addAll(
                            Template.fields(Template.json(new String(format.line(entry), StandardCharsets.UTF_8))));
                }
            }
        }
        return fields;
    }

    @Test
    void everyFieldOfADocumentHasAType() {
        Set<String> written = written();
        assertThat(Template.types().keySet()).containsAll(written);
        assertThat(written).hasSizeGreaterThan(60);
    }

    @Test
    void noInputMakesAFieldOfItsOwn() {
        JsonNode mappings = Template.json(IndexTemplate.of("whotrail")).at("/template/mappings");
        assertThat(mappings.get("dynamic").isBoolean()).isTrue();
        assertThat(mappings.get("dynamic").asBoolean()).isFalse();
    }

    @Test
    void theTemplateIsOfTheIndexAlone() {
        assertThat(Template.json(IndexTemplate.of("trail")).get("index_patterns"))
                .hasToString("[\"trail\"]");
    }

    @Test
    void everyFieldThatTheDashboardNamesIsThereAndIsWritten() throws IOException {
        Map<String, String> types = Template.types();
        Set<String> named = new TreeSet<>(SavedDashboard.aggregated());
        named.addAll(SavedDashboard.queried());
        assertThat(named).hasSizeGreaterThan(8);
        assertThat(types.keySet()).containsAll(named);
        assertThat(written()).containsAll(named);
        assertThat(SavedDashboard.aggregated())
                .allSatisfy(field -> assertThat(types.get(field)).isIn("keyword", "ip", "date"));
    }

    @Test
    void theDashboardHasAllThatItRefersTo() throws IOException {
        List<JsonNode> objects = SavedDashboard.objects();
        Set<String> ids = new TreeSet<>(
                objects.stream().map(object -> object.get("id").asText()).toList());
        assertThat(ids).hasSameSizeAs(objects);
        for (JsonNode object : objects) {
            object.get("references")
                    .forEach(reference ->
                            assertThat(ids).contains(reference.get("id").asText()));
        }
        JsonNode pattern = objects.get(0);
        assertThat(pattern.at("/attributes/title").asText()).isEqualTo(OpenSearchSink.Builder.DEFAULT_INDEX);
        assertThat(Template.types())
                .containsEntry(pattern.at("/attributes/timeFieldName").asText(), "date");
    }
}
