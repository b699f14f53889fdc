// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The groups by session ARN. Changed under the engine's lock only; reads need none. */
final class SessionGroups {
    /* What is in the groups is bounded elsewhere: sessions fairly by their origins, what waits by its number. The cache's
     * own bound is what these add up to, so that it never decides. */

    private final Cache<String, SessionGroup> cache;
    /** The groups of one role are a list; this is where it begins. */
    private final Map<String, SessionGroup> firstOfRole = new HashMap<>();

    /**
     * Makes an empty index.
     *
     * @param maximum how many groups there can be by the bounds on what is in them
     */
    SessionGroups(long maximum) {
        this.cache = Caffeine.newBuilder()
                .maximumSize(maximum)
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    SessionGroup find(@Nullable String key) {
        return key == null ? null : cache.getIfPresent(key);
    }

    /** The group of a key; a new one is not kept before something is in it. */
    SessionGroup findOrNew(String key) {
        SessionGroup group = cache.getIfPresent(key);
        return group == null ? new SessionGroup(key) : group;
    }

    void keep(SessionGroup group) {
        if (cache.asMap().putIfAbsent(group.key(), group) == null) {
            String role = GroupKeys.roleOf(group.key());
            if (role != null) {
                group.link(firstOfRole.put(role, group));
            }
        }
    }

    /** The groups of a role's sessions; the role as {@link GroupKeys#ofRole} names it. */
    List<SessionGroup> allOf(String role) {
        var all = new ArrayList<SessionGroup>();
        for (SessionGroup group = firstOfRole.get(role); group != null; group = group.next()) {
            all.add(group);
        }
        return all;
    }

    /** Drops a group in which nothing is left. */
    void dropIfEmpty(SessionGroup group) {
        if (group.sessions().size() == 0 && group.uses().size() == 0) {
            if (cache.asMap().remove(group.key(), group)) {
                unlink(group);
            }
        }
    }

    private void unlink(SessionGroup group) {
        String role = GroupKeys.roleOf(group.key());
        SessionGroup next = group.unlink();
        if (role != null && firstOfRole.get(role) == group) {
            if (next == null) {
                firstOfRole.remove(role);
            } else {
                firstOfRole.put(role, next);
            }
        }
    }
}
