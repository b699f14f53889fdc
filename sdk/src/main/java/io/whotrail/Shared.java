// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.Map;

/** Something that many records share: its home knows it while one of them counts it. Under the engine's lock. */
abstract class Shared<T extends Shared<T>> {
    private final Map<T, T> home;
    private int users;

    /**
     * Is counted by no record yet.
     *
     * @param home where the next record that needs the same finds it
     */
    Shared(Map<T, T> home) {
        this.home = home;
    }

    abstract T self();

    /** Takes note of a record more; says whether it is the first. */
    final boolean gainUser() {
        if (users++ > 0) {
            return false;
        }
        home.putIfAbsent(self(), self());
        return true;
    }

    /** Takes note of a record less; says whether it was the last. */
    @SuppressWarnings("ReferenceEquality") // an equal one, made before this one was known, has users of its own
    final boolean loseUser() {
        if (--users > 0) {
            return false;
        }
        if (home.get(self()) == this) {
            home.remove(self());
        }
        return true;
    }
}
