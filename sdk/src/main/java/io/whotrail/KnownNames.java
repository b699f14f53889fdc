// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The names of principals that were seen, and the groups by session name: together they tell which session names are other
 * people's. Bounded; thread safe.
 */
final class KnownNames {
    /** How many groups of one session name are remembered. */
    private static final int MAXIMUM_GROUPS = 1_000;

    private final Cache<String, Boolean> principals;
    private final Cache<String, Set<String>> groups;
    private final AtomicInteger version = new AtomicInteger();

    KnownNames(int maximum) {
        this.principals = Caffeine.newBuilder()
                .maximumSize(maximum)
                .executor(Runnable::run)
                .build();
        this.groups = Caffeine.newBuilder()
                .maximumSize(maximum)
                .executor(Runnable::run)
                .build();
    }

    boolean isKnown(String name) {
        return principals.getIfPresent(name) != null;
    }

    /** The name that a verdict makes known, or {@code null}: only who explains itself has a name that counts. */
    static @Nullable String nameOf(@Nullable Verdict own) {
        if (!(own instanceof Explanation explanation)) {
            return null;
        }
        return switch (explanation.origin().type()) {
            case IAM_USER, SAML_USER, WEB_IDENTITY_USER, IDENTITY_CENTER_USER, WORKLOAD ->
                explanation.origin().name();
            default -> null;
        };
    }

    boolean isNew(@Nullable String name) {
        return name != null && !isKnown(name);
    }

    /** Makes a name known; says whether it was not. */
    boolean add(String name) {
        boolean added = principals.asMap().putIfAbsent(name, Boolean.TRUE) == null;
        if (added) {
            version.incrementAndGet();
        }
        return added;
    }

    /** Grows with each new name. */
    int version() {
        return version.get();
    }

    /** Takes note of a group of role sessions under its session name. */
    void addGroup(String groupKey) {
        String name = GroupKeys.sessionNameOf(groupKey);
        if (name != null) {
            Set<String> named = groups.get(name, key -> ConcurrentHashMap.newKeySet(1));
            if (named.size() < MAXIMUM_GROUPS) {
                named.add(groupKey);
            }
        }
    }

    /** The groups of role sessions with a name, as far as they are remembered. */
    Set<String> groupsOf(String name) {
        Set<String> named = groups.getIfPresent(name);
        return named == null ? Set.of() : named;
    }
}
