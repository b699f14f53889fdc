// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What was pushed out never leaves another in its place, however much was pushed out after it. */
final class ForgottenSessionsTest {
    /** Each takes two places of the 100,000 that are remembered at least. */
    private static final int FEWER_THAN_REMEMBERED = 48_000;

    private static final int MORE_THAN_REMEMBERED = 80_000;

    private final Attributor small = Attributor.builder(InstantSource.fixed(NOON.plusSeconds(86_400)))
            .maximumSessions(10)
            .build();

    private void learnSession(String caller, Instant birth) {
        small.learn(assume(caller, user(caller), "Dev", "deploy", "ASIA" + caller, birth)
                .build());
    }

    /** Mallory pushes out her own sessions, the oldest first. */
    private void flood(int sessions) {
        for (int i = 0; i < sessions; i++) {
            Instant birth = NOON.plusSeconds(60 + i / 1_000);
            small.learn(assume("flood" + i, user("mallory"), "Dev", "flood" + i, "ASIAFLOOD" + i, birth)
                    .build());
        }
    }

    /** The answer to a call in the console of the session that was born then. */
    private Attribution asked(String sessionName, Instant birth) {
        Events.Holder holder = session("Dev", sessionName, "ASIACONSOLE", birth);
        return small.ask(Events.fromConsole(Events.use("use", holder, NOON.plusSeconds(200))));
    }

    private static void assertEvicted(Attribution answer) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Attribution.Unattributed.class,
                        gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.ISSUANCE_EVICTED));
    }

    @Test
    void aSessionIsRememberedUntilAsManyWerePushedOutAsAreToBe() {
        flood(FEWER_THAN_REMEMBERED);
        assertEvicted(asked("flood0", NOON.plusSeconds(60)));
    }

    @Test
    void anotherSessionOfTheSameSecondDoesNotStandInForOneThatIsNotEvenRemembered() {
        learnSession("mallory", NOON);
        learnSession("alice", NOON);
        flood(MORE_THAN_REMEMBERED);
        assertEvicted(asked("deploy", NOON));
    }

    @Test
    void norDoesOneThatWasBornASecondAfter() {
        learnSession("mallory", NOON);
        learnSession("alice", NOON.plusSeconds(2));
        assertThat(asked("deploy", NOON.plusSeconds(1))).isInstanceOf(Attribution.Ambiguous.class);
        flood(30);
        assertEvicted(asked("deploy", NOON.plusSeconds(1)));
    }

    @Test
    void ofTwoThatWereIssuedOneKeyTheOneThatIsLeftIsNotTheAnswer() {
        small.learn(assume("real", user("mallory"), "Dev", "deploy", "ASIAKEY", NOON)
                .build());
        small.learn(assume("forged", user("alice"), "Dev", "deploy", "ASIAKEY", NOON)
                .build());
        CloudTrailEvent use = Events.use("use", session("Dev", "deploy", "ASIAKEY", NOON), NOON.plusSeconds(200));
        assertThat(small.ask(use)).isInstanceOf(Attribution.Ambiguous.class);
        flood(50);
        assertEvicted(small.ask(use));
    }

    @Test
    void whoIsIssuedTheKeyOfOneThatWasPushedOutIsNotTheAnswer() {
        small.learn(assume("real", user("mallory"), "Dev", "deploy", "ASIAKEY", NOON)
                .build());
        flood(50);
        small.learn(assume("forged", user("alice"), "Dev", "deploy", "ASIAKEY", NOON)
                .build());

        CloudTrailEvent use = Events.use("use", session("Dev", "deploy", "ASIAKEY", NOON), NOON.plusSeconds(200));
        assertEvicted(small.ask(use));
    }

    @Test
    void unlessADigestCoversWhoIsIssuedIt() {
        small.learn(assume("forged", user("alice"), "Dev", "deploy", "ASIAKEY", NOON)
                .build());
        flood(50);
        small.learn(assume("real", user("mallory"), "Dev", "deploy", "ASIAKEY", NOON)
                .build()
                .withInputTrust(InputTrust.DIGEST_VERIFIED));

        CloudTrailEvent use = Events.use("use", session("Dev", "deploy", "ASIAKEY", NOON), NOON.plusSeconds(200));
        assertThat(small.ask(use))
                .isInstanceOfSatisfying(
                        Attribution.Attributed.class,
                        answer -> assertThat(answer.origin().name()).isEqualTo("mallory"));
    }

    @Test
    void whoWasBornAfterAllThatIsNotRememberedIsNamedStill() {
        flood(MORE_THAN_REMEMBERED);
        learnSession("alice", NOON.plusSeconds(190));
        assertThat(asked("deploy", NOON.plusSeconds(190)))
                .isInstanceOfSatisfying(
                        Attribution.Attributed.class,
                        known -> assertThat(known.origin().name()).isEqualTo("alice"));
    }

    /** A record of the year 9999 must not make all births doubtful. */
    @Test
    void aForgedBirthInTheFutureTakesNobodysAnswer() {
        small.learn(assume("future", user("mallory"), "Dev", "x", "ASIAFUTURE", Instant.parse("9999-12-31T00:00:00Z"))
                .build());
        flood(MORE_THAN_REMEMBERED);
        learnSession("alice", NOON.plusSeconds(190));
        assertThat(asked("deploy", NOON.plusSeconds(190))).isInstanceOf(Attribution.Attributed.class);
    }
}
