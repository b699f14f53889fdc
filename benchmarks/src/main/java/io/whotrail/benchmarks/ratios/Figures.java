// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What was measured, by name. */
final class Figures {
    private static final String TAB = "\t";

    private final Map<String, Double> values = new LinkedHashMap<>();

    void put(String name, double value) {
        values.put(name, value);
    }

    double get(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    Map<String, Double> all() {
        return values;
    }

    /** Lets contenders work in turn, and keeps the median of what each took. */
    void measure(List<Contender> contenders, int warmups, int rounds) throws Exception {
        for (Contender contender : contenders) {
            for (int i = 0; i < warmups; i++) {
                contender.seconds();
            }
        }
        var seconds = new double[contenders.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                seconds[i][round] = contenders.get(i).seconds();
            }
        }
        for (int i = 0; i < contenders.size(); i++) {
            put(contenders.get(i).name(), median(seconds[i]));
        }
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** A line for each figure. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        values.forEach((name, value) -> lines.add(name + TAB + value));
        return lines;
    }

    /** Takes what another process wrote as {@link #lines}. */
    void read(List<String> lines) {
        for (String line : lines) {
            int tab = line.indexOf(TAB);
            put(line.substring(0, tab), Double.parseDouble(line.substring(tab + 1)));
        }
    }
}
