// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks who called for each session, again whenever that may have changed. Under the engine's lock. */
final class Callers {
    /* The caller of an issuance is just another use: it asks the group of its own session the same question that an event
     * asks, and its answer goes to the session that was issued. A fact changes one session's answers; whoever uses that
     * session asks again, and only changed answers travel on. Which candidates a use has depends on the facts alone, not
     * on the answers, so the end does not depend on the order; a candidate that descends from the asker is none. */

    private final Knowledge knowledge;
    private final Partition partition;
    /** Whether forged records ever made a session its own ancestor; until then no circle can open. */
    private boolean cycles;

    Callers(Knowledge knowledge) {
        this.knowledge = knowledge;
        this.partition = knowledge.partition();
    }

    /** Asks who called for a record that does not say it. */
    void ask(IssuingEvent issuing, Changes changes) {
        if (issuing.asked() instanceof WaitingCaller caller) {
            knowledge.descent().ask(caller);
            ask(caller, changes);
        }
    }

    /** A session is about to lose a record: those that were on a circle with it may be on none any more. */
    void opening(IssuedSession session, Changes changes) {
        changes.opened(cycles ? circleOf(session) : Set.of());
    }

    /** Lets all that follows from what changed settle. */
    void settle(Changes changes) {
        do {
            settleAnswers(changes);
        } while (askCircles(changes));
    }

    /** Asks the callers by whom sessions came to be on a circle, or are no more; says whether there were any. */
    private boolean askCircles(Changes changes) {
        if (!changes.concernCircles()) {
            return false;
        }
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
        callers.forEach(caller -> askCallerAgain(caller, changes));
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

    /** Whoever used a session, as any of its records tells it, asks again. */
    void askUsesOf(IssuedSession session, SessionGroup group, Changes changes) {
        askUsesOf(session.records(), group, changes);
    }

    /** Whoever used a session asks again, as far as some of its records tell it. */
    void askUsesOf(List<IssuingEvent> records, SessionGroup group, Changes changes) {
        IssuedSession session = records.get(0).session();
        if (!group.hasUses()) {
            return;
        }
        group.forEachUse(session.accessKeyId(), session.birth(), use -> {
            if (fits(use.use(), records)) {
                askAgain(use, changes);
            }
        });
    }

    private static boolean fits(Use use, List<IssuingEvent> records) {
        for (IssuingEvent record : records) {
            if (Match.of(use, record) != null) {
                return true;
            }
        }
        return false;
    }

    /** A use asks again who made it. */
    void askAgain(WaitingUse use, Changes changes) {
        if (use instanceof WaitingEvent event) {
            changes.touch(event);
        } else {
            askCallerAgain((AskedCaller) use, changes);
        }
    }

    private boolean askCallerAgain(AskedCaller caller, Changes changes) {
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
        Ancestors ancestors = partition.isWhole() ? Ancestors.NONE : Ancestors.of(parents);
        if (circular || ancestors.contain(session)) {
            candidates.areCircular();
        }
        Verdict verdict = knowledge.verdict(caller.use(), candidates);
        if (caller.isSame(verdict, parents, ancestors)
                || knowledge.uphold(caller.use(), candidates, caller.verdict(), verdict, before)) {
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
        asked.ancestors(ancestors);
        before.forEach(knowledge.descent()::release);
        session.answer(asked, verdict);
        if (!partition.holds(session.group())) {
            changes.called(asked.issuing());
        }
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
        if (some.isEmpty() || some.equals(all)) {
            return true;
        }
        Set<IssuedSession> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(all);
        return set.containsAll(some);
    }

    /** Writes into a checkpoint whether there ever were circles. */
    void write(SectionWriter out) throws IOException {
        out.writeBoolean(cycles);
    }

    /** Goes on from what a checkpoint says. */
    void read(SectionReader in) throws IOException, CheckpointException {
        cycles = in.readBoolean();
    }
}
