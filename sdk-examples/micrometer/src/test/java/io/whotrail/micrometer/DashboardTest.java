// SPDX-License-Identifier: Apache-2.0
package io.whotrail.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard asks for what Prometheus has, and stands as Grafana draws it. */
class DashboardTest {
    private static final Pattern NAME = Pattern.compile("whotrail_\\w+");
    private static final Pattern SAMPLE = Pattern.compile("^(whotrail_\\w+)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Pattern GROUPED = Pattern.compile("by \\((\\w+)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final int COLUMNS = 24;

    /** The labels of each name that is scraped. */
    private static final Map<String, Set<String>> SCRAPED = new HashMap<>();

    private static JsonNode dashboard;

    @BeforeAll
    static void read() throws Exception {
        dashboard = new ObjectMapper().readTree(Files.readAllBytes(Path.of("grafana/whotrail.json")));
        Matcher sample = SAMPLE.matcher(Scrape.of(Path.of("../cli/samples")));
        while (sample.find()) {
            Set<String> labels = SCRAPED.computeIfAbsent(sample.group(1), name -> new HashSet<>());
            String of = sample.group(2);
            labels.addAll(of == null ? List.of() : all(LABEL, of));
            labels.add("instance");
        }
        assertThat(SCRAPED).hasSizeGreaterThan(40);
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.groupCount() == 0 ? found.group() : found.group(1))
                .toList();
    }

    private static List<JsonNode> targets() {
        var targets = new ArrayList<JsonNode>();
        dashboard.path("panels").forEach(panel -> panel.path("targets").forEach(targets::add));
        return targets;
    }

    private static List<String> names(JsonNode target) {
        return all(NAME, target.path("expr").asText());
    }

    @Test
    void everyNameInAQueryIsScraped() {
        assertThat(targets())
                .hasSizeGreaterThan(20)
                .allSatisfy(target -> assertThat(names(target))
                        .as(target.path("expr").asText())
                        .isNotEmpty()
                        .allMatch(SCRAPED::containsKey));
        dashboard
                .path("templating")
                .path("list")
                .forEach(variable ->
                        assertThat(all(NAME, variable.path("query").asText())).allMatch(SCRAPED::containsKey));
    }

    @Test
    void everyLabelInAQueryIsOneOfItsMetric() {
        assertThat(targets()).allSatisfy(target -> {
            var known = new HashSet<String>();
            names(target).forEach(name -> known.addAll(SCRAPED.get(name)));
            String expression = target.path("expr").asText();
            assertThat(all(GROUPED, expression)).as(expression).isSubsetOf(known);
            assertThat(all(LEGEND, target.path("legendFormat").asText()))
                    .as(expression)
                    .isSubsetOf(known);
        });
    }

    @Test
    void countersAreAskedForTheirGrowthOrTheirSum() {
        assertThat(targets())
                .allSatisfy(target -> assertThat(target.path("expr").asText())
                        .doesNotContainPattern("(rate|increase)\\(whotrail_\\w+(?<!_total)\\{"));
    }

    /** What an operator was promised to see. */
    @Test
    void nothingThatMattersIsLeftOut() {
        var asked = new TreeSet<String>();
        targets().forEach(target -> asked.addAll(names(target)));
        assertThat(asked)
                .contains(
                        "whotrail_pipeline_records_total",
                        "whotrail_attributor_attributed",
                        "whotrail_attributor_ambiguous",
                        "whotrail_attributor_unattributed",
                        "whotrail_attributor_signals_total",
                        "whotrail_reader_rejected_total",
                        "whotrail_attributor_sessions_live",
                        "whotrail_attributor_sessions_evicted_total",
                        "whotrail_attributor_largest_account",
                        "whotrail_attributor_waiting",
                        "whotrail_attributor_watermark_lag_seconds",
                        "whotrail_pipeline_checkpoints_total",
                        "whotrail_pipeline_retries_total",
                        "whotrail_pipeline_dead_lettered_total",
                        "whotrail_equations_broken");
    }

    @Test
    void panelsHaveIdsTitlesAndQueriesOfTheirOwn() {
        var ids = new HashSet<Integer>();
        var titles = new HashMap<String, String>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt()))
                    .as(panel.path("id").toString())
                    .isTrue();
            assertThat(titles.put(
                            panel.path("title").asText() + panel.path("type").asText(), ""))
                    .as(panel.path("title").asText())
                    .isNull();
            assertThat(panel.path("description").asText()).isNotBlank();
            var letters = new HashSet<String>();
            panel.path("targets")
                    .forEach(target -> assertThat(
                                    letters.add(target.path("refId").asText()))
                            .isTrue());
        }
        assertThat(ids).doesNotContain(0).hasSize(dashboard.path("panels").size());
    }

    @Test
    void panelsLieInTheGridAndNoneOnAnother() {
        var taken = new HashMap<Long, String>();
        for (JsonNode panel : dashboard.path("panels")) {
            JsonNode place = panel.path("gridPos");
            String title = panel.path("title").asText();
            int left = place.path("x").asInt(-1);
            int top = place.path("y").asInt(-1);
            assertThat(left).as(title).isNotNegative();
            assertThat(top).as(title).isNotNegative();
            assertThat(place.path("w").asInt()).as(title).isPositive();
            assertThat(left + place.path("w").asInt()).as(title).isLessThanOrEqualTo(COLUMNS);
            assertThat(place.path("h").asInt()).as(title).isPositive();
            for (int column = left; column < left + place.path("w").asInt(); column++) {
                for (int row = top; row < top + place.path("h").asInt(); row++) {
                    assertThat(taken.put((long) row * COLUMNS + column, title))
                            .as(title + " lies on another")
                            .isNull();
                }
            }
        }
    }

    @Test
    void theReadmeNamesTheDashboard() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains("grafana/whotrail.json");
    }
}
