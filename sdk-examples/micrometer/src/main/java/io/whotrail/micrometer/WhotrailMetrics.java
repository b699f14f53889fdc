// SPDX-License-Identifier: Apache-2.0
package io.whotrail.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.whotrail.metrics.Metric;
import io.whotrail.metrics.MetricSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Registers the metrics of an attributor, a pipeline or a reader: {@code new WhotrailMetrics(pipeline.metrics()).bindTo(registry)}.
 * The registry keeps what it is bound to in memory. Thread safe.
 */
public final class WhotrailMetrics implements MeterBinder {
    private final MetricSource source;
    private final Tags tags;

    /**
     * Metrics without tags of their own.
     *
     * @param source where they come from
     */
    public WhotrailMetrics(MetricSource source) {
        this(source, Tags.empty());
    }

    /**
     * Metrics of one object among several.
     *
     * @param source where they come from
     * @param tags what tells it from others in the same registry; all have the same keys
     */
    public WhotrailMetrics(MetricSource source, Tags tags) {
        this.source = source;
        this.tags = tags;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        var snapshot = new Snapshot(source, registry.config().clock());
        List<Metric> metrics = snapshot.metrics();
        for (int number = 0; number < metrics.size(); number++) {
            register(metrics.get(number), number, snapshot, registry);
        }
    }

    private void register(Metric metric, int number, Snapshot snapshot, MeterRegistry registry) {
        List<Tag> labels = metric.labels().entrySet().stream()
                .map(label -> Tag.of(label.getKey(), label.getValue()))
                .toList();
        switch (metric.kind()) {
            case COUNTER ->
                FunctionCounter.builder(metric.name(), snapshot, now -> now.value(number))
                        .description(metric.description())
                        .baseUnit(unit(metric.unit()))
                        .tags(tags.and(labels))
                        .register(registry);
            case GAUGE ->
                Gauge.builder(metric.name(), snapshot, now -> now.value(number))
                        .description(metric.description())
                        .baseUnit(unit(metric.unit()))
                        .tags(tags.and(labels))
                        // Micrometer holds what it reads weakly; this holds it for the counters too.
                        .strongReference(true)
                        .register(registry);
        }
    }

    /** Micrometer writes units out, as Prometheus has them at the end of names. */
    private static @Nullable String unit(String ucum) {
        return switch (ucum) {
            case "s" -> "seconds";
            case "By" -> "bytes";
            default -> null;
        };
    }
}
