// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.metrics.Equation;
import io.whotrail.metrics.Metric;
import io.whotrail.metrics.MetricListener;
import java.time.Duration;
import java.time.Instant;

/** Tells what {@link PipelineHealth} holds as metrics: {@code whotrail.pipeline} and the name of the counter. */
final class PipelineMetrics {
    private static final String PREFIX = "whotrail.pipeline.";
    private static final String RECORDS = "{record}";
    private static final String EVENTS = "{event}";
    private static final String ENTRIES = "{entry}";

    private final MetricListener listener;

    private PipelineMetrics(MetricListener listener) {
        this.listener = listener;
    }

    /**
     * Tells those of the pipeline itself.
     *
     * @param now in processing time
     */
    static void tell(PipelineHealth health, Instant now, MetricListener listener) {
        var metrics = new PipelineMetrics(listener);
        metrics.tellCounts(health.stats());
        metrics.tellLife(health, now);
        Equation.tell("pipeline", health.stats().equations(), listener);
    }

    private void tellCounts(PipelineStats stats) {
        counter("records", RECORDS, "Records that the sources saw, pieces of damage included.", stats.records());
        counter("answered", EVENTS, "Events that got their first answer.", stats.answered());
        counter("repeated", EVENTS, "Events whose id was answered before.", stats.repeated());
        counter("refused", EVENTS, "Events that the attributor failed on; dead letters.", stats.refused());
        counter("rejected", RECORDS, "Records that could not be read as events.", stats.rejected());
        counter("filtered", RECORDS, "Records known to hold no event.", stats.filtered());
        counter("entries", ENTRIES, "Answers, revisions and notices for the sink.", stats.entries());
        counter("delivered", ENTRIES, "Entries that the sink took.", stats.delivered());
        counter("dead.lettered", ENTRIES, "Entries that the sink refused for good.", stats.deadLettered());
        gauge("in.flight", ENTRIES, "Entries that wait for the sink.", stats.inFlight());
        gauge("unacknowledged", EVENTS, "Events read that no checkpoint covers yet.", stats.unacknowledged());
        counter(
                "retries",
                "{attempt}",
                "How often a source, the sink, dead letters or a checkpoint were tried again.",
                stats.retries());
        counter("checkpoints", "{checkpoint}", "Checkpoints made.", stats.checkpoints());
    }

    private void tellLife(PipelineHealth health, Instant now) {
        Metric state = Metric.gauge(PREFIX + "state", "1", "1 for the state that the pipeline is in.");
        for (PipelineState one : PipelineState.values()) {
            tell(state.with("state", one), one == health.state() ? 1 : 0);
        }
        gauge("stalled", "1", "1 while it waits to try something again, and reads nothing.", health.waiting() ? 1 : 0);
        Instant last = health.lastCheckpoint();
        Metric age = Metric.gauge(PREFIX + "checkpoint.age", "s", "How long ago the last checkpoint became durable.");
        listener.onMetric(
                age,
                last == null ? Double.NaN : (double) Duration.between(last, now).toSeconds());
    }

    private void counter(String name, String unit, String description, long value) {
        tell(Metric.counter(PREFIX + name, unit, description), value);
    }

    private void gauge(String name, String unit, String description, long value) {
        tell(Metric.gauge(PREFIX + name, unit, description), value);
    }

    private void tell(Metric metric, long value) {
        listener.onMetric(metric, (double) value);
    }
}
