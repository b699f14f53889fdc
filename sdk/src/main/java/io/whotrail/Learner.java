// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import io.whotrail.policy.RoleKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes facts in, and lets the answers that follow from them settle. Under the engine's lock. */
final class Learner {
    /* The caller of an issuance is just another use: it asks the group of its own session the same question that an event
     * asks, and its answer goes to the session that was issued. A fact changes one session's answers; whoever uses that
     * session asks again, and only changed answers travel on. Which candidates a use has depends on the facts alone, not
     * on the answers, so the end does not depend on the order; a candidate that descends from the asker is none. */

    /** How many records of one call, and how many copies of one shared event, are told apart. */
    private static final int MAXIMUM_COPIES = 16;

    /** How many corrected events are remembered. */
    private static final int MAXIMUM_CORRECTED = 10_000;

    private final Knowledge knowledge;
    private final Counters counters;
    private final Sightings sightings;
    private final SharedTexts shared;
    /** Whether forged records ever made a session its own ancestor; until then no circle can open. */
    private boolean cycles;

    /** The events whose corrected record is known. */
    private final Cache<String, Boolean> corrected = Caffeine.newBuilder()
            .maximumSize(MAXIMUM_CORRECTED)
            .executor(Runnable::run)
            .build();

    Learner(Knowledge knowledge, Counters counters, Sightings sightings) {
        this.knowledge = knowledge;
        this.counters = counters;
        this.sightings = sightings;
        this.shared = knowledge.shared();
    }

    /** Whoever bears the name of this principal has to be looked at again. */
    void addName(String name, Changes changes) {
        if (!sightings.names().add(name)) {
            return;
        }
        knowledge.groups().named(name).forEach(group -> touchAll(group, changes));
    }

    /** Takes note of the key that a use shows. */
    void learnKey(Use use, Changes changes) {
        if (use.accessKeyId() != null && sightings.see(use)) {
            touchKey(use.accessKeyId(), changes);
        }
    }

    /** The signals of a key changed: so do those of all who used it. */
    private void touchKey(String key, Changes changes) {
        for (String groupKey : sightings.groupKeys(key)) {
            SessionGroup group = knowledge.groups().find(groupKey);
            if (group != null) {
                group.changed();
                group.forEachUseOf(key, use -> touch(use, changes));
                group.forEachSessionOf(key, changes::touch);
            }
        }
    }

    /** More is known of a role's trust policy: whoever may lean on it is asked again. */
    void changePolicy(RoleKey role, Changes changes) {
        for (SessionGroup group : knowledge.groups().allOf(GroupKeys.ofRole(role))) {
            group.changed();
            group.sessions().forEach(changes::touch);
            group.uses().forEach(use -> askAgain(use, changes));
        }
        settle(changes);
    }

    private static void touchAll(SessionGroup group, Changes changes) {
        group.changed();
        group.sessions().forEach(changes::touch);
        group.uses().forEach(use -> touch(use, changes));
    }

    private static void touch(WaitingUse use, Changes changes) {
        if (use instanceof WaitingEvent event) {
            changes.touch(event);
        } else if (use instanceof AskedCaller caller
                && caller.issuing().kind() == Issuance.Kind.SHARED
                && caller.issuing().session().isKept()) {
            touchAll(caller.issuing().group(), changes);
        }
    }

    /** Takes an issuance in. */
    void learn(Issuance issuance, Changes changes) {
        SessionGroup group = knowledge.groups().findOrNew(issuance.groupKey());
        IssuedSession replaced = supersede(group, issuance, changes);
        if (corrected.getIfPresent(correctedKey(group, issuance.event().eventId())) != null) {
            settle(changes);
            return;
        }
        if (isTooMany(group, issuance)) {
            group.sessions().forEach(session -> saturate(session, changes));
            settle(changes);
            return;
        }
        IssuedSession known = sessionOf(group, issuance);
        IssuingEvent sameRecord = known == null ? null : known.recordOf(issuance.event());
        if (known != null && sameRecord != null) {
            if (known.vouch(sameRecord, issuance.event().inputTrust())) {
                changes.drawn(known);
            }
            settle(changes);
            return;
        }
        if (known != null && known.records().size() >= MAXIMUM_COPIES) {
            saturate(known, changes);
            settle(changes);
            return;
        }
        IssuedSession session = known == null ? begin(group, issuance, replaced) : known;
        IssuingEvent issuing = known == null ? session : known.add(issuance, knowledge.dueOf(issuance), shared);
        knowledge.keep(group);
        learnCaller(issuing, changes);
        if (known == null) {
            knowledge.add(session, group);
        } else {
            knowledge.addCopy(issuing);
        }
        learnName(issuance, changes);
        if (sightings.see(session, issuing)) {
            touchKey(Objects.requireNonNull(session.accessKeyId()), changes);
        }
        if (known == null) {
            group.changed();
            askUsesOf(session, group, changes);
            changes.touch(session);
        } else {
            changes.drawn(session);
        }
        settle(changes);
    }

