// SPDX-License-Identifier: Apache-2.0
package io.whotrail.micrometer;

import io.micrometer.core.instrument.Clock;
import io.whotrail.metrics.Metric;
import io.whotrail.metrics.MetricSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The values of one collection, all of one moment. Thread safe. */
final class Snapshot {
    /* Micrometer asks for each value by itself and doesn't say when a collection begins. But it asks for each once: whoever asks for
     * a value that was given has begun another one. And none takes a second: values that are older are nobody's any more. Two
     * that collect at the same time may be given values of two moments; each of them is right. */

    private static final long LONGEST_COLLECTION = TimeUnit.SECONDS.toNanos(1);

    private final MetricSource source;
    private final Clock clock;
    private final List<Metric> metrics = new ArrayList<>();
    private final double[] values;
    private final BitSet given = new BitSet();
    private long readAt;

    Snapshot(MetricSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
        source.read((metric, value) -> metrics.add(metric));
        this.values = new double[metrics.size()];
        given.set(0, values.length);
    }

    /** What there is, in the order in which values are numbered. */
    List<Metric> metrics() {
        return List.copyOf(metrics);
    }

    synchronized double value(int number) {
        if (given.get(number) || clock.monotonicTime() - readAt > LONGEST_COLLECTION) {
            read();
        }
        given.set(number);
        return values[number];
    }

    private void read() {
        given.clear();
        readAt = clock.monotonicTime();
        var next = new int[1];
        source.read((metric, value) -> {
            values[next[0]] = value;
            next[0]++;
        });
    }
}
