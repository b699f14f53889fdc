// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.List;

/**
 * An answer that was given out for a credential's key without keeping it.
 *
 * @param verdict what was said
 * @param signals those of the credential
 * @param revision how many notices were given before
 * @param earlier what was said before, the latest first; no more than a few
 */
record Announced(Verdict verdict, List<Signal> signals, int revision, List<Verdict> earlier) {
    /** How many earlier answers a notice knows to replace. */
    private static final int MAXIMUM_EARLIER = 8;

    static Announced first(Verdict verdict, List<Signal> signals) {
        return new Announced(verdict, signals, 0, List.of());
    }

    /** The next notice. */
    Announced next(Verdict newVerdict, List<Signal> newSignals) {
        return new Announced(newVerdict, newSignals, revision + 1, withVerdict());
    }

    private List<Verdict> withVerdict() {
        if (earlier.contains(verdict)) {
            return earlier;
        }
        var all = new ArrayList<Verdict>(earlier.size() + 1);
        all.add(verdict);
        all.addAll(earlier.subList(0, Math.min(earlier.size(), MAXIMUM_EARLIER - 1)));
        return List.copyOf(all);
    }

    @SuppressWarnings("ReferenceEquality") // nearly always the very answer that was said
    boolean isOf(Verdict drawn) {
        return verdict == drawn || verdict.equals(drawn);
    }
}
