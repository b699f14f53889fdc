// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attribution;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Keeps the earliest of many answers; those without a legible time first. Not thread safe. */
final class Earliest {
    private record Placed(Attribution answer, long place) {
        private static final Comparator<Placed> ORDER = Comparator.<Placed, Instant>comparing(
                        placed -> placed.answer().eventTime(), Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparingLong(Placed::place);
    }

    private final int maximum;
    private final TreeSet<Placed> kept = new TreeSet<>(Placed.ORDER);
    private long further;

    Earliest(int maximum) {
        this.maximum = maximum;
    }

    void add(Attribution answer, long place) {
        kept.add(new Placed(answer, place));
        if (kept.size() > maximum) {
            kept.pollLast();
            further++;
        }
    }

    /** The answers in the order of time, and of reading within a second. */
    List<Attribution> answers() {
        return kept.stream().map(Placed::answer).toList();
    }

    /** How many later ones there were. */
    long further() {
        return further;
    }
}
