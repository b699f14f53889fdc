// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Ambiguity;
import io.whotrail.Attribution;
import io.whotrail.Basis;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Identity;
import io.whotrail.Signal;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is right to answer for an event, and what has to be signalled beside, given what was delivered. */
public final class Expectation {
    private static final Set<SignalType> OF_THE_EVENT =
            EnumSet.of(SignalType.OUT_OF_VALIDITY, SignalType.FUTURE_TIME, SignalType.CONTENT_CONFLICT);

    private final Proof proof;
    private final Set<SignalType> signals;

    Expectation(Proof proof) {
        this(proof, Set.of());
    }

    private Expectation(Proof proof, Set<SignalType> signals) {
        this.proof = proof;
        this.signals = signals;
    }

    /** The same, and these are to be signalled: those of a chain where all of it was delivered in time. */
    Expectation signalling(Set<SignalType> more) {
        var all = EnumSet.noneOf(SignalType.class);
        all.addAll(signals);
        all.addAll(more);
        return new Expectation(proof, Set.copyOf(all));
    }

    /** What an answer leaves out of what it has to signal, in the order of the types. */
    public Set<SignalType> missing(Attribution answer) {
        var missing = EnumSet.noneOf(SignalType.class);
        missing.addAll(signals);
        if (!isOfIssuances(answer.verdict())) {
            missing.retainAll(OF_THE_EVENT);
        }
        for (Signal signal : answer.signals()) {
            missing.remove(signal.type());
        }
        return missing;
    }

    /** Whether records of issuances alone make a verdict: what a session itself shows may hide what they would. */
    private boolean isOfIssuances(Verdict verdict) {
        return proof.others().isEmpty()
                && verdict instanceof Explanation explanation
                && (explanation.basis() == Basis.ISSUED_KEY || explanation.basis() == Basis.SESSION_BIRTH);
    }

    /**
     * Whether the delivered records prove one origin, and all of them come in time. What a bound pushes out was delivered all
     * the same.
     */
    public boolean isProvable() {
        return proof.outcome().isKnown()
                && (proof.others().isEmpty()
                        || proof.others().stream()
                                .anyMatch(other -> other.reason() == UnattributedReason.ISSUANCE_EVICTED));
    }

    /** How a verdict compares with what is right. */
    public Judgement judge(Verdict verdict, Origin truth) {
        Judgement first = judge(proof.outcome(), verdict, truth);
        if (first.isRight()) {
            return first;
        }
        for (Outcome other : proof.others()) {
            Judgement judgement = judge(other, verdict, truth);
            if (judgement.isRight()) {
                return judgement;
            }
        }
        return first;
    }

    /** How a verdict compares with what all that is delivered proves, where no bound takes any of it away. */
    Judgement judgeUnbounded(Verdict verdict, Origin truth) {
        return judge(proof.outcome(), verdict, truth);
    }

    private static Judgement judge(Outcome expected, Verdict verdict, Origin truth) {
        if (verdict instanceof Explanation explanation) {
            return judge(expected, explanation, truth);
        }
        if (verdict instanceof Ambiguity ambiguity) {
            List<Identity> origins =
                    ambiguity.candidates().stream().map(Explanation::origin).toList();
            if (expected.origins().size() > 1 && areSame(origins, expected.origins())) {
                return Judgement.AMBIGUOUS;
            }
            return origins.stream().anyMatch(truth::is) ? Judgement.NEEDLESSLY_AMBIGUOUS : Judgement.WRONG;
        }
        if (!expected.isGap()) {
            return Judgement.MISSED;
        }
        return ((Gap) verdict).reason() == expected.reason() ? Judgement.UNATTRIBUTED : Judgement.WRONG_REASON;
    }

    private static Judgement judge(Outcome expected, Explanation explanation, Origin truth) {
        Identity origin = explanation.origin();
        if (expected.isKnown() && expected.origins().get(0).sameAs(origin)) {
            return explanation.basis() == expected.basis() ? Judgement.RIGHT : Judgement.WRONG_BASIS;
        }
        return truth.is(origin) ? Judgement.UNPROVEN : Judgement.WRONG;
    }

    private static boolean areSame(List<Identity> some, List<Identity> others) {
        return some.size() == others.size()
                && some.stream().allMatch(one -> others.stream().anyMatch(one::sameAs));
    }

    @Override
    public String toString() {
        String text = proof.others().isEmpty() ? proof.outcome().toString() : proof.toString();
        return signals.isEmpty() ? text : text + " signalling " + signals;
    }
}
