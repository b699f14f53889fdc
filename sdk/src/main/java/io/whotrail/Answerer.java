// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the answer for a use of what is known. Thread safe: needs no lock, and takes none. */
final class Answerer {
    /**
     * An answer, and whether only a contradiction could change it.
     *
     * @param settled whether nothing need be kept of the event: a notice for its credential would tell a contradiction
     */
    record Answer(Attribution attribution, boolean settled) {}

    private final Knowledge knowledge;
    private final Sightings sightings;

    Answerer(Knowledge knowledge, Sightings sightings) {
        this.knowledge = knowledge;
        this.sightings = sightings;
    }

    /** The answer as of now, of which nobody takes note. */
    Attribution ask(Use use, int revision, boolean isFinal, boolean futureTime) {
        Candidates candidates = knowledge.candidates(use, null);
        Verdict verdict = knowledge.verdict(use, candidates);
        List<Signal> signals = sightings.signals(use, candidates, verdict, futureTime);
        return Attribution.of(use.event(), revision, isFinal, false, signals, 0, verdict);
    }

    /**
     * The answer of a use by the key that its group issued to one session: nothing need be kept of the event, and nothing is
     * made but the answer.
     *
     * @param group the group of the use's key
     * @return the answer, announced as {@link #answer} does, or {@code null} where more has to be looked at
     */
    @Nullable
    Attribution answerByKey(Use use, SessionGroup group, boolean isFinal) {
        int version = group.version();
        String key = use.accessKeyId();
        IssuedSession session = key == null ? null : group.sessionOf(key);
        if (key == null || session == null || !isOf(use, session)) {
            return null;
        }
        DrawnAnswer known = knowledge.drawn().find(session);
        DrawnAnswer drawn = known != null && known.holds(session, version) ? known : draw(session, key, group, version);
        if (drawn == null || group.version() != version) {
            return null;
        }
        Actor actor = use.actor();
        if (actor != null && actor.carriedName() == null) {
            actor.answer(drawn);
        }
        return answer(use, drawn, isFinal);
    }

    /**
     * The answer that the identity of a use had before, if it was by the key that was issued to it.
     *
     * @return the answer, or {@code null} where it has to be looked for
     */
    static @Nullable Attribution answerAsBefore(Use use, boolean isFinal) {
        Actor actor = use.actor();
        DrawnAnswer drawn = actor == null ? null : actor.answer();
        return drawn != null && drawn.holdsAt(use.time()) ? answer(use, drawn, isFinal) : null;
    }

    private static Attribution answer(Use use, DrawnAnswer drawn, boolean isFinal) {
        return new Attribution.Attributed(
                use.event(), 0, isFinal, false, drawn.signals(), drawn.said().revision(), drawn.verdict());
    }

    /** Draws what a session answers where its key alone tells it, and announces it where nobody did. */
    private @Nullable DrawnAnswer draw(IssuedSession session, String key, SessionGroup group, int version) {
        if (isContested(session, key, group)
                || session.hasTwin()
                || !group.isAlone(session, key)
                || !(session.verdict(Match.KEY) instanceof Explanation verdict)
                || verdict.basis() != Basis.ISSUED_KEY) {
            return null;
        }
        List<Signal> signals = sightings.ofKey(session, verdict);
        if (session.announced() == null) {
            session.announce(null, verdict, signals);
        }
        Announced said = session.announced();
        if (said == null || !session.isSaid(said, verdict)) {
            return null;
        }
        var drawn = new DrawnAnswer(session, version, said, verdict, signals);
        knowledge.drawn().keep(drawn);
        return drawn;
    }

    /** Whether another that was issued the same key was pushed out. */
    private boolean isContested(IssuedSession session, String key, SessionGroup group) {
        return !knowledge.remembersAll() && knowledge.wasPushedOut(group.key(), key, session.isCovered());
    }

    /** Whether a use is of a session as its answer by key has it, and its key has no signals. */
    private static boolean isOf(Use use, IssuedSession session) {
        KeySightings seen = session.sightings();
        return Match.of(use, session.telling()) == Match.KEY
                && session.isShownBy(use)
                && (seen == null || seen.isQuiet());
    }

    /**
     * The answer as of now, announced for its credential, so that a notice follows when it changes.
     *
     * @return the answer, or {@code null} where what is known changed meanwhile, or a notice is due first
     */
    @Nullable
    Answer answer(Use use, boolean isFinal, boolean futureTime) {
        SessionGroup group = knowledge.groups().of(use);
        int version = group == null ? 0 : group.version();
        Candidates candidates = Knowledge.candidates(use, null, group);
        Verdict verdict = knowledge.verdict(use, candidates);
        List<Signal> signals = sightings.signals(use, candidates, verdict, futureTime);
        boolean settled = isSettled(use, candidates, verdict);
        int notices = settled ? announce(candidates, verdict, signals) : 0;
        if (notices < 0 || hasChanged(use, group, version)) {
            return null;
        }
        return new Answer(Attribution.of(use.event(), 0, isFinal, false, signals, notices, verdict), settled);
    }

    @SuppressWarnings("ReferenceEquality") // the very group
    private boolean hasChanged(Use use, @Nullable SessionGroup group, int version) {
        return knowledge.groups().of(use) != group || group != null && group.version() != version;
    }

    /** How many notices the answer takes into account; -1 where a notice is due, or another thread was faster. */
    private static int announce(Candidates candidates, Verdict verdict, List<Signal> signals) {
        IssuedSession only = candidates.only();
        if (only == null || candidates.match() != Match.KEY) {
            return 0;
        }
        Announced before = only.announced();
        if (before != null) {
            return only.isSaid(before, verdict) ? before.revision() : -1;
        }
        return only.announce(null, verdict, ofCredential(signals)) ? 0 : -1;
    }

    /**
     * A waiting event got another answer: those before it that nobody kept need a notice, as far as they were answered
     * like it. That is what an issued key proves; and where it proves something now, that no issuance was known before, which
     * answers say too that are final.
     */
    void expectNotice(Use use, Attribution before, Attribution after) {
        boolean wasUnknown = before.verdict() instanceof Gap gap && gap.reason().isOfIssuance();
        if (!isByIssuedKey(before.verdict()) && !(wasUnknown && isByIssuedKey(after.verdict()))) {
            return;
        }
        Candidates candidates = knowledge.candidates(use, null);
        IssuedSession only = candidates.only();
        if (only != null && candidates.match() == Match.KEY && only.isKeyed() && only.isShownBy(use)) {
            only.announce(null, before.verdict(), ofCredential(before.signals()));
        }
    }

    private static List<Signal> ofCredential(List<Signal> signals) {
        return signals.isEmpty()
                ? signals
                : signals.stream().filter(signal -> !signal.type().isOfEvent()).toList();
    }

    private static boolean isSettled(Use use, Candidates candidates, Verdict verdict) {
        if (use.groupKey() == null) {
            return true;
        }
        IssuedSession only = candidates.only();
        return candidates.match() == Match.KEY && only != null && isByIssuedKey(verdict) && only.isShownBy(use);
    }

    private static boolean isByIssuedKey(Verdict verdict) {
        return verdict instanceof Explanation explanation && explanation.basis() == Basis.ISSUED_KEY;
    }
}
