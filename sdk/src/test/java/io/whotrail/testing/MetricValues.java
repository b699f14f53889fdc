// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import io.whotrail.metrics.Metric;
import io.whotrail.metrics.MetricSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one reading of metrics said, in its order. */
public record MetricValues(Map<Metric, Double> all) {
    public static MetricValues of(MetricSource source) {
        var all = new LinkedHashMap<Metric, Double>();
        source.read((metric, value) -> {
            if (all.put(metric, value) != null) {
                throw new AssertionError(metric + " was told twice");
            }
        });
        return new MetricValues(all);
    }

    public List<Metric> metrics() {
        return List.copyOf(all.keySet());
    }

    /** The sum over all metrics of a name, which are there. */
    public double sum(String name) {
        List<Double> values = all.entrySet().stream()
                .filter(one -> one.getKey().name().equals(name))
                .map(Map.Entry::getValue)
                .toList();
        if (values.isEmpty()) {
            throw new AssertionError("nothing is called " + name);
        }
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The value of a metric with one label of this value. */
    public double of(String name, String label) {
        return all.entrySet().stream()
                .filter(one -> one.getKey().name().equals(name)
                        && one.getKey().labels().containsValue(label))
                .mapToDouble(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is called " + name + " of " + label));
    }
}
