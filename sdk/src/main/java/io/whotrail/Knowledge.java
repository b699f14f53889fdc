// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of sessions, keys and names, and the answers that follow from it. Changed under the engine's lock only;
 * questions may be asked without.
 */
final class Knowledge {
    /* The caller of an issuance is just another use: it asks the group of its own session the same question that an event
     * asks, and its answer goes to the session that was issued. A fact changes one session's answers; whoever uses that
     * session asks again, and only changed answers travel on. Which candidates a use has depends on the facts alone, not
     * on the answers, so the end does not depend on the order; a candidate that descends from the asker is none. */

    private final Settings settings;
    private final Watermarks watermarks;
    private final Counters counters;
    private final SessionGroups groups;
    private final Sightings sightings;
    private final KnownNames names;
    private final EvidenceFilter evicted;
    private final EvidenceFilter expired;

    Knowledge(Settings settings, Watermarks watermarks, Counters counters, Sightings sightings) {
        this.settings = settings;
        this.watermarks = watermarks;
        this.counters = counters;
        this.groups = new SessionGroups(settings.maximumSessions(), this::watermark);
        this.sightings = sightings;
        this.names = sightings.names();
        int filterCapacity = (int) Math.max(100_000, Math.min(20_000_000, 4 * settings.maximumSessions()));
        this.evicted = new EvidenceFilter(filterCapacity);
        this.expired = new EvidenceFilter(filterCapacity);
    }

    private long watermark() {
        long watermark = watermarks.current();
        return watermark == EpochSeconds.UNKNOWN ? 0 : watermark;
    }

    // ---- questions

    Candidates candidates(Use use, @Nullable IssuedSession asker) {
        var candidates = new Candidates(use, asker, sightings);
        SessionGroup group = groups.find(use.groupKey());
        if (group != null) {
            group.sessions().forEach(use.accessKeyId(), use.birth(), candidates);
        }
        return candidates;
    }

