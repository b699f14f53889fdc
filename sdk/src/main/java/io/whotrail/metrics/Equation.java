// SPDX-License-Identifier: Apache-2.0
package io.whotrail.metrics;

import java.util.List;

/**
 * Two ways to count the same: where they differ something vanished or was counted twice, which is a defect of this library.
 *
 * @param text the equation, in the names of the counters
 * @param left what its left side came to
 * @param right what its right side came to
 */
public record Equation(String text, long left, long right) {
    /**
     * Whether both sides are the same.
     *
     * @return whether it holds
     */
    public boolean holds() {
        return left == right;
    }

    /**
     * Whether all of several hold: a health check.
     *
     * @param equations the equations
     * @return whether everything is accounted for
     */
    public static boolean hold(List<Equation> equations) {
        return equations.stream().allMatch(Equation::holds);
    }

    /**
     * Tells how many of several do not hold, as the gauge {@code whotrail.equations.broken}.
     *
     * @param of whose equations they are, a word: the label {@code of}
     * @param equations the equations
     * @param listener is told
     */
    public static void tell(String of, List<Equation> equations, MetricListener listener) {
        long broken = equations.stream().filter(equation -> !equation.holds()).count();
        listener.onMetric(Metric.broken(of), (double) broken);
    }

    /**
     * The same, with what it came to: {@code events == offered: 3 and 2}.
     *
     * @return the equation in words
     */
    @Override
    public String toString() {
        return text + ": " + left + " and " + right;
    }
}
