// SPDX-License-Identifier: Apache-2.0
package io.whotrail.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.whotrail.Attributor;
import io.whotrail.AttributorStats;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LLL_Result;

/** Two threads bring the same event: one is answered, the other is told that it is a duplicate. */
@JCStressTest
@Outcome(id = "true, false, 1 duplicate", expect = ACCEPTABLE, desc = "the first thread is answered")
@Outcome(id = "false, true, 1 duplicate", expect = ACCEPTABLE, desc = "the second thread is answered")
@Outcome(expect = FORBIDDEN, desc = "two answers, none, or miscounted")
@State
public class DuplicateBesideDuplicate {
    private final Attributor attributor = Cast.builder().build();

    @Actor
    public void one(LLL_Result result) {
        result.r1 = attributor.attribute(Cast.USE) != null;
    }

    @Actor
    public void other(LLL_Result result) {
        result.r2 = attributor.attribute(Cast.USE) != null;
    }

    @Arbiter
    public void inTheEnd(LLL_Result result) {
        AttributorStats stats = attributor.stats();
        result.r3 = stats.balances() ? stats.duplicates() + " duplicate" : stats.toString();
    }
}
