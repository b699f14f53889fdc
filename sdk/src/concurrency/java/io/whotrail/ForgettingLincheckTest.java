// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Bind, look up, evict, expire: there is room for one session, and each key belongs to one person. Forgetting may cost an
 * answer at any moment; it never names another, and what is said instead is what some order of the calls says.
 *
 * <p>Whether an answer is final is left out: the watermark moves first, and what it passed is forgotten after, so that an
 * answer given meanwhile may bear the one mark and the other content. For the same reason one thread at a time moves the
 * watermark; to a second one that asks for the same it looks moved already.
 */
@Param(name = "key", gen = IntGen.class, conf = "0:1")
@Param(name = "event", gen = IntGen.class, conf = "0:1")
public class ForgettingLincheckTest {
    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers)
            .maximumSessions(1)
            .retention(Duration.ofHours(1))
            .watermarkFromHost()
            .build();

    @Operation
    public void learn(@Param(name = "key") int key) {
        attributor.learn(Cast.issuance(key, key));
    }

    @Operation
    public String attribute(@Param(name = "key") int key, @Param(name = "event") int event) {
        Attribution answer = attributor.attribute(Cast.use(key, event));
        return answer == null ? Cast.DUPLICATE : checked(answer, key);
    }

    @Operation
    public String ask(@Param(name = "key") int key) {
        return checked(attributor.ask(Cast.use(key, 0)), key);
    }

    @Operation(nonParallelGroup = "watermark")
    public void expire() {
        attributor.advanceTo(Cast.AFTER_RETENTION);
    }

    private static String checked(Attribution answer, int key) {
        assertThat(Cast.said(answer.verdict()))
                .isIn(Cast.PEOPLE.get(key), "ISSUANCE_NOT_SEEN", "ISSUANCE_EVICTED", "ISSUANCE_EXPIRED");
        return Cast.said(answer.verdict());
    }

    @Validate
    public void everythingIsAccountedForWithinTheBound() {
        assertThat(attributor.stats().balances()).isTrue();
        assertThat(attributor.stats().sessionsLive()).isLessThanOrEqualTo(1);
        Cast.assertRevisionsCountUp(answers);
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
