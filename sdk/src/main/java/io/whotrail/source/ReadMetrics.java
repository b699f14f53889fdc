// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.metrics.Equation;
import io.whotrail.metrics.Metric;
import io.whotrail.metrics.MetricListener;

/** Tells what {@link ReadStats} holds as metrics: {@code whotrail.reader} and the name of the counter. */
final class ReadMetrics {
    private static final String PREFIX = "whotrail.reader.";
    private static final String RECORDS = "{record}";
    private static final String BYTES = "By";

    private final MetricListener listener;

    private ReadMetrics(MetricListener listener) {
        this.listener = listener;
    }

    static void tell(ReadStats stats, MetricListener listener) {
        var metrics = new ReadMetrics(listener);
        metrics.counter("records", RECORDS, "Records seen, pieces of damage included.", stats.records());
        metrics.counter("events", "{event}", "Records handed out as events.", stats.events());
        Metric rejected = Metric.counter(PREFIX + "rejected", RECORDS, "Records that could not be read.");
        for (RejectReason reason : RejectReason.values()) {
            metrics.tell(rejected.with("reason", reason), stats.rejects().getOrDefault(reason, 0L));
        }
        Metric passedOver = Metric.counter(PREFIX + "passed.over", RECORDS, "Records known to hold no event.");
        for (PassedOver kind : PassedOver.values()) {
            metrics.tell(passedOver.with("kind", kind), stats.passedOver().getOrDefault(kind, 0L));
        }
        metrics.counter("gzip.members", "{member}", "Gzip members read to their end.", stats.gzipMembers());
        metrics.counter("read", BYTES, "Bytes taken from the sources as they lie there.", stats.bytesRead());
        metrics.counter("scanned", BYTES, "Bytes looked at after decompression.", stats.bytesScanned());
        metrics.counter("ignored", BYTES, "Bytes read that were padding or trailing data.", stats.bytesIgnored());
        Equation.tell("reader", stats.equations(), listener);
    }

    private void counter(String name, String unit, String description, long value) {
        tell(Metric.counter(PREFIX + name, unit, description), value);
    }

    private void tell(Metric metric, long value) {
        listener.onMetric(metric, (double) value);
    }
}
