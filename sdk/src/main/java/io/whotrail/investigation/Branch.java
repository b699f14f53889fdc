// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Basis;
import io.whotrail.Hop;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A session while its events are added up; the root of a tree is one without a hop. Not thread safe. */
final class Branch {
    /** Births are of interest where there is one. */
    private static final int BIRTHS = 2;

    /** A session far from the origin: how many hops it is away, and which. */
    record Far(int depth, SessionKey key) implements Comparable<Far> {
        @Override
        public int compareTo(Far other) {
            return depth == other.depth ? key.compareTo(other.key) : Integer.compare(depth, other.depth);
        }
    }

    final ActivityCounter activity = new ActivityCounter();
    final FirstOf<String> keys = new FirstOf<>(SessionNode.MAXIMUM_KEYS);

    /** Whether it, or something above it, was asked for. */
    boolean isAsked;

    private final Map<SessionKey, Branch> branches = new HashMap<>();
    private final FirstOf<Instant> births = new FirstOf<>(BIRTHS);

    /** What lies too far below this session for all hops to be told; the nearest first. */
    private @Nullable TreeMap<Far, Branch> far;

    private @Nullable Hop hop;
    private @Nullable SessionKey above;

    /** The session that a hop opened; {@code null} where it is not known yet and there is no room for more. */
    @Nullable
    Branch next(SessionKey key, Hop opening, Room room) {
        return known(branches, key, opening, room);
    }

    /**
     * A session far below this one.
     *
     * @param caller which one opened it, {@code null} where that was left out, or is this one
     */
    @Nullable
    Branch far(Far which, @Nullable SessionKey caller, Hop opening, Room room) {
        if (far == null) {
            far = new TreeMap<>();
        }
        Branch next = known(far, which, opening, room);
        if (next != null) {
            next.below(caller);
        }
        return next;
    }

    private static <K> @Nullable Branch known(Map<K, Branch> branches, K key, Hop opening, Room room) {
        Branch branch = branches.get(key);
        if (branch == null) {
            if (!room.take()) {
                return null;
            }
            branch = new Branch();
            branches.put(key, branch);
        }
        branch.know(opening);
        return branch;
    }

    /** Of several callers the one that sorts first, whichever came first. */
    private void below(@Nullable SessionKey caller) {
        if (caller != null && (above == null || caller.compareTo(above) < 0)) {
            above = caller;
        }
    }

    /** What an event shows of the session's birth, where the event that opened it does not. */
    void born(Instant birth) {
        if (hop != null && hop.issuedAt() == null) {
            births.add(birth, 1);
        }
    }

    /** Takes in all that is known of another branch of the same session, or of the same origin, which stays as it is. */
    void absorb(Branch other) {
        if (other.hop != null) {
            know(other.hop);
        }
        isAsked |= other.isAsked;
        below(other.above);
        activity.add(other.activity);
        keys.addAll(other.keys);
        births.addAll(other.births);
        other.branches.forEach((opened, branch) ->
                branches.computeIfAbsent(opened, none -> new Branch()).absorb(branch));
        if (other.far != null) {
            TreeMap<Far, Branch> joined = far == null ? new TreeMap<>() : far;
            other.far.forEach((opened, branch) ->
                    joined.computeIfAbsent(opened, none -> new Branch()).absorb(branch));
            far = joined;
        }
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

    /** How it was opened; where the event that opened it does not tell when, its uses do. */
    Hop hop() {
        Hop known = Objects.requireNonNull(hop);
        if (known.issuedAt() != null || births.counts().size() != 1) {
            return known;
        }
        return new Hop(
                known.roleArn(),
                known.roleId(),
                known.sessionName(),
                known.sourceIdentity(),
                births.counts().firstKey(),
                known.link(),
                known.issuanceEventIds());
    }

    Iterable<Branch> branches() {
        return branches.values();
    }

    /** The sessions far below, the nearest first. */
    Map<Far, Branch> far() {
        return far == null ? Map.of() : far;
    }

    /** Which far session opened it, where that is known. */
    @Nullable
    SessionKey above() {
        return above;
    }
}
