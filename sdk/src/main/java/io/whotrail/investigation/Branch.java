// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Basis;
import io.whotrail.Hop;
import io.whotrail.event.Arn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A session while its events are added up; the root of a tree is one without a hop. Not thread safe. */
final class Branch {
    /** What makes a caller's sessions different ones. */
    private record Opened(
            @Nullable String role,
            @Nullable String name,
            @Nullable Instant issuedAt) implements Comparable<Opened> {
        private static final Comparator<Opened> ORDER = Comparator.<Opened, String>comparing(
                        opened -> opened.role, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(opened -> opened.name, Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(opened -> opened.issuedAt, Comparator.nullsFirst(Comparator.naturalOrder()));

        @Override
        public int compareTo(Opened other) {
            return ORDER.compare(this, other);
        }

        static Opened by(Hop hop) {
            Arn role = Arn.parse(hop.roleArn());
            String folded = role == null || role.roleName() == null
                    ? hop.roleArn()
                    : role.partition()
                            + ':'
                            + role.accountId()
                            + ':'
                            + role.roleName().toLowerCase(Locale.ROOT);
            return new Opened(folded, hop.sessionName(), hop.issuedAt());
        }
    }

    private static final Comparator<SessionNode> BY_BIRTH = Comparator.<SessionNode, Instant>comparing(
                    node -> node.hop().issuedAt(), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(node -> String.valueOf(node.hop().roleArn()))
            .thenComparing(node -> String.valueOf(node.hop().sessionName()));

    final ActivityCounter activity = new ActivityCounter();
    final FirstOf<String> keys = new FirstOf<>(SessionNode.MAXIMUM_KEYS);
    private final Map<Opened, Branch> branches = new HashMap<>();
    private @Nullable Hop hop;

    /** The session that a hop opened; {@code null} where it is not known yet and there is no room for more. */
    @Nullable
    Branch next(Hop opening, Room room) {
        Opened opened = Opened.by(opening);
        Branch next = branches.get(opened);
        if (next == null) {
            if (!room.take()) {
                return null;
            }
            next = new Branch();
            branches.put(opened, next);
        }
        next.know(opening);
        return next;
    }

    /** Takes in all that is known of another branch of the same session, or of the same origin, which stays as it is. */
    void absorb(Branch other) {
        if (other.hop != null) {
            know(other.hop);
        }
        activity.add(other.activity);
        keys.addAll(other.keys);
        other.branches.forEach((opened, branch) ->
                branches.computeIfAbsent(opened, none -> new Branch()).absorb(branch));
    }

    /** Joins what several answers tell of one hop: all its proofs, and the strongest link. */
    private void know(Hop other) {
        Hop known = hop;
        if (known == null || known.equals(other)) {
            hop = other;
            return;
        }
        var ids = new TreeSet<>(known.issuanceEventIds());
        ids.addAll(other.issuanceEventIds());
        Basis link = known.link().compareTo(other.link()) <= 0 ? known.link() : other.link();
        hop = new Hop(
                longer(known.roleArn(), other.roleArn()),
                longer(known.roleId(), other.roleId()),
                known.sessionName(),
                longer(known.sourceIdentity(), other.sourceIdentity()),
                known.issuedAt(),
                link,
                List.copyOf(ids));
    }

    /** What says more: an ARN with its path, an id where there was none; the same one whichever came first. */
    private static @Nullable String longer(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        int order = Integer.compare(one.length(), other.length());
        return order > 0 || order == 0 && one.compareTo(other) <= 0 ? one : other;
    }

    /** The sessions that were opened with this one, and what was done with all of them. */
    List<SessionNode> told(ActivityCounter total) {
        var nodes = new ArrayList<SessionNode>(branches.size());
        for (Branch branch : branches.values()) {
            var below = new ActivityCounter();
            below.add(branch.activity);
            List<SessionNode> sessions = branch.told(below);
            total.add(below);
            nodes.add(new SessionNode(
                    Objects.requireNonNull(branch.hop),
                    new TreeSet<>(branch.keys.counts().keySet()),
                    branch.activity.told(),
                    below.told(),
                    sessions));
        }
        nodes.sort(BY_BIRTH);
        return List.copyOf(nodes);
    }
}
