// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which part of all sessions an attributor holds, and who is told what the holders of the others need.
 *
 * @param groups whether a group, by its key, is one of this part's
 * @param keys whether it is this part that knows all who have an access key
 * @param relays who is told
 * @param resolves whether it takes in what it tells, too: it resolves the issuances of all and holds none of their groups
 */
record Partition(Predicate<String> groups, Predicate<String> keys, Consumer<Relay> relays, boolean resolves) {
    /** All there is: nobody else needs anything. */
    static final Partition WHOLE = new Partition(key -> true, key -> true, relay -> {}, false);

    static Partition of(Predicate<String> keys, Consumer<Relay> relays) {
        return new Partition(keys, keys, relays, false);
    }

    static Partition resolver(Consumer<Relay> relays) {
        return new Partition(key -> false, key -> true, relays, true);
    }

    boolean holds(String groupKey) {
        return isWhole() || groups.test(groupKey);
    }

    /** Whether a group is held; where all are, nobody needs its key for that. */
    boolean holds(SessionGroup group) {
        return isWhole() || groups.test(group.key());
    }

    boolean holdsKey(String accessKeyId) {
        return keys.test(accessKeyId);
    }

    /** Whether it is here that a group's sessions are known to have keys. */
    boolean tellsKeysOf(String groupKey) {
        return !isWhole() && (resolves || groups.test(groupKey));
    }

    /** Whether all sessions are held. */
    @SuppressWarnings("ReferenceEquality") // the very one
    boolean isWhole() {
        return this == WHOLE;
    }
}