    Verdict verdict(Use use, Candidates candidates) {
        Verdict own = use.own();
        if (use.groupKey() == null) {
            return own == null ? malformed(use) : own;
        }
        Verdict found = candidates.verdict();
        if (found == null && own instanceof Explanation && !wasForgotten(use)) {
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
                ? new Gap(reason(use, candidates), Identities.acting(use.identity()), use.claims())
                : found;
    }

    private static Gap malformed(Use use) {
        return new Gap(UnattributedReason.MALFORMED_IDENTITY, Identities.acting(use.identity()), use.claims());
    }

    private boolean wasForgotten(Use use) {
        String groupKey = Objects.requireNonNull(use.groupKey());
        return evicted.mightHold(groupKey, use.accessKeyId(), use.birth())
                || expired.mightHold(groupKey, use.accessKeyId(), use.birth());
    }

    private UnattributedReason reason(Use use, Candidates candidates) {
        String groupKey = Objects.requireNonNull(use.groupKey());
        if (!candidates.outOfValidity().isEmpty()) {
            return UnattributedReason.OUT_OF_VALIDITY;
        }
        if (evicted.mightHold(groupKey, use.accessKeyId(), use.birth())) {
            return UnattributedReason.ISSUANCE_EVICTED;
        }
        return expired.mightHold(groupKey, use.accessKeyId(), use.birth())
                ? UnattributedReason.ISSUANCE_EXPIRED
                : UnattributedReason.ISSUANCE_NOT_SEEN;
    }

    // ---- facts, under the lock

    /** Whoever bears the name of this principal has to be looked at again. */
    void addName(String name, Changes changes) {
        if (!names.add(name)) {
            return;
        }
        for (String role : names.roles()) {
            SessionGroup group = groups.find(role + name);
            if (group != null) {
                touch(group, null, EpochSeconds.UNKNOWN, changes);
            }
        }
    }

    /** What was seen of a key changed: so may the signals of all who used it, and the answers of those who did not. */
    void touchKey(String key, Changes changes) {
        for (String groupKey : sightings.groupKeys(key)) {
            SessionGroup group = groups.find(groupKey);
            if (group != null) {
                touch(group, key, EpochSeconds.UNKNOWN, changes);
                group.sessions().forEach(key, EpochSeconds.UNKNOWN, changes::drawn);
            }
        }
        settle(changes);
    }

    private static void touch(SessionGroup group, @Nullable String key, long birth, Changes changes) {
        group.changed();
        group.sessions().forEach(key, birth, changes::touch);
        group.uses().forEach(key, birth, use -> {
            if (use instanceof WaitingEvent event) {
                changes.touch(event);
            } else if (use instanceof WaitingCaller caller
                    && caller.copy().issuance().kind() == Issuance.Kind.SHARED) {
                touch(caller.copy().session().group(), null, EpochSeconds.UNKNOWN, changes);
            }
        });
    }

    /** Takes an issuance in, and lets all answers that follow from it settle. */
    void learn(Issuance issuance, Changes changes) {
        SessionGroup group = groups.findOrNew(issuance.groupKey());
        IssuedSession session = sessionOf(group, issuance);
        if (session != null && session.hasCopy(issuance.event())
                || group.isCorrected(issuance.event().eventId())) {
            return;
        }
        supersede(group, issuance, changes);
        boolean isNew = session == null;
        if (session == null) {
            session = new IssuedSession(group, issuance, settings.maximumChainLength());
        }
        Verdict unknown = new Gap(
                UnattributedReason.ISSUANCE_NOT_SEEN,
                Identities.acting(issuance.caller().identity()),
                Claims.NONE);
        var copy = new IssuedSession.Copy(
                session, issuance, issuance.callerVerdict() == null ? unknown : issuance.callerVerdict());
        session.add(copy);
        session.draw();
        if (isNew) {
            prune(group);
            group.sessions().add(session);
            counters.sessionsIssued.increment();
        }
        names.addRoleOf(group.key());
        group.keepUntil(retainedUntil(issuance));
        groups.keep(group);
        learnCaller(copy, issuance);
        learnName(issuance, changes);
        if (sightings.see(issuance) && issuance.accessKeyId() != null) {
            touchKey(issuance.accessKeyId(), changes);
        }
        changes.drawn(session);
        settle(changes);
    }

    private static @Nullable IssuedSession sessionOf(SessionGroup group, Issuance issuance) {
        var found = new ArrayList<IssuedSession>(1);
        group.sessions().forEach(issuance.accessKeyId(), issuance.birth(), session -> {
            if (session.isOfCall(issuance)) {
                found.add(session);
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private void learnCaller(IssuedSession.Copy copy, Issuance issuance) {
        String groupKey = issuance.caller().groupKey();
        if (issuance.callerVerdict() != null || groupKey == null) {
            return;
        }
        var caller = new WaitingCaller(issuance.caller(), copy);
        SessionGroup callers = groups.findOrNew(groupKey);
        callers.uses().add(caller);
        copy.waiting(caller);
        callers.keepUntil(retainedUntil(issuance));
        names.addRoleOf(groupKey);
        groups.keep(callers);
        if (ask(caller)) {
            copy.session().draw();
        }
    }

    private void learnName(Issuance issuance, Changes changes) {
        String name = KnownNames.nameOf(issuance.callerVerdict());
        if (name != null) {
            addName(name, changes);
        }
    }

    private long retainedUntil(Issuance issuance) {
        long birth = EpochSeconds.areKnown(issuance.birth(), 0) ? issuance.birth() : watermark();
        boolean shared = issuance.kind() == Issuance.Kind.SHARED;
        return EpochSeconds.plus(birth, shared ? settings.lateness() : settings.retention());
    }

    /** A corrected record takes the place of the one that it names, in whatever order they come. */
    private void supersede(SessionGroup group, Issuance issuance, Changes changes) {
        String original = issuance.correctedEventId();
        if (original == null) {
            return;
        }
        group.addCorrected(original);
        for (IssuedSession session : List.copyOf(group.sessions().items())) {
            if (session.hasCopy(original)) {
                group.sessions().remove(session);
                letGo(session);
                counters.sessionsCorrected.increment();
                changes.drawn(session);
            }
        }
    }

    private void settle(Changes changes) {
        for (IssuedSession session = changes.nextUnsettled(); session != null; session = changes.nextUnsettled()) {
            IssuedSession drawn = session;
            drawn.group().changed();
            drawn.group().uses().forEach(drawn.accessKeyId(), drawn.birth(), use -> {
                if (Match.of(use.use(), drawn.issuance()) != null) {
                    askAgain(use, drawn, changes);
                }
            });
        }
    }

    private void askAgain(WaitingUse use, IssuedSession drawn, Changes changes) {
        if (use instanceof WaitingEvent event) {
            changes.touch(event);
            boolean byKey = event.accessKeyId() != null && event.accessKeyId().equals(drawn.accessKeyId());
            if (byKey) {
                Attribution answer = event.answer();
                drawn.announce(null, new IssuedSession.Announced(answer.verdict(), answer.signals(), 0));
            }
            return;
        }
        WaitingCaller caller = (WaitingCaller) use;
        if (ask(caller)) {
            caller.copy().session().draw();
            changes.drawn(caller.copy().session());
        }
    }

    private boolean ask(WaitingCaller caller) {
        Candidates candidates = candidates(caller.use(), caller.copy().session());
        return caller.copy().answer(verdict(caller.use(), candidates), candidates.all());
    }

    // ---- waiting events

    void await(WaitingEvent event) {
        String groupKey = event.use().groupKey();
        if (groupKey != null) {
            SessionGroup group = groups.findOrNew(groupKey);
            group.uses().add(event);
            group.keepUntil(EpochSeconds.plus(event.due(), settings.lateness()));
            names.addRoleOf(groupKey);
            groups.keep(group);
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

    /** The number that tells whether a group changed; 0 where there is none. */
    int version(Use use) {
        SessionGroup group = groups.find(use.groupKey());
        return group == null ? 0 : group.version();
    }

    // ---- bounds

    /** Forgets sessions of a busy group that the retention has passed; the group itself lives on. */
    private void prune(SessionGroup group) {
        if (!group.isDueForPruning()) {
            return;
        }
        long watermark = watermark();
        for (IssuedSession session : List.copyOf(group.sessions().items())) {
            if (retainedUntil(session.issuance()) < watermark) {
                group.sessions().remove(session);
                letGo(session);
                expired.add(session);
                counters.sessionsExpired.increment();
            }
        }
        group.pruned();
    }

    /** A session that is forgotten needs its ancestors no longer, nor do they need to tell it anything. */
    private void letGo(IssuedSession session) {
        for (IssuedSession.Copy copy : session.copies()) {
            WaitingCaller caller = copy.waiting();
            SessionGroup group =
                    caller == null ? null : groups.find(caller.use().groupKey());
            if (caller != null && group != null) {
                group.uses().remove(caller);
            }
        }
        session.forgetParents();
    }

    void expire() {
        groups.expire();
    }

    /** Takes note of the groups that a bound or the time pushed out; hands over the events that waited in them. */
    List<WaitingEvent> takeLost() {
        List<WaitingEvent> stranded = new ArrayList<>(0);
        for (SessionGroups.Lost lost = groups.pollLost(); lost != null; lost = groups.pollLost()) {
            for (IssuedSession session : lost.group().sessions().items()) {
                letGo(session);
                (lost.expired() ? expired : evicted).add(session);
                (lost.expired() ? counters.sessionsExpired : counters.sessionsEvicted).increment();
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
