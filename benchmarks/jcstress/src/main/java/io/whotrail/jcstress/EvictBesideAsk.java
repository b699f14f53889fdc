// SPDX-License-Identifier: Apache-2.0
package io.whotrail.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.whotrail.Attributor;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** A session is pushed out while another thread reads it: its answer, or that it was pushed out, and nothing between. */
@JCStressTest
@Outcome(id = "alice by ISSUED_KEY over 1, ISSUANCE_EVICTED", expect = ACCEPTABLE, desc = "asked before")
@Outcome(id = "ISSUANCE_EVICTED, ISSUANCE_EVICTED", expect = ACCEPTABLE, desc = "asked after")
@Outcome(expect = FORBIDDEN, desc = "forgotten without a trace, or another's")
@State
public class EvictBesideAsk {
    private final Attributor attributor = Cast.builder().maximumSessions(1).build();

    /** With the one session that there is room for. */
    public EvictBesideAsk() {
        attributor.learn(Cast.ALICES);
    }

    @Actor
    public void pushOut() {
        attributor.learn(Cast.ALICES_NEXT);
    }

    @Actor
    public void ask(LL_Result result) {
        result.r1 = Cast.told(attributor.ask(Cast.USE));
    }

    @Arbiter
    public void askAgain(LL_Result result) {
        result.r2 = Cast.told(attributor.ask(Cast.USE));
    }
}
