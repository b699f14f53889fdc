// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import java.util.Locale;

/** How often one method was right on some events. Not thread safe. */
final class Tally {
    private long right;
    private long wrong;
    private long ambiguous;
    private long unattributed;
    private long provable;
    private long proven;

    /** What a method said of one event. */
    enum Answer {
        RIGHT,
        WRONG,
        AMBIGUOUS,
        UNATTRIBUTED
    }

    /**
     * Counts an answer.
     *
     * @param isProvable whether the delivered records prove one origin
     */
    void count(Answer answer, boolean isProvable) {
        switch (answer) {
            case RIGHT -> right++;
            case WRONG -> wrong++;
            case AMBIGUOUS -> ambiguous++;
            case UNATTRIBUTED -> unattributed++;
        }
        if (isProvable) {
            provable++;
            proven += answer == Answer.RIGHT ? 1 : 0;
        }
    }

    void add(Tally other) {
        right += other.right;
        wrong += other.wrong;
        ambiguous += other.ambiguous;
        unattributed += other.unattributed;
        provable += other.provable;
        proven += other.proven;
    }

    long events() {
        return right + wrong + ambiguous + unattributed;
    }

    long right() {
        return right;
    }

    long wrong() {
        return wrong;
    }

    long ambiguous() {
        return ambiguous;
    }

    long unattributed() {
        return unattributed;
    }

    /** Of the identities that were named, how many are right. */
    String precision() {
        return percent(right, right + wrong);
    }

    /** Of the events of which the delivered records prove an origin, how many have it. */
    String recall() {
        return percent(proven, provable);
    }

    /** Rounded down, so that 100 % says that nothing is missing. */
    private static String percent(long part, long whole) {
        return whole == 0
                ? "-"
                : part == whole
                        ? "100 %"
                        : String.format(Locale.ROOT, "%d.%02d %%", part * 100 / whole, part * 10_000 / whole % 100);
    }
}
