// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.time.Duration;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Bind, look up, evict, expire: a key of alice's, in an attributor with room for one session. Forgetting may cost an answer
 * at any moment; it never names another, and what is said instead is what some order of the calls says.
 *
 * <p>The guarantee is one for each credential, so one is looked at: an answer is found without a lock, and another session
 * may be there already while the one that it pushes out still is. Whether an answer is final is left out: the watermark
 * moves first, and what it passed is forgotten after. For the same reason one thread at a time moves the watermark; to a
 * second one that asks for the same it looks moved already.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class ForgettingLincheckTest {
    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers)
            .maximumSessions(1)
            .retention(Duration.ofHours(1))
            .watermarkFromHost()
            .build();

    /** Made by Lincheck for each run. */
    public ForgettingLincheckTest() {}

    @Operation
    public void learn() {
        attributor.learn(Cast.issuance(0, 0, 0));
    }

    @Operation
    public void pushOut() {
        attributor.learn(Cast.OTHER_ISSUANCE);
    }

    @Operation
    public String attribute(@Param(name = "thread") int thread) {
        Attribution answer = attributor.attribute(Cast.use(0, thread));
        return answer == null ? Cast.DUPLICATE : checked(answer);
    }

    @Operation
    public String ask() {
        return checked(attributor.ask(Cast.use(0, 0)));
    }

    @Operation(nonParallelGroup = "watermark")
    public void expire() {
        attributor.advanceTo(Cast.AFTER_RETENTION);
    }

    private static String checked(Attribution answer) {
        String said = Cast.said(answer.verdict());
        Cast.check(answer.verdict() instanceof Gap || said.equals("alice"), said);
        return said;
    }

    @Validate
    public void everythingIsAccountedForWithinTheBound() {
        AttributorStats stats = attributor.stats();
        Cast.check(stats.balances() && stats.sessionsLive() <= 1, stats);
        Cast.checkThatRevisionsCountUp(answers);
    }

    @Test
    void everyInterleavingLooksLikeOneCallAfterTheOther() {
        Lincheck.modelChecking().check(getClass());
    }

    @Test
    void threadsThatRunAtOnceLookLikeOneCallAfterTheOther() {
        Lincheck.stress().check(getClass());
    }
}
