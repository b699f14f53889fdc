// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The groups by session ARN. Changed under the engine's lock only; reads need none. */
final class SessionGroups {
    /* What is in the groups is bounded elsewhere: sessions fairly by their origins, what waits by its number. The cache's
     * own bound is what these add up to, so that it never decides. */

    private final Cache<String, SessionGroup> cache;

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
        cache.asMap().putIfAbsent(group.key(), group);
    }

    /** The groups whose key holds a text; looks at all of them. */
    List<SessionGroup> allOf(String part) {
        return cache.asMap().values().stream()
                .filter(group -> group.key().contains(part))
                .toList();
    }

    /** Drops a group in which nothing is left. */
    void dropIfEmpty(SessionGroup group) {
        if (group.sessions().size() == 0 && group.uses().size() == 0) {
            cache.asMap().remove(group.key(), group);
        }
    }
}
