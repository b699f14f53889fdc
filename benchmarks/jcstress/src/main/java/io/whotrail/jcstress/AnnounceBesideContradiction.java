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
import org.openjdk.jcstress.infra.results.LLL_Result;

/**
 * Two answers are given out for a credential, and kept by nobody, while a contradiction comes: both are told of it, however
 * the announcements meet.
 */
@JCStressTest
@Outcome(id = "alice or bob, alice or bob, true", expect = ACCEPTABLE, desc = "both know in the end")
@Outcome(expect = FORBIDDEN, desc = "an answer was given out that nobody takes back, or miscounted")
@State
public class AnnounceBesideContradiction {
    private final Ledger ledger = new Ledger();
    private final Attributor attributor = Cast.builder().listener(ledger).build();
    private @Nullable Attribution one;
    private @Nullable Attribution other;

    /** With a session that answers at once. */
    public AnnounceBesideContradiction() {
        attributor.learn(Cast.ALICES);
    }

    @Actor
    public void use() {
        one = attributor.attribute(Cast.USE);
    }

    /** And contradicts, in the same thread: jcstress runs no test with more threads than there are processors. */
    @Actor
    public void useToo() {
        other = attributor.attribute(Cast.OTHER_USE);
        attributor.learn(Cast.BOBS_OF_THE_SAME_KEY);
    }

    @Arbiter
    public void inTheEnd(LLL_Result result) {
        result.r1 = ledger.latest(one);
        result.r2 = ledger.latest(other);
        result.r3 = attributor.stats().balances();
    }
}
