// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opentelemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.io.PrintStream;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.TreeSet;

/** Prints a line for each value that is not 0, sorted. */
final class PrintedMetrics implements MetricExporter {
    private final PrintStream out;

    PrintedMetrics(PrintStream out) {
        this.out = out;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        var lines = new TreeSet<String>();
        for (MetricData metric : metrics) {
            if (!metric.getName().startsWith("whotrail.")) {
                continue; // OpenTelemetry counts itself too
            }
            for (PointData point : metric.getData().getPoints()) {
                long value = valueOf(point);
                if (value != 0) {
                    lines.add(metric.getName() + words(point.getAttributes()) + " " + value + " " + metric.getUnit());
                }
            }
        }
        lines.forEach(out::println);
        return CompletableResultCode.ofSuccess();
    }

    private static long valueOf(PointData point) {
        return point instanceof LongPointData whole
                ? whole.getValue()
                : Math.round(((DoublePointData) point).getValue());
    }

    private static String words(Attributes attributes) {
        var words = new StringJoiner(",", "{", "}").setEmptyValue("");
        attributes.forEach((key, value) -> words.add(key.getKey() + "=" + value));
        return words.toString();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return AggregationTemporality.CUMULATIVE;
    }
}
