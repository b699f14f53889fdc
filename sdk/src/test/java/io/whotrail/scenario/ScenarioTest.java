// SPDX-License-Identifier: Apache-2.0
package io.whotrail.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.AttributorStats;
import io.whotrail.event.CloudTrailEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each scenario ends as its folder says: read in one piece, as a stream in many orders, and held until final. */
@Execution(ExecutionMode.SAME_THREAD)
class ScenarioTest {
    /** Read once: each scenario is read in several ways. */
    private static final List<Named<ScenarioFiles>> SCENARIOS = new ArrayList<>();

    static synchronized Stream<Named<ScenarioFiles>> scenarios() throws IOException {
        if (SCENARIOS.isEmpty()) {
            for (var folder : ScenarioFiles.folders()) {
                ScenarioFiles files = ScenarioFiles.read(folder);
                SCENARIOS.add(Named.of(files.name(), files));
            }
        }
        return SCENARIOS.stream();
    }

    private static Stream<Named<ScenarioFiles>> ofMode(String mode) throws IOException {
        return scenarios().filter(scenario -> scenario.getPayload().hasMode(mode));
    }

    static Stream<Named<ScenarioFiles>> finished() throws IOException {
        return ofMode("final");
    }

    static Stream<Named<ScenarioFiles>> revised() throws IOException {
        return ofMode("revise");
    }

    static Stream<Named<ScenarioFiles>> held() throws IOException {
        return ofMode("hold");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("finished")
    void inOnePiece(ScenarioFiles scenario) throws IOException {
        Attributor attributor = scenario.attributor().build();
        scenario.events().forEach(attributor::learn);
        attributor.finish();
        var lines = new LinkedHashMap<String, String>();
        for (CloudTrailEvent event : scenario.events()) {
            if (!lines.containsKey(event.eventId())) {
                Attribution answer = attributor.ask(event);
                assertThat(answer.isFinal()).isTrue();
                lines.put(
                        event.eventId(),
                        Outcome.line(isContradicted(scenario, event) ? answer.contradicted() : answer));
            }
        }
        if (scenario.listsAll()) {
            assertThat(lines.keySet())
                    .containsExactlyElementsOf(scenario.expected().keySet());
        }
        lines.keySet().retainAll(scenario.expected().keySet());
        assertThat(String.join("\n", lines.values()))
                .as("%s", scenario)
                .isEqualTo(String.join("\n", scenario.expected().values()));
        assertThat(attributor.stats().balances()).isTrue();
    }

    private static boolean isContradicted(ScenarioFiles scenario, CloudTrailEvent event) {
        return scenario.events().stream()
                .anyMatch(
                        other -> other.eventId().equals(event.eventId()) && other.contentHash() != event.contentHash());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("revised")
    void asAStream(ScenarioFiles scenario) throws Exception {
        for (Order order : Order.of(scenario)) {
            var outcome = new Outcome();
            Attributor attributor = scenario.attributor().listener(outcome).build();
            order.offer(event -> outcome.take(attributor.attribute(event)));
            assertEnd(scenario, order, outcome, attributor.stats());
            attributor.finish();
            assertEnd(scenario, order, outcome, attributor.stats());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("held")
    void heldUntilFinal(ScenarioFiles scenario) throws Exception {
        for (Order order : Order.of(scenario)) {
            var outcome = new Outcome();
            Attributor attributor =
                    scenario.attributor().holdUntilFinal().listener(outcome).build();
            order.offer(attributor::attribute);
            attributor.finish();
            assertThat(outcome.told()).as("%s: answers told", order).isEqualTo((int)
                    ids(scenario.events()).count());
            assertEnd(scenario, order, outcome, attributor.stats());
        }
    }

    private static Stream<String> ids(List<CloudTrailEvent> events) {
        return events.stream().map(CloudTrailEvent::eventId).distinct();
    }

    private static void assertEnd(ScenarioFiles scenario, Order order, Outcome outcome, AttributorStats stats)
            throws IOException {
        var expected = new HashMap<String, Map<String, Object>>();
        for (Map.Entry<String, String> line : scenario.expected().entrySet()) {
            expected.put(line.getKey(), Outcome.answer(line.getValue()));
        }
        Map<String, Map<String, Object>> answers = outcome.answers();
        assertThat((long) answers.size())
                .as("%s: answered events", order)
                .isEqualTo(ids(scenario.events()).count());
        answers.keySet().retainAll(expected.keySet());
        answers.entrySet().removeIf(answer -> answer.getValue().equals(expected.get(answer.getKey())));
        expected.keySet().retainAll(answers.keySet());
        assertThat(answers).as("%s: answers that differ", order).isEqualTo(expected);
        assertThat(outcome.faults()).as("%s", order).isEmpty();
        boolean countedOneByOne = stats.sessionRevisions() == 0 && stats.contradictions() == 0;
        if (countedOneByOne && scenario.listsAll()) {
            assertThat(Tally.of(stats))
                    .as("%s: counters", order)
                    .isEqualTo(Tally.of(scenario.expected().values()));
        }
        assertThat(stats.balances()).as("%s: %s", order, stats).isTrue();
        assertThat(stats.offered()).as("%s: offered", order).isEqualTo(order.size());
        assertThat(stats.duplicates() + stats.contradictions())
                .as("%s: repeated ids", order)
                .isEqualTo(order.size() - ids(scenario.events()).count());
    }
}
