// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Foresees which name follows another in objects of one kind, as these have the same names in the same order, but for a
 * few that some leave out. Of at most {@value #MOST} names it knows which two followed last. For one thread.
 */
final class NameOrder {
    private static final int MOST = 64;

    private final Step start = new Step(new byte[1], 0, 1, Names.OTHER);
    private final List<Step> steps = new ArrayList<>();
    /** Stands for names that are not remembered. */
    private final Step elsewhere = new Step(new byte[1], 0, 1, Names.OTHER);

    private Step latest = start;

    /** One name in quotes with the colon behind it, and what its {@link Names} say of it. */
    static final class Step extends KnownBytes {
        final int found;
        private @Nullable Step likely;
        private @Nullable Step other;
        private @Nullable NameOrder inside;
        private TextCache.@Nullable Text text;

        private Step(byte[] bytes, int from, int to, int found) {
            super(bytes, from, to);
            this.found = found;
        }

        private boolean isBefore(byte[] bytes, int from) {
            return isAt(bytes, from) && bytes[from + length] > ' ';
        }

        /** The order of the names in the object that is the member's value. */
        NameOrder inside() {
            if (inside == null) {
                inside = new NameOrder();
            }
            return inside;
        }

        /** The text that the member had when it was last remembered. */
        TextCache.@Nullable Text text() {
            return text;
        }

        void remember(TextCache.Text value) {
            text = value;
        }
    }

    /** Begins with another object. */
    void start() {
        latest = start;
    }

    /** The name whose quote is at an index, if it is a foreseen one whose value follows at once; enough bytes are there. */
    @Nullable
    Step next(byte[] bytes, int from) {
        Step step = latest.likely;
        if (step == null || !step.isBefore(bytes, from)) {
            step = latest.other;
            if (step == null || !step.isBefore(bytes, from)) {
                return null;
            }
        }
        latest = step;
        return step;
    }

    /** Learns that a name, from quote to colon, followed the one before. */
    void learn(byte[] bytes, int from, int to, int found) {
        if (to - from > KnownBytes.LONGEST || from + KnownBytes.LONGEST > bytes.length || bytes[to - 1] != ':') {
            latest = elsewhere;
            return;
        }
        Step step = step(bytes, from, to, found);
        if (latest.likely != step) {
            latest.other = latest.likely;
            latest.likely = step;
        }
        latest = step;
    }

    private Step step(byte[] bytes, int from, int to, int found) {
        for (Step step : steps) {
            if (step.length == to - from && step.isAt(bytes, from)) {
                return step;
            }
        }
        if (steps.size() == MOST) {
            steps.clear();
            start.likely = null;
            start.other = null;
            latest = start;
        }
        Step step = new Step(bytes, from, to, found);
        steps.add(step);
        return step;
    }
}
