// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opentelemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import io.whotrail.metrics.Metric;
import io.whotrail.metrics.MetricSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Registers the metrics of an attributor, a pipeline or a reader: {@code WhotrailMetrics.register(pipeline.metrics(), meter)}. All
 * values of a collection are of one moment. What is not known yet is left out.
 */
public final class WhotrailMetrics {
    private final Attributes attributes;
    private final Map<String, ObservableLongMeasurement> counters = new HashMap<>();
    private final Map<String, ObservableDoubleMeasurement> gauges = new HashMap<>();
    private final Map<Metric, Attributes> labels = new HashMap<>();
    private final List<ObservableMeasurement> instruments = new ArrayList<>();

    private WhotrailMetrics(Attributes attributes) {
        this.attributes = attributes;
    }

    /**
     * Registers metrics without attributes of their own.
     *
     * @param source where they come from
     * @param meter where to
     * @return ends it when closed
     */
    public static BatchCallback register(MetricSource source, Meter meter) {
        return register(source, meter, Attributes.empty());
    }

    /**
     * Registers the metrics of one object among several.
     *
     * @param source where they come from
     * @param meter where to
     * @param attributes what tells it from others of the same meter
     * @return ends it when closed
     */
    public static BatchCallback register(MetricSource source, Meter meter, Attributes attributes) {
        var metrics = new WhotrailMetrics(attributes);
        source.read((metric, value) -> metrics.declare(metric, meter));
        List<ObservableMeasurement> all = metrics.instruments;
        return meter.batchCallback(
                () -> source.read(metrics::record),
                all.get(0),
                all.subList(1, all.size()).toArray(ObservableMeasurement[]::new));
    }

    private void declare(Metric metric, Meter meter) {
        AttributesBuilder all = attributes.toBuilder();
        metric.labels().forEach(all::put);
        labels.put(metric, all.build());
        switch (metric.kind()) {
            case COUNTER -> counters.computeIfAbsent(metric.name(), name -> added(counter(metric, meter)));
            case GAUGE -> gauges.computeIfAbsent(metric.name(), name -> added(gauge(metric, meter)));
        }
    }

    private static ObservableLongMeasurement counter(Metric metric, Meter meter) {
        return meter.counterBuilder(metric.name())
                .setDescription(metric.description())
                .setUnit(metric.unit())
                .buildObserver();
    }

    private static ObservableDoubleMeasurement gauge(Metric metric, Meter meter) {
        return meter.gaugeBuilder(metric.name())
                .setDescription(metric.description())
                .setUnit(metric.unit())
                .buildObserver();
    }

    private <M extends ObservableMeasurement> M added(M instrument) {
        instruments.add(instrument);
        return instrument;
    }

    /** Those are recorded that were declared; a source tells no others. */
    private void record(Metric metric, double value) {
        Attributes of = labels.get(metric);
        ObservableLongMeasurement counter = counters.get(metric.name());
        ObservableDoubleMeasurement gauge = gauges.get(metric.name());
        if (of == null || Double.isNaN(value)) {
            return;
        }
        if (counter != null) {
            counter.record((long) value, of);
        } else if (gauge != null) {
            gauge.record(value, of);
        }
    }
}
