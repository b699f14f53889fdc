// SPDX-License-Identifier: Apache-2.0
package io.whotrail.metrics;

/**
 * The metrics of one object. Those that this library makes are thread safe, hold nothing but their object, and cost a reading of its
 * counters: read them once for each collection, not once for each metric.
 */
@FunctionalInterface
public interface MetricSource {
    /**
     * Tells of each metric once, with the values of one moment. Each call tells the same metrics in the same order.
     *
     * @param listener is told, in the calling thread, under no lock
     */
    void read(MetricListener listener);
}
