// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.Map;

/** Something that many records share: its home knows it until the last of them that counts it is gone. Under the engine's lock. */
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
        return users++ == 0;
    }

    /** Takes note of a record less; says whether it was the last. */
    final boolean loseUser() {
        if (--users > 0) {
            return false;
        }
        home.remove(self());
        return true;
    }

    /** Whether a record counts it. */
    final boolean isUsed() {
        return users > 0;
    }
}
