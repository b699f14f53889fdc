// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holders of sessions by how many they hold; tells the largest, of several the one that grew to it first. One thread. */
final class Ranking<T extends Ranking.Ranked<T>> {
    /* A list for each size that somebody has: a size changes by one, so that a holder moves to the list beside its own, and
     * the largest size is at most one away from where it was. Every step takes the same short time, however many holders
     * there are, but for the one that a holder leaves by with all that it has, which happens to each once. */

    /** What can be ranked: its place in the list of its size. */
    abstract static class Ranked<T extends Ranked<T>> {
        private int size;
        private @Nullable T before;
        private @Nullable T after;

        int size() {
            return size;
        }
    }

    /** The first and the last of one size. */
    private static final class Row<T> {
        @Nullable
        T first;

        @Nullable
        T last;
    }

    private final Map<Integer, Row<T>> rows = new HashMap<>();
    private int largest;

    /** Takes note that a holder has one more. */
    void grow(T holder) {
        unlink(holder);
        rank(holder, holder.size() + 1);
    }

    /** Takes note that a holder has one less; without any it is ranked no more. */
    void shrink(T holder) {
        unlink(holder);
        rank(holder, holder.size() - 1);
        if (!rows.containsKey(largest)) {
            largest--;
        }
    }

    /** Gives a holder, with all that it has, to another ranking. */
    void handOver(T holder, Ranking<T> other) {
        unlink(holder);
        while (largest > 0 && !rows.containsKey(largest)) {
            largest--;
        }
        other.rank(holder, holder.size());
    }

    /** The largest, or {@code null} where there is none. */
    @Nullable
    T largest() {
        Row<T> row = rows.get(largest);
        return row == null ? null : row.first;
    }

    private void rank(T holder, int size) {
        Ranked<T> ranked = holder;
        ranked.size = size;
        if (size == 0) {
            return;
        }
        largest = Math.max(largest, size);
        Row<T> row = rows.computeIfAbsent(size, any -> new Row<>());
        T last = row.last;
        ranked.before = last;
        row.last = holder;
        if (last == null) {
            row.first = holder;
        } else {
            Ranked<T> neighbour = last;
            neighbour.after = holder;
        }
    }

    private void unlink(T holder) {
        Ranked<T> ranked = holder;
        if (ranked.size == 0) {
            return;
        }
        Row<T> row = Objects.requireNonNull(rows.get(ranked.size));
        Ranked<T> before = ranked.before;
        Ranked<T> after = ranked.after;
        if (before == null) {
            row.first = ranked.after;
        } else {
            before.after = ranked.after;
        }
        if (after == null) {
            row.last = ranked.before;
        } else {
            after.before = ranked.before;
        }
        ranked.before = null;
        ranked.after = null;
        if (row.first == null) {
            rows.remove(ranked.size);
        }
    }

    /** Visits all, the smallest first, of several of one size the one that grew to it first. */
    void forEach(Consumer<T> visitor) {
        for (Row<T> row : new TreeMap<>(rows).values()) {
            for (T one = row.first; one != null; one = next(one)) {
                visitor.accept(one);
            }
        }
    }

    private @Nullable T next(T one) {
        Ranked<T> ranked = one;
        return ranked.after;
    }
}
