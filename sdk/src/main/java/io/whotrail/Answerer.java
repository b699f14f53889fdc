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
        return Attribution.of(use.event(), revision, isFinal, false, use.session(), signals, 0, verdict);
    }

    /**
     * The answer as of now, announced for its credential, so that a notice follows when it changes.
     *
     * @return the answer, or {@code null} where what is known changed meanwhile, or a notice is due first
     */
    @Nullable
    Answer answer(Use use, boolean isFinal, boolean futureTime) {
        int version = knowledge.version(use);
        Candidates candidates = knowledge.candidates(use, null);
        Verdict verdict = knowledge.verdict(use, candidates);
        List<Signal> signals = sightings.signals(use, candidates, verdict, futureTime);
        boolean settled = isSettled(use, candidates, verdict);
        int notices = settled ? announce(candidates, verdict, signals) : 0;
        if (notices < 0 || knowledge.version(use) != version) {
            return null;
        }
        Attribution answer = Attribution.of(use.event(), 0, isFinal, false, use.session(), signals, notices, verdict);
        return new Answer(answer, settled);
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
     * like it.
     */
    void expectNotice(Use use, Attribution before) {
        Candidates candidates = knowledge.candidates(use, null);
        IssuedSession only = candidates.only();
        if (only != null && candidates.match() == Match.KEY && only.isKeyed()) {
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
        return candidates.match() == Match.KEY
                && only != null
                && verdict instanceof Explanation explanation
                && explanation.basis() == Basis.ISSUED_KEY
                && only.isShownAs(use.session());
    }
}
