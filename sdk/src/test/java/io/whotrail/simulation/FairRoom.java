// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.event.CloudTrailEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whose sessions have room where a bound is shared fairly, by account and then by origin: the law, worked out from the truth
 * and from what is delivered. Where some are long known, whoever is new has a share of half the account's room. The model lets
 * no session go, neither those that expired nor those that were pushed out; so a share only becomes smaller, and whoever is
 * within it was so from the beginning. Not thread safe.
 */
final class FairRoom {
    /** How long, in seconds, new accounts have one share together. */
    private static final long NEWCOMER_SECONDS = 3_600;

    private static final String NEWCOMERS = "";
    /** How many sessions come before shares are worked out again. */
    private static final int INTERVAL = 16;
    /** Some sessions count to a caller on the way, until it is known who that was. */
    private static final double CERTAIN = 0.95;

    /** After how long, in seconds, an origin is sure to be known: it may count as somebody else until its caller is known. */
    private static final long SURELY_KNOWN_SECONDS = 2 * NEWCOMER_SECONDS;
    /** How many origins of an account are sure to be told apart. */
    private static final int SURELY_TOLD_APART = 512;

    /** How many sessions some origins asked for. */
    private static final class Share {
        final Map<String, Integer> wanted = new HashMap<>();
        /** How many origins want so many. */
        final TreeMap<Integer, Integer> origins = new TreeMap<>();
        /** When those that came first came. */
        final Map<String, Long> firstMet = new HashMap<>();
        /** Those of them who had their share for as long as they were new. */
        final Set<String> known = new HashSet<>();

        /** When the first of them was met. */
        final long began;

        int size;
        long level = Long.MAX_VALUE;
        long levelOfNew = Long.MAX_VALUE;

        Share(long began) {
            this.began = began;
        }

        void add(String origin, long now) {
            size++;
            if (level < 1) {
                return;
            }
            int wants = wanted.merge(origin, 1, Integer::sum);
            origins.merge(wants, 1, Integer::sum);
            origins.computeIfPresent(wants - 1, (key, many) -> many == 1 ? null : many - 1);
            if (firstMet.size() < SURELY_TOLD_APART) {
                firstMet.putIfAbsent(origin, now);
            }
            Long first = firstMet.get(origin);
            if (first != null && now - first >= SURELY_KNOWN_SECONDS && wants <= levelOfNew) {
                known.add(origin);
            }
        }

        void workOut(long sessions, long now) {
            level = FairRoom.level(origins, sessions * CERTAIN - INTERVAL);
            boolean allAreNew = now - began < NEWCOMER_SECONDS;
            levelOfNew = allAreNew ? level : FairRoom.level(origins, sessions * CERTAIN / 2 - INTERVAL);
            if (level < 1) {
                wanted.clear();
                origins.clear();
            }
        }

        boolean fits(String origin) {
            return level >= 1 && wanted.getOrDefault(origin, 0) <= (known.contains(origin) ? level : levelOfNew);
        }
    }

    private final long room;
    private final Map<String, Share> shares = new HashMap<>();
    private final Map<String, Long> firstSeen = new HashMap<>();
    private long now = Long.MIN_VALUE;
    private long size;

    FairRoom(long room) {
        this.room = room;
    }

    /** Takes in a record; those that begin no session do not count. */
    void delivered(SimulatedEvent event) {
        if (!begins(event.event())) {
            return;
        }
        now = Math.max(now, event.event().eventTime().getEpochSecond());
        String account = account(event);
        long first = firstSeen.computeIfAbsent(account, key -> now);
        boolean isNew = now - first < NEWCOMER_SECONDS;
        Share share = shares.computeIfAbsent(isNew ? NEWCOMERS : account, key -> new Share(first));
        share.add(origin(event), now);
        String name = event.event().requestParameters().roleSessionName();
        if (event.truth().origin().identity().type() == IdentityType.AWS_SERVICE && name != null) {
            // For the service itself, or for the workload that it names: who cannot tell, counts both.
            share.add(account + '\n' + name, now);
        }
        if (++size > room * CERTAIN && size % INTERVAL == 0) {
            workOut();
        }
    }

    private static boolean begins(CloudTrailEvent event) {
        return event.errorCode() == null
                && (event.eventSource().startsWith("sts.")
                        || event.eventSource().startsWith("signin.")
                        || event.eventName().equals("GetDataAccess"));
    }

    private void workOut() {
        var accounts = new TreeMap<Integer, Integer>();
        shares.values().forEach(share -> accounts.merge(share.size, 1, Integer::sum));
        long level = level(accounts, room * CERTAIN - INTERVAL);
        for (Share share : shares.values()) {
            if (share.size > level && share.level >= 1) {
                share.workOut(level, now);
            }
        }
    }

    /** The most that each of some may have, so that what the smaller ones leave goes to the larger ones. */
    private static long level(Map<Integer, Integer> many, double room) {
        double left = room;
        int others = many.values().stream().mapToInt(Integer::intValue).sum();
        for (Map.Entry<Integer, Integer> same : many.entrySet()) {
            if ((double) same.getKey() * others > left) {
                return (long) (left / others);
            }
            left -= (double) same.getKey() * same.getValue();
            others -= same.getValue();
        }
        return Long.MAX_VALUE;
    }

    /** Whether the origin of an event has never had more sessions than its fair share. */
    boolean fits(SimulatedEvent event) {
        String origin = origin(event);
        return fits(shares.get(NEWCOMERS), origin) && fits(shares.get(account(event)), origin);
    }

    private static boolean fits(Share share, String origin) {
        return share == null || share.fits(origin);
    }

    private static String origin(SimulatedEvent event) {
        Identity identity = event.truth().origin().identity();
        return account(event) + '\n' + (identity.principalId() == null ? identity.name() : identity.principalId());
    }

    /** The account of the origin; of those who have none, that of the role that they used first. */
    private static String account(SimulatedEvent event) {
        String own = event.truth().origin().identity().accountId();
        if (own != null) {
            return own;
        }
        Evidence first = event.truth().evidence();
        while (first != null && first.caller() != null) {
            first = first.caller();
        }
        return first == null
                ? event.trail().accountId()
                : first.copies().get(first.copies().size() - 1).accountId();
    }
}
