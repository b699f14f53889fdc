// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who descends from which session: the questions who called, asked as long as an answer may change by them, and the sessions
 * that are gone and kept for what descends from them. Under the engine's lock.
 */
final class Descent {
    /* A session that is gone is no candidate any more, but goes on asking who called for it as long as something rests on its
     * answer: so a contradiction reaches all whom it concerns. Once the watermark has passed a question whose parents are all
     * gone, its answer is kept instead of them, so that a chain without end takes no memory. */

    private final SessionGroups groups;
    private final Weight weight;
    private final SharedTexts shared;
    private final TimeQueue<WaitingCaller> settling =
            new TimeQueue<>(WaitingCaller::finalAt, caller -> !caller.isAsked());
    private int ancestors;
    private long watermark = Long.MIN_VALUE;

    Descent(SessionGroups groups, Weight weight, SharedTexts shared) {
        this.groups = groups;
        this.weight = weight;
        this.shared = shared;
    }

    /** How many sessions are gone and kept for others. */
    int ancestors() {
        return ancestors;
    }

    /** The question who called for a credential. */
    void ask(WaitingCaller caller) {
        SessionGroup group = groups.findOrNew(String.valueOf(caller.use().groupKey()));
        group.add(caller);
        groups.keep(group);
        settling.add(caller);
    }

    /** A checkpoint tells the watermark, in epoch seconds. */
    void resume(long settled) {
        watermark = settled;
    }

    /** A checkpoint tells of a session, which asks who called for it. */
    void resume(IssuedSession session) {
        if (!session.isKept()) {
            becomeAncestor();
        }
        session.askedCallers().forEach(this::resume);
    }

    private void resume(AskedCaller caller) {
        SessionGroup group = groups.findOrNew(String.valueOf(caller.use().groupKey()));
        group.add(caller);
        groups.expect(1);
        groups.keep(group);
        if (caller instanceof WaitingCaller waiting) {
            settling.add(waiting);
        }
    }

    // ---- answers that nothing changes any more

    /** The answers that a watermark, in epoch seconds, makes final. */
    void settle(long newWatermark) {
        watermark = newWatermark;
        for (WaitingCaller caller = settling.pollPassed(watermark);
                caller != null;
                caller = settling.pollPassed(watermark)) {
            caller.settle();
            settle(caller);
        }
    }

    /** A question whose answer is final is kept in fewer words. */
    private void settle(WaitingCaller caller) {
        if (areGone(caller.parents())) {
            concludeOrWait(caller);
            return;
        }
        SettledCaller settled = SettledCaller.of(caller);
        if (settled != null) {
            exchange(caller, settled);
        }
    }

    /** A settled question that gets another answer is asked in full again. */
    WaitingCaller unsettle(SettledCaller settled) {
        WaitingCaller caller = inFull(settled);
        settling.add(caller);
        return caller;
    }

    private WaitingCaller inFull(SettledCaller settled) {
        var caller = new WaitingCaller(settled);
        exchange(settled, caller);
        return caller;
    }

    private void exchange(AskedCaller before, AskedCaller after) {
        SessionGroup group = groups.of(before.use());
        weight.add(before.issuing().ask(after));
        if (group != null) {
            group.remove(before);
            group.add(after);
        }
    }

    private static boolean areGone(List<IssuedSession> parents) {
        return !parents.isEmpty() && parents.stream().noneMatch(IssuedSession::isKept);
    }

    private void concludeOrWait(AskedCaller caller) {
        long until = finalAt(caller);
        if (until < watermark) {
            conclude(caller);
        } else if (caller.isSettled()) {
            WaitingCaller waiting = caller instanceof SettledCaller settled ? inFull(settled) : (WaitingCaller) caller;
            waiting.waitUntil(until);
            settling.add(waiting);
        }
    }

    /** When nothing that is not late can change an answer: not the call itself, nor that of any ancestor. */
    private static long finalAt(AskedCaller caller) {
        long until = caller.lastRival();
        Set<IssuedSession> known = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<IssuedSession> open = new ArrayDeque<>(caller.parents());
        for (IssuedSession ancestor = open.poll(); ancestor != null; ancestor = open.poll()) {
            if (known.add(ancestor)) {
                for (AskedCaller asked : ancestor.askedCallers()) {
                    until = Math.max(until, asked.lastRival());
                    open.addAll(asked.parents());
                }
            }
        }
        return until;
    }

