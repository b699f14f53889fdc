// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.Addendum;
import io.whotrail.event.CloudTrailEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A question that is kept in fewer words once the watermark has passed is still the same question. */
final class SettledCallerTest {
    private static final Events.Holder DEV = session("Dev", "alice", "ASIADEV", NOON);

    private static Answers.Known answer(Events.Holder caller, boolean settled) {
        var answers = new Answers();
        Attributor attributor = Answers.builder(answers).watermarkFromHost().build();
        Events.Holder ops = session("Ops", "work", "ASIAOPS", NOON.plusSeconds(60));
        attributor.learn(
                assume("a1", user("alice"), "Dev", "alice", "ASIADEV", NOON).build());
        attributor.learn(assume("a2", caller, "Ops", "work", "ASIAOPS", NOON.plusSeconds(60))
                .build());
        if (settled) {
            attributor.advanceTo(NOON.plusSeconds(600));
        }
        CloudTrailEvent correction = assume("a3", user("alice"), "Dev", "alice", "ASIAOTHER", NOON)
                .addendum(new Addendum("UPDATED_DATA", List.of("responseElements"), Events.id("a1")))
                .build();
        attributor.learn(correction);
        answers.take(attributor.ask(use("u", ops, NOON.plusSeconds(900))));
        return answers.known("u");
    }

    @Test
    void theSourceIdentityThatTheCallerBoreIsStillThere() {
        Events.Holder caller = DEV.withSourceIdentity("carol");
        assertThat(answer(caller, true)).isEqualTo(answer(caller, false));
        assertThat(answer(caller, false).verdict())
                .isInstanceOfSatisfying(
                        Explanation.class,
                        told -> assertThat(told.origin().name()).isEqualTo("carol"));
    }

    @Test
    void aPlainCallerIsAskedForAgain() {
        assertThat(answer(DEV, true)).isEqualTo(answer(DEV, false));
    }

    @Test
    void aPlainCallerTakesLessOnceItIsSettled() {
        var kept = new KeptSessions(100);
        kept.learn(assume("a1", user("alice"), "Dev", "alice", "ASIADEV", NOON).build());
        kept.learn(assume("a2", DEV, "Ops", "work", "ASIAOPS", NOON.plusSeconds(60))
                .build());
        long before = kept.bytes();
        kept.advanceTo(NOON.plusSeconds(600));
        assertThat(kept.bytes()).isLessThan(before - 400);
    }
}
