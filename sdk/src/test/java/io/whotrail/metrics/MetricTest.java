// SPDX-License-Identifier: Apache-2.0
package io.whotrail.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a metric is, and how equations are told as one. */
class MetricTest {
    private static final Metric EVENTS = Metric.counter("whotrail.events", "{event}", "Events.");

    @Test
    void metricsOfOneNameDifferByTheirLabels() {
        Metric labelled = EVENTS.with("kind", Metric.Kind.GAUGE);
        assertThat(labelled)
                .isNotEqualTo(EVENTS)
                .isEqualTo(new Metric(
                        "whotrail.events", Metric.Kind.COUNTER, "{event}", "Events.", Map.of("kind", "GAUGE")));
        assertThat(EVENTS.labels()).isEmpty();
        assertThat(labelled.with("also", Metric.Kind.COUNTER).labels().keySet()).containsExactly("also", "kind");
    }

    @Test
    void labelsStayAsTheyAre() {
        var labels = new HashMap<>(Map.of("kind", "GAUGE"));
        var metric = new Metric("whotrail.events", Metric.Kind.COUNTER, "{event}", "Events.", labels);
        labels.put("kind", "COUNTER");
        assertThat(metric.labels()).containsEntry("kind", "GAUGE");
        assertThatThrownBy(() -> metric.labels().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "events", "whotrail", "whotrail.", "whotrail.Events", "whotrail.two words", "a.whotrail.b"})
    void namesThatALibraryWouldChangeAreRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.gauge(name, "1", "Something."))
                .withMessageEndingWith("got " + name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EVENTS.with("Key", Metric.Kind.GAUGE))
                .withMessage("a label's key is a lower-case word, got Key");
    }

    @Test
    void equationsThatDoNotHoldAreCounted() {
        var right = new Equation("a == b", 2, 2);
        var wrong = new Equation("a == c", 2, 3);
        var told = new ArrayList<String>();
        Equation.tell(
                "reader",
                List.of(wrong, right, wrong),
                (metric, value) -> told.add(metric.name() + metric.labels() + " " + value));
        assertThat(told).containsExactly("whotrail.equations.broken{of=reader} 2.0");
        assertThat(Equation.hold(List.of(right, wrong))).isFalse();
        assertThat(Equation.hold(List.of(right))).isTrue();
        assertThat(wrong).hasToString("a == c: 2 and 3");
    }
}
