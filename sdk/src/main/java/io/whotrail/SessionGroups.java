// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The groups by session ARN. Changed under the engine's lock only; reads need none. */
final class SessionGroups {
    /** How many callers a session may have that are asked for: one for each copy of its call. */
    static final int CALLERS = 16;

    /* What is in the groups is bounded elsewhere: sessions fairly by their origins, what waits by its number. The cache's
     * own bound is what these add up to, and moves with the sessions that are gone and kept for others: so it never
     * decides. */

    /** A key as text, which is equal to the group that has it. */
    private record Probe(String key, int hash) implements GroupKey {
        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SessionGroup group && group.hasKey(key);
        }
    }

    private final Cache<GroupKey, SessionGroup> cache;
    private final long seed = TableSeed.next();
    /** The roles by {@link GroupKeys#roleOf} and the start of the ARN, which the partitions tell apart. */
    private final NavigableMap<String, RoleSessions> roles = new TreeMap<>();

    private final GroupsByName byName = new GroupsByName();
    private final Weight weight;

    /**
     * Makes an empty index.
     *
     * @param maximum how many groups there can be by the bounds on what is in them
     * @param weight what all that is kept takes
     */
    SessionGroups(long maximum, Weight weight) {
        this.weight = weight;
        this.cache = Caffeine.newBuilder()
                .maximumSize(maximum)
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    SessionGroup find(@Nullable String key) {
        return key == null ? null : cache.getIfPresent(new Probe(key, hash(key)));
    }

    /** The group that a use asks; makes nothing. */
    @Nullable
    SessionGroup of(Use use) {
        String key = use.groupKey();
        Actor actor = use.actor();
        if (key == null || actor == null || actor.groupKey() == null) {
            return key == null ? null : cache.getIfPresent(use.asKey(hash(key)));
        }
        SessionGroup group = actor.group();
        if (group == null) {
            group = cache.getIfPresent(use.asKey(actor.groupHash()));
            actor.group(group);
        }
        return group;
    }

    int hash(String key) {
        return (int) Hash64.of(seed, key);
    }

    /** The group of a key; a new one is not kept before something is in it. */
    SessionGroup findOrNew(String key) {
        SessionGroup group = find(key);
        return group == null ? new SessionGroup(roleOf(key), key, hash(key)) : group;
    }

    private @Nullable RoleSessions roleOf(String groupKey) {
        String role = GroupKeys.roleOf(groupKey);
        if (role == null) {
            return null;
        }
        String prefix = groupKey.substring(0, groupKey.indexOf(role) + role.length());
        RoleSessions known = roles.get(role + prefix);
        return known == null ? new RoleSessions(prefix) : known;
    }

    void keep(SessionGroup group) {
        if (group.isKept()) {
            return;
        }
        cache.put(group, group);
        group.kept(true);
        weight.add(Weight.ofGroup(group));
        RoleSessions role = group.role();
        if (role != null) {
            if (role.first() == null) {
                roles.put(GroupKeys.roleOf(role.prefix()) + role.prefix(), role);
                weight.add(Weight.ofRole(role));
            }
            group.joinRole();
            byName.add(group);
        }
    }

    /** The groups of a role's sessions; the role as {@link GroupKeys#ofRole} names it. */
    List<SessionGroup> allOf(String role) {
        var all = new ArrayList<SessionGroup>();
        roles.subMap(role, role + Character.MAX_VALUE).values().forEach(sessions -> sessions.forEach(all::add));
        return all;
    }

    /** The groups of role sessions with a name. */
    List<SessionGroup> named(String sessionName) {
        return byName.of(sessionName);
    }

    /** Drops a group in which nothing is left. */
    void dropIfEmpty(SessionGroup group) {
        if (!group.isKept() || !group.isEmpty()) {
            return;
        }
        cache.invalidate(group);
        group.kept(false);
        weight.remove(Weight.ofGroup(group));
        RoleSessions role = group.role();
        if (role != null) {
            byName.remove(group);
            group.leaveRole();
            if (role.first() == null) {
                roles.remove(GroupKeys.roleOf(role.prefix()) + role.prefix());
                weight.remove(Weight.ofRole(role));
            }
        }
    }

    // ---- checkpoints and ancestors

    /** The groups that have sessions, always in the same order; those of one role as they came. */
    List<SessionGroup> withSessions() {
        var all = new ArrayList<SessionGroup>();
        for (RoleSessions role : roles.values()) {
            var ofRole = new ArrayList<SessionGroup>();
            role.forEach(ofRole::add);
            Collections.reverse(ofRole);
            all.addAll(ofRole);
        }
        cache.asMap().values().stream()
                .filter(group -> group.role() == null)
                .sorted(Comparator.comparing(SessionGroup::key))
                .forEach(all::add);
        all.removeIf(group -> group.sessionCount() == 0);
        return all;
    }

    /** There may be so many groups more: what does not fit leaves by the bounds on what is in them. */
    void expect(long more) {
        cache.policy().eviction().ifPresent(bound -> bound.setMaximum(bound.getMaximum() + more));
    }
}
