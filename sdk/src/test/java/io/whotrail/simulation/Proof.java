// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the delivered records prove.
 *
 * @param outcome what all of them prove
 * @param others what is right as well, because a record comes too late or a bound pushes out what it taught
 */
record Proof(Outcome outcome, List<Outcome> others) {
    static final Proof NOTHING = of(Outcome.NOT_SEEN);

    static Proof of(Outcome outcome) {
        return new Proof(outcome, List.of());
    }

    /** Every outcome changed in the same way. */
    Proof map(UnaryOperator<Outcome> change) {
        Outcome changed = change.apply(outcome);
        if (others.isEmpty()) {
            return new Proof(changed, others);
        }
        Proof all = of(changed);
        for (Outcome other : others) {
            all = all.orMaybe(change.apply(other));
        }
        return all;
    }

    /** One hop further. */
    Proof extended(Basis link) {
        return map(outcome -> outcome.extended(link));
    }

    /** What the session itself shows stands in where nothing better is known. */
    Proof orElse(Outcome carried) {
        return carried == null ? this : map(outcome -> outcome.orElse(carried));
    }

    /** Something else is right as well. */
    Proof orMaybe(Outcome other) {
        if (other.equals(outcome) || others.contains(other)) {
            return this;
        }
        var more = new ArrayList<>(others);
        more.add(other);
        return new Proof(outcome, List.copyOf(more));
    }

    Proof orMaybe(Proof other) {
        Proof all = orMaybe(other.outcome);
        for (Outcome one : other.others) {
            all = all.orMaybe(one);
        }
        return all;
    }

    /** Two stories about one credential. */
    Proof and(Outcome story) {
        return map(outcome -> outcome.and(story));
    }
}
