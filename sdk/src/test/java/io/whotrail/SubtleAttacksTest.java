// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attacks that were answered wrongly once. */
final class SubtleAttacksTest {
    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers).build();

    /** T26: whose parent's issuance is lost contradicts nothing, although it assumes its own role again in that second. */
    @Test
    void aLostIssuanceIsNoConflictWhereItsSessionAssumesItsOwnRoleAgainInThatSecond() {
        answers.offer(
                attributor,
                assume("a1", session("Dev", "x", "ASIALOST", NOON), "Dev", "x", "ASIATWO2", NOON)
                        .build());
        answers.offer(
                attributor,
                assume("a2", session("Dev", "x", "ASIATWO2", NOON), "Dev", "x", "ASIATHREE3", NOON)
                        .build());
        answers.offer(attributor, use("e1", session("Dev", "x", "ASIATHREE3", NOON), NOON.plusSeconds(60)));

        assertThat(Intrigue.text(answers.known("e1").verdict()))
                .isEqualTo("ISSUANCE_NOT_SEEN arn:aws:sts::111122223333:assumed-role/Dev/x x");
    }

    /** T8: a call that handed out nothing issued nothing, of root as of any role. */
    @Test
    void anAssumeRootThatHandsOutNothingIssuesNothing() {
        answers.offer(
                attributor,
                CloudTrailEvent.builder(Events.id("r1"))
                        .eventTime(NOON)
                        .eventSource("sts.amazonaws.com")
                        .eventName("AssumeRoot")
                        .userIdentity(user("mallory").identity())
                        .requestParameters(
                                new RequestParameters(null, null, 900, null, "222222222222", null, null, null))
                        .build());
        UserIdentity root = UserIdentity.builder()
                .type("Root")
                .principalId("222222222222")
                .arn("arn:aws:iam::222222222222:root")
                .accountId("222222222222")
                .accessKeyId("ASIAROOT")
                .sessionContext(new SessionContext(null, NOON, null, null, null, true, null, null))
                .build();
        answers.offer(attributor, use("e1", new Events.Holder(root), NOON.plusSeconds(60)));

        assertThat(answers.known("e1").verdict()).isInstanceOf(Gap.class);
        assertThat(attributor.stats().sessionsIssued()).isZero();
    }

    /** T14, T17: what was issued in the year 9999 takes no place for ever. */
    @Test
    void anIssuanceOfTheFarFutureIsForgottenLikeAnyOther() {
        Attributor hosted = Answers.builder(answers).watermarkFromHost().build();
        answers.offer(
                hosted,
                assume("a1", user("mallory"), "Dev", "x", "ASIAFUTURE", Instant.parse("9999-12-31T23:59:59Z"))
                        .build());
        answers.offer(
                hosted,
                assume("a2", user("alice"), "Dev", "y", "ASIAUSUAL", NOON).build());
        hosted.advanceTo(NOON.plus(Duration.ofDays(60)));
        answers.offer(hosted, use("tick", user("alice"), NOON.plus(Duration.ofDays(60))));

        assertThat(hosted.stats().sessionsExpired()).isEqualTo(2);
        assertThat(hosted.stats().sessionsLive()).isZero();
    }

    /** T10: a chain lives on in its youngest session, whatever the bound pushed out before. */
    @Test
    void aLongChainOutlivesTheEvictionOfItsParents() {
        int hops = 2_000;
        Attributor small = Attributor.builder(InstantSource.fixed(NOON.plusSeconds(hops)))
                .listener(answers)
                .maximumSessions(100)
                .build();
        Events.Holder caller = user("alice");
        for (int hop = 0; hop < hops; hop++) {
            String name = "j" + hop % 7;
            String role = List.of("A", "B").get(hop % 2);
            Instant time = NOON.plusSeconds(hop);
            answers.offer(
                    small,
                    assume("a" + hop, caller, role, name, "ASIAJ" + hop, time).build());
            caller = session(role, name, "ASIAJ" + hop, time);
        }
        answers.offer(small, use("e1", caller, NOON.plusSeconds(hops)));

        assertThat(small.stats().sessionsEvicted()).isPositive();
        assertThat(Intrigue.text(answers.known("e1").verdict())).isEqualTo("alice");
    }

    /** T16: a root key that AssumeRoot issued is nobody's own when it is used outside its validity. */
    @Test
    void aKeyOfAnAssumedRootIsNotTheRootUsersOwnOutsideItsValidity() {
        answers.offer(
                attributor,
                CloudTrailEvent.builder(Events.id("r1"))
                        .eventTime(NOON)
                        .eventSource("sts.amazonaws.com")
                        .eventName("AssumeRoot")
                        .userIdentity(user("mallory").identity())
                        .requestParameters(
                                new RequestParameters(null, null, 900, null, "222222222222", null, null, null))
                        .responseElements(ResponseElements.builder()
                                .accessKeyId("ASIAROOT")
                                .expiration(NOON.plusSeconds(900))
                                .build())
                        .build());
        UserIdentity root = UserIdentity.builder()
                .type("Root")
                .principalId("222222222222")
                .arn("arn:aws:iam::222222222222:root")
                .accountId("222222222222")
                .accessKeyId("ASIAROOT")
                .sessionContext(SessionContext.of(null, NOON))
                .build();
        answers.offer(attributor, use("e1", new Events.Holder(root), NOON.plusSeconds(1_801)));

        assertThat(answers.known("e1").verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.OUT_OF_VALIDITY));
    }
}
