// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A key that somebody else shows is shared, also where the first of the sessions that were issued it is gone. */
final class SharedKeyOfGoneSessionTest {
    private static final String KEY = "ASIA0000000000000007";
    private static final Instant LATER = NOON.plusSeconds(3_000);

    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers)
            .retention(Duration.ofMinutes(70))
            .watermarkFromHost()
            .build();

    private void issueTwice() {
        answers.offer(
                attributor,
                assume("a1", user("alice"), "Dev", "alice", KEY, NOON).build());
        answers.offer(
                attributor,
                assume("a2", user("alice"), "Dev", "alice", KEY, LATER).build());
    }

    private void useByBoth() {
        Instant time = LATER.plusSeconds(1_500);
        answers.offer(attributor, use("m", session("Ops", "mallory", KEY, LATER), time));
        answers.offer(attributor, use("e", session("Dev", "alice", KEY, LATER), time));
    }

    @Test
    void whileBothSessionsLiveTheKeyIsShared() {
        issueTwice();
        useByBoth();
        assertThat(answers.known("e").evidence(SignalType.KEY_SHARED))
                .containsExactlyInAnyOrder(Events.id("a1"), Events.id("m"));
    }

    @Test
    void afterTheFirstSessionExpiredTheKeyIsSharedStill() {
        issueTwice();
        attributor.advanceTo(NOON.plus(Duration.ofMinutes(71)));
        assertThat(attributor.stats().sessionsExpired()).isEqualTo(1);
        useByBoth();
        assertThat(answers.known("e").evidence(SignalType.KEY_SHARED))
                .containsExactlyInAnyOrder(Events.id("a2"), Events.id("m"));
    }
}