    /** Nobody is asked any more: the answer is all that is kept. */
    private void conclude(AskedCaller caller) {
        if (!caller.isAsked()) {
            return;
        }
        IssuingEvent issuing = caller.issuing();
        List<IssuedSession> parents = caller.parents();
        leave(issuing);
        weight.add(issuing.conclude(shared.caller(
                caller.verdict(), caller.ancestors(), issuing.acting(), issuing.claims(), issuing.callerId())));
        parents.forEach(IssuedSession::loseChild);
        parents.forEach(this::release);
    }

    // ---- sessions that are gone

    /**
     * A session is about to go: answers that wait and rest on it keep it, to tell whether they still hold. Of one that does
     * not ask who called nothing can change.
     */
    void hold(IssuedSession session) {
        session.group().forEachUse(session.accessKeyId(), session.birth(), use -> {
            if (use instanceof WaitingEvent event && !event.restsOnTooMany() && restsOn(event, session)) {
                event.hold(session);
            }
        });
    }

    private boolean restsOn(WaitingEvent event, IssuedSession session) {
        if (!(event.answer().verdict() instanceof Explanation told)
                || session.askedCallers().isEmpty() && Candidates.says(session.verdict(Match.KEY), told)) {
            return false;
        }
        Match found = Match.of(event.use(), session.telling());
        return found == Match.SWITCH
                || found != null
                        && Knowledge.candidates(event.use(), null, session.group())
                                .parents()
                                .contains(session);
    }

    /** An event rests on nothing that is gone any more. */
    void letGo(WaitingEvent event) {
        event.letGo().forEach(this::release);
    }

    /** Final answers that were drawn from a session, which is gone, need it no more. */
    void concludeCallersOf(IssuedSession gone) {
        if (!gone.hasChildren()) {
            return;
        }
        var callers = new ArrayList<AskedCaller>();
        gone.group().forEachUse(gone.accessKeyId(), gone.birth(), use -> {
            if (use instanceof AskedCaller caller && areGone(caller.parents())) {
                callers.add(caller);
            }
        });
        callers.forEach(this::concludeOrWait);
    }

    /** A session is gone: what others descend from is kept for them, and counted, until the last of them is gone. */
    void letGo(IssuedSession gone) {
        if (gone.hasChildren()) {
            becomeAncestor();
        } else if (gone.endUse()) {
            end(gone).forEach(this::release);
        }
    }

    private void becomeAncestor() {
        ancestors++;
        groups.expect(SessionGroups.CALLERS);
    }

    /** One less descends from a session: where nobody does, and it is gone, it is not kept any more. */
    void release(IssuedSession session) {
        Deque<IssuedSession> open = new ArrayDeque<>();
        open.add(session);
        for (IssuedSession next = open.poll(); next != null; next = open.poll()) {
            if (next.endUse()) {
                ancestors--;
                groups.expect(-SessionGroups.CALLERS);
                open.addAll(end(next));
            }
        }
    }

    /** Tells from whom a session descended that nobody needs any more. */
    private List<IssuedSession> end(IssuedSession session) {
        var parents = new ArrayList<IssuedSession>(1);
        for (IssuingEvent one : session.records()) {
            parents.addAll(leaveAll(one));
        }
        return parents;
    }

    /** A record is none of a session's any more. */
    void remove(IssuingEvent issuing) {
        leaveAll(issuing).forEach(this::release);
    }

    private List<IssuedSession> leaveAll(IssuingEvent issuing) {
        leave(issuing);
        weight.remove(issuing.lose());
        return issuing.letGo();
    }

    /** Nobody needs to be told who called any more. */
    private void leave(IssuingEvent issuing) {
        AskedCaller caller = issuing.asked();
        SessionGroup group = caller == null ? null : groups.of(caller.use());
        if (caller != null && group != null) {
            group.remove(caller);
            groups.dropIfEmpty(group);
        }
        if (caller != null && !caller.isSettled()) {
            settling.givenUp();
        }
    }

    /** The group in which those ask who descend from a session, or {@code null} where nobody does. */
    @Nullable
    SessionGroup groupOf(IssuedSession session) {
        return session.isKept() ? session.group() : groups.find(session.group().key());
    }
}
