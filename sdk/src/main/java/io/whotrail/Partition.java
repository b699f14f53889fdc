// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which part of all sessions an attributor holds, and who is told what the holders of the others need.
 *
 * @param keys whether a partition key is one of this part's
 * @param relays who is told
 */
record Partition(Predicate<String> keys, Consumer<Relay> relays) {
    /** All there is: nobody else needs anything. */
    static final Partition WHOLE = new Partition(key -> true, relay -> {});

    boolean holds(String key) {
        return isWhole() || keys.test(key);
    }

    /** Whether a group is held; where all are, nobody needs its key for that. */
    boolean holds(SessionGroup group) {
        return isWhole() || keys.test(group.key());
    }

    /** Whether all sessions are held. */
    @SuppressWarnings("ReferenceEquality") // the very one
    boolean isWhole() {
        return this == WHOLE;
    }
}