    /**
     * Begins a session.
     *
     * @param replaced the one of whose record this is the correction: what was said of it counts as said of this one
     */
    private IssuedSession begin(SessionGroup group, Issuance issuance, @Nullable IssuedSession replaced) {
        IssuedSession twin = twinOf(group, issuance);
        boolean looksSame =
                replaced != null && replaced.hasKey(issuance.accessKeyId()) && replaced.birth() == issuance.birth();
        return new IssuedSession(
                group, issuance, knowledge.dueOf(issuance), shared, twin == null && looksSame ? replaced : twin);
    }

    private void saturate(IssuedSession session, Changes changes) {
        if (session.saturate()) {
            counters.sessionsSaturated.increment();
            changes.drawn(session);
        }
    }

    /** Nobody needs more than a few copies of one shared event to see who called. */
    private static boolean isTooMany(SessionGroup group, Issuance issuance) {
        return issuance.kind() == Issuance.Kind.SHARED
                && group.sessionCount() >= MAXIMUM_COPIES
                && sessionOf(group, issuance) == null;
    }

    private static @Nullable IssuedSession sessionOf(SessionGroup group, Issuance issuance) {
        var found = new ArrayList<IssuedSession>(1);
        forEachLike(group, issuance, session -> {
            if (session.isOfCall(issuance)) {
                found.add(session);
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private static void forEachLike(SessionGroup group, Issuance issuance, Consumer<IssuedSession> visitor) {
        if (group.sessionCount() == 0) {
            return;
        }
        if (issuance.accessKeyId() != null) {
            group.forEachSessionOf(issuance.accessKeyId(), visitor);
        } else {
            group.forEachSessionNear(birthOf(issuance), null, visitor);
        }
    }

    private static long birthOf(Issuance issuance) {
        return issuance.kind() == Issuance.Kind.NAMED ? EpochSeconds.UNKNOWN : issuance.birth();
    }

    /** A session that shows the same key and birth, or {@code null}. */
    private static @Nullable IssuedSession twinOf(SessionGroup group, Issuance issuance) {
        var found = new ArrayList<IssuedSession>(1);
        if (issuance.accessKeyId() != null) {
            group.forEachSessionOf(issuance.accessKeyId(), session -> {
                if (session.birth() == issuance.birth()) {
                    found.add(session);
                }
            });
        }
        return found.isEmpty() ? null : found.get(0);
    }

    private void learnCaller(IssuingEvent issuing, Changes changes) {
        if (issuing.asked() instanceof WaitingCaller caller) {
            knowledge.descent().ask(caller);
            ask(caller, changes);
        }
    }

    private void learnName(Issuance issuance, Changes changes) {
        String name = KnownNames.nameOf(issuance.callerVerdict());
        if (name != null) {
            addName(name, changes);
        }
    }

    /**
     * A corrected record takes the place of the one that it names, in whatever order they come.
     *
     * @return the session that is none any more by that, or {@code null}
     */
    private @Nullable IssuedSession supersede(SessionGroup group, Issuance issuance, Changes changes) {
        String original = issuance.correctedEventId();
        if (original == null) {
            return null;
        }
        IssuedSession replaced = null;
        corrected.put(correctedKey(group, original), Boolean.TRUE);
        for (IssuedSession session : List.copyOf(group.sessions())) {
            if (session.records().stream().noneMatch(one -> one.eventId().equals(original))) {
                continue;
            }
            changes.opened(cycles ? circleOf(session) : Set.of());
            if (session.isOnlyOf(original)) {
                knowledge.withdraw(session);
                replaced = session;
                askUsesOf(session, group, changes);
                changes.touch(session);
            } else {
                session.removeRecordsOf(original).forEach(knowledge.descent()::remove);
                changes.drawn(session);
            }
        }
        return replaced;
    }

    /** A correction is of the same session as what it corrects. */
    private static String correctedKey(SessionGroup group, String eventId) {
        return group.key() + '\n' + eventId;
    }

    private void settle(Changes changes) {
        do {
            settleAnswers(changes);
        } while (askCircles(changes));
    }

    /** Asks the callers by whom sessions came to be on a circle, or are no more; says whether there were any. */
    private boolean askCircles(Changes changes) {
        Set<IssuedSession> sessions = changes.takeOpened();
        Set<IssuedSession> joined = changes.takeJoined();
        sessions.addAll(joined);
        Map<IssuedSession, Set<IssuedSession>> circles = sessions.isEmpty() ? Map.of() : Circles.among(sessions);
        joined.forEach(session -> sessions.addAll(circles.getOrDefault(session, Set.of())));
        for (IssuedSession session : sessions) {
            Set<IssuedSession> circle = circles.get(session);
            session.askedCallers().forEach(caller -> put(caller, Circles.isOn(caller, circle), changes));
        }
        List<AskedCaller> callers = changes.takeCircled();
        callers.forEach(caller -> askAgain(caller, changes));
        return !callers.isEmpty();
    }

    private static void put(AskedCaller caller, boolean isCircular, Changes changes) {
        if (caller.isCircular() != isCircular) {
            caller.circular(isCircular);
            changes.circled(caller);
        }
    }

    /** A session closed a circle: all that are on it answer by their own callers then. */
    private void close(IssuedSession session, Changes changes) {
        cycles = true;
        Set<IssuedSession> circle = circleOf(session);
        for (IssuedSession member : circle) {
            for (AskedCaller caller : member.askedCallers()) {
                if (Circles.isOn(caller, circle)) {
                    put(caller, true, changes);
                }
            }
        }
    }

    private static Set<IssuedSession> circleOf(IssuedSession session) {
        return Circles.among(List.of(session)).getOrDefault(session, Set.of());
    }

    private void settleAnswers(Changes changes) {
        for (IssuedSession session = changes.nextUnsettled(); session != null; session = changes.nextUnsettled()) {
            knowledge.move(session);
            SessionGroup group = knowledge.descent().groupOf(session);
            if (group != null) {
                group.changed();
                askUsesOf(session, group, changes);
            }
        }
    }

    private void askUsesOf(IssuedSession session, SessionGroup group, Changes changes) {
        group.forEachUse(session.accessKeyId(), session.birth(), use -> {
            if (Match.of(use.use(), session.telling()) != null) {
                askAgain(use, changes);
            }
        });
    }

    private void askAgain(WaitingUse use, Changes changes) {
        if (use instanceof WaitingEvent event) {
            changes.touch(event);
        } else {
            askAgain((AskedCaller) use, changes);
        }
    }

    private boolean askAgain(AskedCaller caller, Changes changes) {
        List<IssuedSession> before = caller.parents();
        boolean changed = caller.isAsked() && ask(caller, changes);
        if (changed) {
            before.stream().filter(parent -> !parent.isKept()).forEach(changes::touch);
            changes.drawn(caller.issuing().session());
        }
        return changed;
    }

    /** Asks who called, and says whether the answer changed. Whether a session is on a circle changes with parents only. */
    private boolean ask(AskedCaller caller, Changes changes) {
        IssuedSession session = caller.issuing().session();
        Candidates candidates = knowledge.candidates(caller.use(), session);
        List<IssuedSession> parents = candidates.parents();
        List<IssuedSession> before = caller.parents();
        boolean moved = !parents.equals(before);
        boolean wasCircular = caller.isCircular();
        boolean grew = moved && areAmong(before, parents);
        boolean circular = wasCircular && (grew || !moved) || moved && Circles.lead(parents, session);
        if (circular) {
            candidates.areCircular();
        }
        Verdict verdict = knowledge.verdict(caller.use(), candidates);
        if (caller.isSame(verdict, parents) || candidates.uphold(caller.verdict(), verdict, before)) {
            return false;
        }
        if (moved && cycles && !grew) {
            changes.opened(circleOf(session));
        }
        WaitingCaller asked = caller instanceof SettledCaller settled
                ? knowledge.descent().unsettle(settled)
                : (WaitingCaller) caller;
        asked.circular(circular);
        asked.parents(parents);
        before.forEach(knowledge.descent()::release);
        session.answer(asked, verdict);
        if (moved && circular && wasCircular) {
            changes.joined(session);
        } else if (moved && circular) {
            close(session, changes);
        }
        return true;
    }

    /** Goes on from what a checkpoint says of sessions: which of them are on a circle is worked out. */
    void resume(List<IssuedSession> sessions) {
        if (cycles) {
            Map<IssuedSession, Set<IssuedSession>> circles = Circles.among(sessions);
            circles.forEach((session, circle) ->
                    session.askedCallers().forEach(caller -> caller.circular(Circles.isOn(caller, circle))));
        }
    }

    private static boolean areAmong(List<IssuedSession> some, List<IssuedSession> all) {
        if (some.size() > all.size()) {
            return false;
        }
        Set<IssuedSession> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(all);
        return set.containsAll(some);
    }

    /** Writes into a checkpoint what was learned of records themselves. */
    void write(SectionWriter out) throws IOException {
        EventImage.write(List.copyOf(new TreeSet<>(corrected.asMap().keySet())), out);
        out.writeBoolean(cycles);
    }

    /** Goes on from what a checkpoint says. */
    void read(SectionReader in) throws IOException, CheckpointException {
        EventImage.readTexts(in).forEach(id -> corrected.put(id, Boolean.TRUE));
        cycles = in.readBoolean();
    }
}
