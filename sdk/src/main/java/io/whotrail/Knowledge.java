// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that are known and the uses that wait, and the answers that follow. Changed under the engine's lock only;
 * questions may be asked without.
 */
final class Knowledge {
    private static final Logger LOG = LoggerFactory.getLogger(Attributor.class);

    /** How many callers a session may have that are asked for: one for each copy of its call. */
    private static final long CALLERS = 16;

    private final Settings settings;
    private final Watermarks watermarks;
    private final Counters counters;
    private final SessionGroups groups;
    private final Sightings sightings;
    private final Forgotten forgotten;
    private final FairShare shares = new FairShare();
    private final Expiries expiries = new Expiries();
    private final boolean outlivesUse;
    private long latestBirth = EpochSeconds.UNKNOWN;

    Knowledge(Settings settings, Watermarks watermarks, Counters counters, Sightings sightings) {
        this.settings = settings;
        this.watermarks = watermarks;
        this.counters = counters;
        this.sightings = sightings;
        this.outlivesUse =
                settings.retention().compareTo(Issuance.LONGEST_ROLE_SESSION.plus(Issuance.LATE_TOLERANCE)) > 0;
        this.forgotten = new Forgotten(settings.maximumSessions(), settings.hashSeed());
        this.groups = new SessionGroups(bound(settings));
    }

    /** Each group holds a session, a caller of one, or an event that waits. */
    private static long bound(Settings settings) {
        return Math.min(Long.MAX_VALUE / 2 / CALLERS, settings.maximumSessions()) * (1 + CALLERS)
                + settings.maximumWaiting();
    }

    private long watermark() {
        long watermark = watermarks.settled();
        return watermark == EpochSeconds.UNKNOWN ? 0 : watermark;
    }

    SessionGroups groups() {
        return groups;
    }

    // ---- questions

    Candidates candidates(Use use, @Nullable IssuedSession asker) {
        var candidates = new Candidates(use, asker);
        SessionGroup group = groups.find(use.groupKey());
        if (group == null) {
            return candidates;
        }
        if (use.accessKeyId() != null) {
            group.sessions().forEachOf(use.accessKeyId(), candidates);
        }
        if (!candidates.areOfKey() || group.hasNamed()) {
            group.sessions().forEachNear(use.birth(), use.accessKeyId(), candidates);
        }
        return candidates;
    }

    Verdict verdict(Use use, Candidates candidates) {
        Verdict own = use.own();
        String groupKey = use.groupKey();
        if (groupKey == null) {
            return own == null ? Identities.malformed(use.identity()) : own;
        }
        Verdict found = isOvershadowed(use, groupKey, candidates) ? null : candidates.verdict();
        if (found == null
                && own instanceof Explanation
                && candidates.outOfValidity().isEmpty()
                && !forgotten.holdsRoot(groupKey, use.accessKeyId())) {
            return own;
        }
        if (found != null && !(found instanceof Gap)) {
            return found;
        }
        boolean isIssued =
                candidates.match() != null || !candidates.outOfValidity().isEmpty();
        Explanation carried =
                CarriedEvidence.of(use, isIssued ? null : sightings.enforced().callerOf(use));
        if (carried != null) {
            return carried;
        }
        return found == null
                ? new Gap(reason(use, groupKey, candidates), Identities.acting(use.identity()), use.claims())
                : found;
    }

    /**
     * Where a session that fits as well was pushed out, a birth does not tell which of them the use is of. One that expired
     * fits no use any more, as long as sessions are kept for longer than they can be used.
     */
    private boolean isOvershadowed(Use use, String groupKey, Candidates candidates) {
        Match match = candidates.match();
        return match != null
                && match.link() == Basis.SESSION_BIRTH
                && (outlivesUse
                        ? forgotten.holdsEvicted(groupKey, use.accessKeyId(), use.birth())
                        : forgotten.reason(groupKey, use.accessKeyId(), use.birth())
                                != UnattributedReason.ISSUANCE_NOT_SEEN);
    }

