// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.RoleChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes nodes of the branches below one, once. Not thread safe. */
final class Branches {
    /* A chain that was shortened does not tell which session lies above the first of its last hops. Another chain may: that
     * of the session above. So sessions beyond the hops that every chain keeps hang where the nearest one above them is
     * known, whichever chain told it; and where a tree would become deeper than a chain that is kept whole, side by side. */

    /** How many hops next to the origin every chain keeps. */
    static final int NEAR = RoleChain.MAXIMUM_HOPS / 2;

    private static final Comparator<SessionNode> BY_BIRTH = Comparator.<SessionNode, Instant>comparing(
                    node -> node.hop().issuedAt(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparingInt(SessionNode::leftOut)
            .thenComparing(node -> String.valueOf(node.hop().roleArn()))
            .thenComparing(node -> String.valueOf(node.hop().sessionName()));

    /** A session in its place: how deep it is, what it hangs below, and whether it was asked for. */
    private record Placed(
            Branch branch, int depth, @Nullable Placed above, boolean isAsked) {
        int leftOut() {
            return above == null ? 0 : depth - above.depth - 1;
        }
    }

    private final Map<Branch, List<Placed>> hanging = new HashMap<>();

    private Branches() {}

    /** The sessions below a root, and what was done with all of them. */
    static List<SessionNode> told(Branch root, ActivityCounter total) {
        return new Branches().sessions(new Placed(root, 0, null, root.isAsked), total);
    }

    private List<SessionNode> sessions(Placed above, ActivityCounter total) {
        var nodes = new ArrayList<SessionNode>();
        for (Branch branch : above.branch.branches()) {
            add(new Placed(branch, above.depth + 1, above, above.isAsked || branch.isAsked), nodes, total);
        }
        hang(above);
        for (Placed far : hanging.getOrDefault(above.branch, List.of())) {
            add(far, nodes, total);
        }
        nodes.sort(BY_BIRTH);
        return List.copyOf(nodes);
    }

    private void add(Placed session, List<SessionNode> nodes, ActivityCounter total) {
        var below = new ActivityCounter();
        Branch branch = session.branch;
        if (session.isAsked) {
            below.add(branch.activity);
        }
        List<SessionNode> sessions = sessions(session, below);
        if (!session.isAsked && sessions.isEmpty()) {
            return;
        }
        total.add(below);
        Activity activity = session.isAsked ? branch.activity.told() : new ActivityCounter().told();
        nodes.add(new SessionNode(
                branch.hop(),
                session.leftOut(),
                !session.isAsked,
                session.isAsked ? new TreeSet<>(branch.keys.counts().keySet()) : new TreeSet<>(),
                activity,
                sessions.isEmpty() ? activity : below.told(),
                sessions));
    }

    /** Finds a place for each session far below one. */
    private void hang(Placed head) {
        var placed = new HashMap<Branch.Far, Placed>();
        head.branch.far().forEach((which, branch) -> {
            SessionKey caller = branch.above();
            Placed above = caller == null ? head : placed.getOrDefault(new Branch.Far(which.depth() - 1, caller), head);
            boolean isAsked = branch.isAsked || above.isAsked;
            while (above.depth > RoleChain.MAXIMUM_HOPS && above.above != null) {
                above = above.above;
            }
            var here = new Placed(branch, which.depth(), above, isAsked);
            placed.put(which, here);
            hanging.computeIfAbsent(above.branch, none -> new ArrayList<>()).add(here);
        });
    }
}
