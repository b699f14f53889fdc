// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Ambiguity;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Identity;
import io.whotrail.UnattributedReason;
import io.whotrail.Verdict;
import java.util.List;

/** What is right to answer for an event, given what was delivered. */
public final class Expectation {
    private final Proof proof;

    Expectation(Proof proof) {
        this.proof = proof;
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
        return proof.others().isEmpty() ? proof.outcome().toString() : proof.toString();
    }
}
