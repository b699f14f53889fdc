// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The groups of calls into other accounts whose callers have something in common. Used under the engine's lock. */
final class Copies {
    private static final int FIRST_SWEEP = 16;

    private final Set<String> groupKeys = new LinkedHashSet<>(2);
    private int sweptAt = FIRST_SWEEP;

    Copies() {}

    Copies(Collection<String> groupKeys) {
        this.groupKeys.addAll(groupKeys);
    }

    /** Adds one; those that are gone are dropped whenever there are twice as many as the last time. */
    void add(String groupKey, Predicate<String> isGone) {
        if (groupKeys.add(groupKey) && groupKeys.size() >= sweptAt) {
            groupKeys.removeIf(isGone);
            sweptAt = Math.max(FIRST_SWEEP, 2 * groupKeys.size());
        }
    }

    int size() {
        return groupKeys.size();
    }

    void forEach(Consumer<String> visitor) {
        groupKeys.forEach(visitor);
    }

    List<String> all() {
        return List.copyOf(groupKeys);
    }
}
