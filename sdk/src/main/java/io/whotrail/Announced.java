// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An answer that was given out for a credential's key without keeping it.
 *
 * @param verdict what was said; {@code null} where it is what the session says now
 * @param signals those of the credential
 * @param revision how many notices were given before
 * @param earlier what was said before, the latest first; no more than a few
 */
record Announced(@Nullable Verdict verdict, List<Signal> signals, int revision, List<Verdict> earlier) {
    /** How many earlier answers a notice knows to replace. */
    private static final int MAXIMUM_EARLIER = 8;

    private static final Announced QUIET = new Announced(null, List.of(), 0, List.of());

    static Announced first(Verdict verdict, List<Signal> signals) {
        return new Announced(verdict, signals, 0, List.of());
    }

    /** That what the session says was said; written down by {@link #of} before it says something else. */
    static Announced asDrawn(List<Signal> signals) {
        return signals.isEmpty() ? QUIET : new Announced(null, signals, 0, List.of());
    }

    boolean isAsDrawn() {
        return verdict == null;
    }

    /** The same with what the session says written down. */
    Announced of(Verdict drawn) {
        return new Announced(drawn, signals, revision, earlier);
    }

    /** The next notice. */
    Announced next(Verdict said, Verdict newVerdict, List<Signal> newSignals) {
        return new Announced(newVerdict, newSignals, revision + 1, with(said));
    }

    private List<Verdict> with(Verdict said) {
        if (earlier.contains(said)) {
            return earlier;
        }
        var all = new ArrayList<Verdict>(earlier.size() + 1);
        all.add(Objects.requireNonNull(said));
        all.addAll(earlier.subList(0, Math.min(earlier.size(), MAXIMUM_EARLIER - 1)));
        return List.copyOf(all);
    }
}
