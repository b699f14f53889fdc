// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When an answer is final, and what comes too late for it. */
class LatenessTest {
    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers).build();

    private static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    @AfterEach
    void everyEventIsAccountedFor() {
        assertThat(attributor.stats().balances()).as("%s", attributor.stats()).isTrue();
    }

    private static String originOf(Answers.Known known) {
        return Intrigue.text(known.verdict());
    }

    @Test
    void anEventThatTheWatermarkPassedIsFinalAtOnce() {
        answers.offer(attributor, use("now", user("alice"), at(7200)));
        Attribution late = attributor.attribute(use("old", user("alice"), NOON));
        assertThat(late.isFinal()).isTrue();
        assertThat(attributor.stats().late()).isEqualTo(1);
    }

    @Test
    void fiveMinutesAfterTheWatermarkNothingIsRevised() {
        answers.offer(attributor, use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60)));
        answers.offer(attributor, use("e2", session("Dev", "y", "ASIATWO2", NOON), at(61)));
        answers.offer(
                attributor,
                use(
                        "clock",
                        user("bob"),
                        at(60 + 300).plus(Attributor.Builder.DEFAULT_LATENESS).plusSeconds(1)));
        answers.offer(
                attributor,
                assume("a2", user("alice"), "Dev", "y", "ASIATWO2", NOON).build());
        assertThat(originOf(answers.known("e2"))).isEqualTo("alice");
        answers.told().clear();
        answers.sessionRevisions().clear();
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        assertThat(answers.told()).isEmpty();
        assertThat(answers.sessionRevisions()).isEmpty();
        assertThat(answers.known("e1").verdict()).isInstanceOf(Gap.class);
        assertThat(attributor.stats().waiting()).isEqualTo(1);
        assertThat(attributor.stats().revisions()).isEqualTo(1);
    }

    @Test
    void whatIsAnsweredForGoodIsNotRevisedThoughTheWatermarkHasJustPassedIt() {
        Instant lately = at(-60).plus(Attributor.Builder.DEFAULT_LATENESS);
        answers.offer(attributor, use("clock", user("bob"), lately.plusSeconds(61)));
        Attribution late = attributor.attribute(use("e1", user("alice"), NOON));
        assertThat(late.isFinal()).isTrue();

        assertThat(attributor.attribute(use("e1", user("mallory"), NOON))).isNull();

        assertThat(answers.told()).isEmpty();
        assertThat(attributor.stats().contradictions()).isEqualTo(1);
    }

    @Test
    void anEventFromTheFutureDoesNotMoveTheWatermark() {
        answers.offer(attributor, use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60)));
        answers.offer(attributor, use("future", user("alice"), Instant.parse("9999-12-31T00:00:00Z")));
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        assertThat(originOf(answers.known("e1"))).isEqualTo("alice");
        assertThat(answers.known("future").evidence(SignalType.FUTURE_TIME)).containsExactly(Events.id("future"));
    }

    @Test
    void theSlowestSourceHoldsTheWatermarkBack() {
        attributor.attribute(use("slow", user("alice"), NOON), "slow");
        attributor.attribute(use("fast", user("alice"), at(36_000)), "fast");
        Attribution behind = attributor.attribute(use("e", session("Dev", "x", "ASIAONE1", NOON), at(60)), "slow");
        assertThat(behind.isFinal()).isFalse();
    }
}
