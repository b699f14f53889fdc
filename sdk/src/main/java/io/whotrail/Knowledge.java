// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that are known and the uses that wait, and the answers that follow. Changed under the engine's lock only;
 * questions may be asked without.
 */
final class Knowledge {
    private static final Logger LOG = LoggerFactory.getLogger(Attributor.class);

    /** What part of the bound on sessions one name may take; beyond it the older half of its sessions is forgotten. */
    private static final int LARGEST_PART = 2;

    private final Settings settings;
    private final Watermarks watermarks;
    private final Counters counters;
    private final SessionGroups groups;
    private final Sightings sightings;
    private final Forgotten forgotten;

    Knowledge(Settings settings, Watermarks watermarks, Counters counters, Sightings sightings) {
        this.settings = settings;
        this.watermarks = watermarks;
        this.counters = counters;
        this.sightings = sightings;
        this.forgotten = new Forgotten(settings.maximumSessions());
        this.groups = new SessionGroups(settings.maximumSessions(), this::watermark, forgotten);
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
        if (found == null && own instanceof Explanation && !forgotten.holdsRoot(groupKey, use.accessKeyId())) {
            return own;
        }
        if (found != null && !(found instanceof Gap)) {
            return found;
        }
        Explanation carried = CarriedEvidence.of(use);
        if (carried != null) {
            return carried;
        }
        return found == null
                ? new Gap(reason(use, groupKey, candidates), Identities.acting(use.identity()), use.claims())
                : found;
    }

    /** Where a session that fits as well was forgotten, a birth does not tell which of them the use is of. */
    private boolean isOvershadowed(Use use, String groupKey, Candidates candidates) {
        Match match = candidates.match();
        return match != null
                && match.link() == Basis.SESSION_BIRTH
                && forgotten.reason(groupKey, use.accessKeyId(), use.birth()) != UnattributedReason.ISSUANCE_NOT_SEEN;
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

    void add(IssuedSession session, SessionGroup group) {
        makeRoom(group);
        if (session.issuance().kind() == Issuance.Kind.NAMED) {
            group.addNamed();
        }
        group.sessions().add(session);
        counters.sessionsIssued.increment();
        keep(group, retainedUntil(session.issuance()));
    }

    void keep(SessionGroup group, long until) {
        sightings.names().addGroup(group.key());
        group.keepUntil(until);
        groups.keep(group);
    }

    /** Until when, in event time, a session may be of use; copies of one call come within the lateness of each other. */
    long retainedUntil(Issuance issuance) {
        long birth = issuance.birth() == EpochSeconds.UNKNOWN ? watermark() : issuance.birth();
        boolean shared = issuance.kind() == Issuance.Kind.SHARED;
        return EpochSeconds.plus(birth, shared ? settings.lateness() : settings.retention());
    }

    void await(WaitingEvent event) {
        String groupKey = event.use().groupKey();
        if (groupKey != null) {
            SessionGroup group = groups.findOrNew(groupKey);
            group.uses().add(event);
            keep(group, EpochSeconds.plus(event.due(), settings.lateness()));
        }
    }

    void release(WaitingEvent event) {
        SessionGroup group = groups.find(event.use().groupKey());
        if (group != null) {
            group.uses().remove(event);
            if (group.sessions().size() == 0 && group.uses().size() == 0) {
                groups.drop(group);
            }
        }
    }

    // ---- what is forgotten

    /** A busy group forgets what the retention has passed, and the older half where it takes too much of the bound. */
    private void makeRoom(SessionGroup group) {
        long bound = Math.max(1, settings.maximumSessions() / LARGEST_PART);
        if (!group.isDueForPruning() && group.sessions().size() < bound) {
            return;
        }
        var oldestFirst = new ArrayList<>(group.sessions().items());
        oldestFirst.sort(Comparator.comparingLong(session -> session.issuance().birth()));
        long watermark = watermark();
        int excess = oldestFirst.size() < bound ? 0 : (oldestFirst.size() + 1) / 2;
        for (int i = 0; i < oldestFirst.size(); i++) {
            IssuedSession session = oldestFirst.get(i);
            boolean expired = retainedUntil(session.issuance()) < watermark;
            if (expired || i < excess) {
                group.sessions().remove(session);
                forgotten.add(session, expired);
                letGo(session, expired);
            }
        }
        group.pruned();
    }

    private void letGo(IssuedSession session, boolean expired) {
        release(session);
        session.letGo();
        if (!expired && counters.sessionsEvicted.sum() == 0) {
            LOG.warn(
                    "Sessions are pushed out: the bound of {} is hit; stats() counts how many",
                    settings.maximumSessions());
        }
        (expired ? counters.sessionsExpired : counters.sessionsEvicted).increment();
    }

    /** Its ancestors need to tell a session nothing more. */
    void release(IssuedSession session) {
        for (IssuedSession.Copy copy : session.copies()) {
            release(copy);
        }
    }

    void release(IssuedSession.Copy copy) {
        WaitingCaller caller = copy.waiting();
        SessionGroup group = caller == null ? null : groups.find(caller.use().groupKey());
        if (caller != null && group != null) {
            group.uses().remove(caller);
        }
    }

    void expire() {
        groups.expire();
    }

    /** Takes note of the groups that a bound or the time pushed out; hands over the events that waited in them. */
    List<WaitingEvent> takeLost() {
        List<WaitingEvent> stranded = new ArrayList<>(0);
        for (SessionGroups.Lost lost = groups.pollLost(); lost != null; lost = groups.pollLost()) {
            for (IssuedSession session : lost.group().sessions().items()) {
                letGo(session, lost.expired());
            }
            for (WaitingUse use : lost.group().uses().items()) {
                if (use instanceof WaitingEvent event && !event.isClosed()) {
                    stranded.add(event);
                }
            }
        }
        return stranded;
    }
}
