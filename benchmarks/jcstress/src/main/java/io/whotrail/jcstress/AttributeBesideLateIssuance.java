// SPDX-License-Identifier: Apache-2.0
package io.whotrail.jcstress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;

/** An event is answered while its issuance comes late: it is answered right at once, or revised. */
@JCStressTest
@Outcome(id = "alice by ISSUED_KEY over 1, true", expect = ACCEPTABLE, desc = "known in the end")
@Outcome(expect = FORBIDDEN, desc = "the event fell between answer and revision, or was miscounted")
@State
public class AttributeBesideLateIssuance {
    private final Ledger ledger = new Ledger();
    private final Attributor attributor = Cast.builder().listener(ledger).build();
    private @Nullable Attribution given;

    @Actor
    public void use() {
        given = attributor.attribute(Cast.USE);
    }

    @Actor
    public void issue() {
        attributor.attribute(Cast.ALICES);
    }

    @Arbiter
    public void inTheEnd(LL_Result result) {
        result.r1 = ledger.latest(given);
        result.r2 = attributor.stats().balances();
    }
}
