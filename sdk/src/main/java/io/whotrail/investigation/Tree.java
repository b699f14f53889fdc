// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Hop;
import io.whotrail.Identity;
import io.whotrail.RoleChain;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What descends from one origin, while it is added up. Not thread safe. */
final class Tree {
    private final Branch root = new Branch();
    private long ambiguous;
    private long untold;

    /** The session at the end of a chain; {@code null} where there is no room for it, which is counted. */
    @Nullable
    Branch branch(RoleChain chain, Room room) {
        Branch branch = root;
        for (Hop hop : chain.hops()) {
            branch = branch.next(hop, room);
            if (branch == null) {
                countUntold();
                return null;
            }
        }
        return branch;
    }

    void countUntold() {
        untold++;
    }

    void countAmbiguous() {
        ambiguous++;
    }

    void absorb(Tree other) {
        root.absorb(other.root);
        ambiguous += other.ambiguous;
        untold += other.untold;
    }

    SessionTree told(Identity origin) {
        var total = new ActivityCounter();
        total.add(root.activity);
        List<SessionNode> sessions = root.told(total);
        return new SessionTree(
                origin,
                new TreeSet<>(root.keys.counts().keySet()),
                root.activity.told(),
                total.told(),
                sessions,
                ambiguous,
                untold);
    }
}
