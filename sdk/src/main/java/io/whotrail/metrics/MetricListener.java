// SPDX-License-Identifier: Apache-2.0
package io.whotrail.metrics;

/** Who is told of metrics: what a bridge to a metrics library implements. */
@FunctionalInterface
public interface MetricListener {
    /**
     * Is told of a metric. What it throws goes to who reads.
     *
     * @param metric what it is
     * @param value its value at the moment of the reading; not a number where it is not known yet. Whole numbers up to 2<sup>53</sup>
     *     are exact
     */
    void onMetric(Metric metric, double value);
}
