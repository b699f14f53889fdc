// SPDX-License-Identifier: Apache-2.0
package io.whotrail.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.whotrail.Attributor;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A session is published while another thread reads it: the whole of it is seen, or none. */
@JCStressTest
@Outcome(id = "ISSUANCE_NOT_SEEN", expect = ACCEPTABLE, desc = "asked before it was learned")
@Outcome(id = "alice by ISSUED_KEY over 1", expect = ACCEPTABLE, desc = "asked after")
@Outcome(expect = FORBIDDEN, desc = "half a session, or another's")
@State
public class LearnBesideAsk {
    private final Attributor attributor = Cast.builder().build();

    @Actor
    public void learn() {
        attributor.learn(Cast.ALICES);
    }

    @Actor
    public void ask(L_Result result) {
        result.r1 = Cast.told(attributor.ask(Cast.USE));
    }
}
