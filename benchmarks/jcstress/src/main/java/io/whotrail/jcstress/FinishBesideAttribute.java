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
import org.openjdk.jcstress.infra.results.LLL_Result;

/** The end comes while an event is offered: it is refused and not told, or taken and told once as final. */
@JCStressTest
@Outcome(id = "refused, 0, 0", expect = ACCEPTABLE, desc = "offered after the end")
@Outcome(id = "ISSUANCE_NOT_SEEN, 1, 0", expect = ACCEPTABLE, desc = "offered before")
@Outcome(expect = FORBIDDEN, desc = "taken and not told, told twice, or still waiting")
@State
public class FinishBesideAttribute {
    private final Ledger ledger = new Ledger();
    private final Attributor attributor =
            Cast.builder().listener(ledger).holdUntilFinal().build();

    @Actor
    public void attribute(LLL_Result result) {
        try {
            var answer = attributor.attribute(Cast.USE);
            result.r1 = answer == null ? "duplicate" : Cast.told(answer);
        } catch (IllegalStateException refused) {
            result.r1 = "refused";
        }
    }

    @Actor
    public void finish() {
        attributor.finish();
    }

    @Arbiter
    public void inTheEnd(LLL_Result result) {
        result.r2 = ledger.size();
        result.r3 = attributor.stats().waiting();
    }
}
