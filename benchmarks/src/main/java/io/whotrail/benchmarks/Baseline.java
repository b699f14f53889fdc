// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Basis;
import io.whotrail.Explanation;
import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.RoleChain;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Judgement;
import io.whotrail.simulation.Truth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to attribute that people use today. It learns every record that is delivered and answers each event when its answer
 * is final, as Whotrail does, so that late records are no excuse.
 */
interface Baseline {
    /** What the table calls it. */
    String title();

    /** Takes a delivered record in. */
    void learn(CloudTrailEvent event);

    /** Who was behind an event, or {@code null} where it does not know. */
    @Nullable
    Identity answer(CloudTrailEvent event);

    /** Whether an answer names who it was, or as much of that as was delivered. */
    default boolean isRight(Identity answer, Truth truth) {
        if (truth.origin().is(answer)) {
            return true;
        }
        Judgement judgement = truth.judge(new Explanation(answer, Basis.DIRECT, new RoleChain(List.of(), 0)));
        return judgement == Judgement.RIGHT || judgement == Judgement.WRONG_BASIS;
    }

    /** How an answer is counted: a principal of another account is not held against anybody. */
    default Tally.Answer judge(CloudTrailEvent event, Truth truth) {
        Identity answer = answer(event);
        if (answer == null) {
            return Tally.Answer.UNATTRIBUTED;
        }
        if (isRight(answer, truth)) {
            return Tally.Answer.RIGHT;
        }
        return answer.type() == IdentityType.AWS_ACCOUNT ? Tally.Answer.UNATTRIBUTED : Tally.Answer.WRONG;
    }
}
