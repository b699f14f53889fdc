// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Hop;
import io.whotrail.Identity;
import io.whotrail.RoleChain;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What descends from one origin, while it is added up. Not thread safe. */
final class Tree {
    private final Branch root = new Branch();
    private long ambiguous;
    private long untold;

    /** A walk from the origin down; the last of its branches, where there was room for all. Not thread safe. */
    static final class Way {
        private final Predicate<Hop> asked;
        private final Room room;
        private Branch branch;
        private Branch head;
        private int depth;
        private @Nullable SessionKey last;

        private Way(Branch root, Predicate<Hop> asked, Room room) {
            this.branch = root;
            this.head = root;
            this.asked = asked;
            this.room = room;
        }

        Branch branch() {
            return branch;
        }

        /** Goes on to the next session; whether there was room for it. */
        boolean next(Hop hop) {
            return next(hop, depth + 1);
        }

        private boolean next(Hop hop, int at) {
            boolean isFar = at > Branches.NEAR;
            SessionKey key = SessionKey.of(hop);
            Branch next = isFar
                    ? head.far(new Branch.Far(at, key), at == depth + 1 ? last : null, hop, room)
                    : branch.next(key, hop, room);
            if (next == null) {
                return false;
            }
            next.isAsked |= branch.isAsked || asked.test(hop);
            branch = next;
            head = isFar ? head : next;
            last = isFar ? key : null;
            depth = at;
            return true;
        }
    }

    /** That the origin was asked for, or everybody. */
    void ask() {
        root.isAsked = true;
    }

    /** The way to the session at the end of a chain; {@code null} where there is no room for it, which is counted. */
    @Nullable
    Way way(RoleChain chain, Predicate<Hop> asked, Room room) {
        var way = new Way(root, asked, room);
        List<Hop> hops = chain.hops();
        int leftOut = chain.length() - hops.size();
        for (int i = 0; i < hops.size(); i++) {
            if (!way.next(hops.get(i), 1 + i + (i < Branches.NEAR ? 0 : leftOut))) {
                countUntold();
                return null;
            }
        }
        return way;
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

    SessionTree told(Identity origin, Namesakes namesakes) {
        var total = new ActivityCounter();
        if (root.isAsked) {
            total.add(root.activity);
        }
        List<SessionNode> sessions = Branches.told(root, total);
        Collection<String> keys = root.isAsked ? root.keys.counts().keySet() : List.of();
        var tree = new SessionTree(
                origin,
                !root.isAsked,
                new TreeSet<>(keys),
                root.isAsked ? root.activity.told() : new ActivityCounter().told(),
                total.told(),
                sessions,
                ambiguous,
                untold,
                List.of());
        return tree.with(namesakes.of(tree));
    }
}
