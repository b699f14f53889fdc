// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The groups by session ARN, bounded by the number of their sessions, expired by event time. Reads need no lock. */
final class SessionGroups {
    /** A group that the bound or the time pushed out. */
    record Lost(SessionGroup group, boolean expired) {}

    private final Cache<String, SessionGroup> cache;
    private final Queue<Lost> lost = new ConcurrentLinkedQueue<>();

    /**
     * Makes an empty index.
     *
     * @param maximumSessions how many sessions fit
     * @param watermark the event time that decides what is expired, in epoch seconds; 0 before there is one
     * @param forgotten takes note of what is pushed out, before it is gone
     */
    SessionGroups(long maximumSessions, LongSupplier watermark, Forgotten forgotten) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(maximumSessions)
                .weigher((String key, SessionGroup group) -> group.weight())
                .expireAfter(new UntilEventTime(watermark))
                .ticker(() -> TimeUnit.SECONDS.toNanos(watermark.getAsLong()))
                .executor(Runnable::run)
                .evictionListener((@Nullable String key, @Nullable SessionGroup group, RemovalCause cause) -> {
                    if (group != null) {
                        boolean expired = cause == RemovalCause.EXPIRED;
                        group.sessions().items().forEach(session -> forgotten.add(session, expired));
                        lost.add(new Lost(group, expired));
                    }
                })
                .build();
    }

    @Nullable
    SessionGroup find(@Nullable String key) {
        return key == null ? null : cache.getIfPresent(key);
    }

    SessionGroup findOrNew(String key) {
        SessionGroup group = cache.getIfPresent(key);
        return group == null ? new SessionGroup(key) : group;
    }

    /** Keeps a group, and takes note of its weight and expiry after a change. */
    void keep(SessionGroup group) {
        cache.put(group.key(), group);
    }

    /** How many sessions the groups weigh together, those that are expired and not yet gone among them. */
    long weight() {
        cache.cleanUp();
        return cache.policy()
                .eviction()
                .map(bound -> bound.weightedSize().orElse(0))
                .orElse(0L);
    }

    void drop(SessionGroup group) {
        cache.asMap().remove(group.key(), group);
    }

    /** Expires what the watermark has passed. */
    void expire() {
        cache.cleanUp();
    }

    /** Takes the next group that was pushed out and did not come back since. */
    @Nullable
    Lost pollLost() {
        Lost next = lost.poll();
        while (next != null && cache.policy().getIfPresentQuietly(next.group().key()) == next.group()) {
            next = lost.poll();
        }
        return next;
    }

    private record UntilEventTime(LongSupplier watermark) implements Expiry<String, SessionGroup> {
        @Override
        public long expireAfterCreate(String key, SessionGroup group, long now) {
            return Math.max(0, TimeUnit.SECONDS.toNanos(group.expiresAt() - watermark.getAsLong()));
        }

        @Override
        public long expireAfterUpdate(String key, SessionGroup group, long now, long remaining) {
            return expireAfterCreate(key, group, now);
        }

        @Override
        public long expireAfterRead(String key, SessionGroup group, long now, long remaining) {
            return remaining;
        }
    }
}
