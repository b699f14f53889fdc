// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.whotrail.Attribution;
import io.whotrail.simulation.Profile;
import io.whotrail.sink.AttributionSink;
import io.whotrail.sink.SinkEntry;
import io.whotrail.sink.SinkException;
import io.whotrail.testing.AttributionSinkContract;
import io.whotrail.testing.SinkEntries;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink against OpenSearch itself, a node in this process; each test has an index of its own. */
class NodeTest extends AttributionSinkContract {
    @TempDir
    private static Path folder;

    private static Node node;

    private final String index = "whotrail-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        node = Node.start(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
    }

    @Override
    protected AttributionSink open() {
        return sink();
    }

    private OpenSearchSink sink() {
        return OpenSearchSink.builder(node.address())
                .index(index)
                .maximumBodyBytes(100_000)
                .backoff(Duration.ofMillis(100), Duration.ofSeconds(1), 3)
                .build();
    }

    @Override
    protected List<String> arrived() {
        return hits().stream()
                .map(hit -> OpenSearchSinkContractTest.name(hit.get("_source")))
                .toList();
    }

    /** All documents, in the order in which they were stored. */
    private List<JsonNode> hits() {
        node.ask("POST", index + "/_refresh", "");
        JsonNode found = node.ask("POST", index + "/_search?ignore_unavailable=true", """
                {"size":10000,"seq_no_primary_term":true,"version":true,"sort":["_seq_no"],"query":{"match_all":{}}}""");
        var hits = new ArrayList<JsonNode>();
        found.at("/hits/hits").forEach(hits::add);
        return hits;
    }

    private static SinkEntry answer(int number, int revision) {
        Attribution first = ((SinkEntry.Answer) SinkEntries.answer(number, "alice")).attribution();
        return SinkEntry.of(first.revised(revision));
    }

    @Test
    void aHigherRevisionTakesThePlaceOfALowerAndNothingElseChangesAnything() throws Exception {
        try (OpenSearchSink sink = sink()) {
            sink.write(List.of(answer(1, 0), answer(2, 1)));
            sink.write(List.of(answer(1, 2)));
            List<JsonNode> before = hits();
            sink.write(List.of(answer(1, 0), answer(1, 1), answer(1, 2), answer(2, 0), answer(2, 1)));
            assertThat(hits()).isEqualTo(before);
            assertThat(before).extracting(hit -> hit.get("_version").asInt()).containsExactly(1, 2);
            assertThat(before)
                    .extracting(hit -> hit.at("/_source/whotrail/revision").asInt())
                    .containsExactly(1, 2);
        }
    }

    @Test
    void aReplayInAnyOrderLeavesTheLastAnswerForEachEvent() throws Exception {
        List<SinkEntry> entries = new ArrayList<>(Documents.streamed(Profile.MIXED, 3, 1_500));
        Map<String, Integer> last = new HashMap<>();
        for (SinkEntry entry : entries) {
            String id = BulkActions.id(entry);
            last.merge(id, BulkActions.version(entry), Math::max);
        }
        Collections.shuffle(entries, new Random(1));
        try (OpenSearchSink sink = sink()) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < entries.size(); i += 500) {
                    sink.write(entries.subList(i, Math.min(entries.size(), i + 500)));
                }
            }
        }
        Map<String, Integer> stored = new HashMap<>();
        hits().forEach(hit ->
                stored.put(hit.get("_id").asText(), hit.get("_version").asInt()));
        assertThat(stored).isEqualTo(last);
        assertThat(last.values()).anyMatch(version -> version > 0);
    }

    @Test
    void whatTheMappingRefusesIsToldByFieldAndCostsNoOther() throws Exception {
        node.ask("PUT", index, """
                {"mappings":{"properties":{"event":{"properties":{"id":{"type":"long"}}}}}}""");
        SinkException refused = null;
        try (OpenSearchSink sink = sink()) {
            sink.write(List.of(SinkEntries.notice("ASIA1", 1), answer(7, 0), SinkEntries.notice("ASIA2", 1)));
        } catch (SinkException told) {
            refused = told;
        }
        assertThat(refused).isNotNull();
        assertThat(refused.remedy()).isEqualTo(SinkException.Remedy.SKIP);
        assertThat(refused).hasMessageContaining("400 mapper_parsing_exception in field event.id");
        assertThat(refused).hasMessageNotContaining("alice");
        assertThat(arrived()).containsExactly("ASIA1", "ASIA2");
    }

    @Test
    void noInputMakesAFieldOfItsOwn() throws Exception {
        try (OpenSearchSink sink = sink()) {
            sink.write(SinkEntries.answers(0, 1));
            JsonNode before = node.ask("GET", index + "/_mapping", "");
            sink.write(Documents.streamed(Profile.HOSTILE, 1, 1_000));
            assertThat(node.ask("GET", index + "/_mapping", "")).isEqualTo(before);
            assertThat(before.at("/" + index + "/mappings/dynamic").asText()).isEqualTo("false");
        }
    }

    @Test
    void everyAggregationOfTheDashboardHasAnAnswer() throws Exception {
        try (OpenSearchSink sink = sink()) {
            sink.write(Documents.streamed(Profile.MIXED, 5, 1_000));
        }
        hits();
        for (String field : SavedDashboard.aggregated()) {
            String kind = "@timestamp".equals(field)
                    ? "\"date_histogram\":{\"fixed_interval\":\"1m\",\"field\""
                    : "\"terms\":{\"field\"";
            JsonNode answer = node.ask(
                    "POST", index + "/_search", "{\"size\":0,\"aggs\":{\"asked\":{" + kind + ":\"" + field + "\"}}}}");
            assertThat(answer.at("/aggregations/asked/buckets")).as(field).isNotEmpty();
        }
    }

    @Test
    void aPersonIsFoundWithAllThatIsProvenToBeTheirs() throws Exception {
        assertThat(LoadLogs.run(node.address(), Path.of("../cli/samples"))).isZero();
        node.ask("POST", "whotrail/_refresh", "");
        JsonNode count = node.ask("POST", "whotrail/_count", """
                {"query":{"bool":{"filter":[{"term":{"whotrail.kind":"answer"}},{"term":{"whotrail.origin.name":"bob"}}]}}}""");
        assertThat(count.get("count").asInt()).isEqualTo(5);
    }
}