    private UnattributedReason reason(Use use, String groupKey, Candidates candidates) {
        return candidates.outOfValidity().isEmpty()
                ? forgotten.reason(groupKey, use.accessKeyId(), use.birth())
                : UnattributedReason.OUT_OF_VALIDITY;
    }

    /** The number that tells whether a group changed; 0 where there is none. */
    int version(Use use) {
        SessionGroup group = groups.find(use.groupKey());
        return group == null ? 0 : group.version();
    }

    // ---- what is kept

    /** Takes a session in, whose answers are drawn; where there are too many, those give up theirs who have the most. */
    void add(IssuedSession session, SessionGroup group) {
        if (session.kind() == Issuance.Kind.NAMED) {
            group.addNamed();
        }
        group.sessions().add(session);
        keep(group);
        counters.sessionsIssued.increment();
        expiries.add(session);
        long birth = session.issuedAt();
        latestBirth = birth == EpochSeconds.UNKNOWN || watermarks.isFuture(birth)
                ? latestBirth
                : Math.max(latestBirth, birth);
        shares.add(session, latestBirth);
        for (IssuedSession next = shares.next();
                next != null && shares.size() > settings.maximumSessions();
                next = shares.next()) {
            evict(next);
        }
    }

    /** Takes note that a session may count to somebody else now. */
    void move(IssuedSession session) {
        shares.move(session, latestBirth);
    }

    void keep(SessionGroup group) {
        sightings.names().addGroup(group.key());
        groups.keep(group);
    }

    /** Until when, in event time, a session may be of use; copies of one call come within the lateness of each other. */
    long retainedUntil(Issuance issuance) {
        boolean shared = issuance.kind() == Issuance.Kind.SHARED;
        return EpochSeconds.plus(
                watermarks.dueOf(issuance.birth()), shared ? settings.lateness() : settings.retention());
    }

    /** How many sessions there are. */
    int sessionCount() {
        return shares.size();
    }

    void await(WaitingEvent event) {
        String groupKey = event.use().groupKey();
        if (groupKey != null) {
            SessionGroup group = groups.findOrNew(groupKey);
            group.uses().add(event);
            keep(group);
        }
    }

    void release(WaitingEvent event) {
        SessionGroup group = groups.find(event.use().groupKey());
        if (group != null) {
            group.uses().remove(event);
            groups.dropIfEmpty(group);
        }
    }

    // ---- what is forgotten

    private void evict(IssuedSession session) {
        if (counters.sessionsEvicted.sum() == 0) {
            LOG.warn(
                    "Sessions are pushed out: the bound of {} is hit; stats() counts how many",
                    settings.maximumSessions());
        }
        forgotten.add(session, false);
        counters.sessionsEvicted.increment();
        expiries.givenUp();
        letGo(session);
    }

    /** Forgets the sessions that the watermark has passed. */
    void expire() {
        long watermark = watermark();
        for (IssuedSession session = expiries.pollExpired(watermark);
                session != null;
                session = expiries.pollExpired(watermark)) {
            forgotten.add(session, true);
            counters.sessionsExpired.increment();
            letGo(session);
        }
    }

    /** A corrected record took the place of all that a session was known by. */
    void withdraw(IssuedSession session) {
        counters.sessionsCorrected.increment();
        expiries.givenUp();
        letGo(session);
    }

    private void letGo(IssuedSession session) {
        SessionGroup group = session.group();
        shares.remove(session);
        session.records().forEach(this::release);
        session.letGo();
        group.sessions().remove(session);
        group.changed();
        groups.dropIfEmpty(group);
    }

    /** Nobody needs to tell who called any more. */
    void release(IssuingEvent issuing) {
        WaitingCaller caller = issuing.waiting();
        SessionGroup group = caller == null ? null : groups.find(caller.use().groupKey());
        if (caller != null && group != null) {
            group.uses().remove(caller);
            groups.dropIfEmpty(group);
        }
    }
}
