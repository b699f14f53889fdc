// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.Addendum;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that are forged, corrected or merely unlucky, and name nobody for another's act. */
class HostileRecordsTest {
    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers).build();

    private static Instant at(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    private static UserIdentity.Builder rootOf(String account) {
        return UserIdentity.builder()
                .type("Root")
                .principalId(account)
                .arn("arn:aws:iam::" + account + ":root")
                .accountId(account);
    }

    private static CloudTrailEvent assumeRoot(String id, Events.Holder caller, String account, String key) {
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(NOON)
                .eventSource("sts.amazonaws.com")
                .eventName("AssumeRoot")
                .userIdentity(caller.identity())
                .requestParameters(new RequestParameters(null, null, 900, null, account, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(key)
                        .expiration(at(900))
                        .build())
                .build();
    }

    private String originOf(String id) {
        return answers.known(id).verdict() instanceof Explanation explanation
                ? String.valueOf(explanation.origin().name())
                : answers.known(id).verdict().toString();
    }

    @Test
    void aRootUserThatSignsInIsNotTakenForOneThatWasAssumedInThatSecond() {
        answers.offer(attributor, assumeRoot("r", user("alice"), "222222222222", "ASIAROOT1"));
        UserIdentity.Builder root = rootOf("222222222222").sessionContext(SessionContext.of(null, NOON));
        answers.offer(
                attributor,
                use("own", new Events.Holder(root.accessKeyId("ASIACONSOLE1").build()), at(60)));
        answers.offer(
                attributor,
                use("assumed", new Events.Holder(root.accessKeyId("ASIAROOT1").build()), at(60)));
        Explanation own = (Explanation) answers.known("own").verdict();
        assertThat(own.origin().type()).isEqualTo(IdentityType.ROOT);
        assertThat(originOf("assumed")).isEqualTo("alice");
    }

    @Test
    void aCorrectedRecordTakesThePlaceOfTheOneItNamesInEitherOrder() {
        CloudTrailEvent wrong = assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON)
                .sharedEventId("one-call")
                .build();
        CloudTrailEvent right = assume("a2", user("bob"), "Dev", "x", "ASIAONE1", NOON)
                .sharedEventId("one-call")
                .addendum(new Addendum("UPDATED_DATA", List.of("userIdentity"), Events.id("a1")))
                .build();
        CloudTrailEvent used = use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60));
        for (List<CloudTrailEvent> order : List.of(List.of(wrong, used, right), List.of(right, used, wrong))) {
            var heard = new Answers();
            Attributor fresh = Answers.builder(heard).build();
            order.forEach(event -> heard.offer(fresh, event));
            Explanation explanation = (Explanation) heard.known("e1").verdict();
            assertThat(explanation.origin().name()).isEqualTo("bob");
            assertThat(fresh.stats().balances()).isTrue();
        }
    }

    @Test
    void aCallersCopyThatTheRoleOwnersCopyContradictsProvesNothing() {
        UserIdentity foreign = UserIdentity.builder()
                .type("AWSAccount")
                .principalId("AIDABOB")
                .accountId("999999999999")
                .build();
        answers.offer(
                attributor,
                assume("owner", new Events.Holder(foreign), "Dev", "x", "ASIAONE1", NOON)
                        .sharedEventId("one-call")
                        .build());
        answers.offer(
                attributor,
                assume("forged", user("mallory"), "Dev", "x", "ASIAONE1", NOON)
                        .sharedEventId("one-call")
                        .build());
        answers.offer(attributor, use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60)));
        assertThat(answers.known("e1").verdict()).isInstanceOf(Ambiguity.class);
    }

    @Test
    void aNameWithoutAnIdDoesNotMakeTwoUsersOne() {
        Identity named = Identity.of(IdentityType.IAM_USER, "bob", null, null, Events.ACCOUNT);
        Identity first = Identity.of(IdentityType.IAM_USER, "bob", null, "AIDA1", Events.ACCOUNT);
        Identity second = Identity.of(IdentityType.IAM_USER, "bob", null, "AIDA2", Events.ACCOUNT);
        List<Verdict> candidates = new ArrayList<>();
        for (Identity identity : List.of(named, first, second)) {
            candidates.add(Explanation.direct(identity));
        }
        assertThat(Resolver.merge(candidates, named, Claims.NONE)).isInstanceOf(Ambiguity.class);
    }

    @Test
    void aNoticeLeavesUsesOutsideTheValidityAlone() {
        answers.offer(
                attributor,
                assume("a1", user("mallory"), "Dev", "alice", "ASIAONE1", NOON).build());
        answers.offer(attributor, use("inTime", session("Dev", "alice", "ASIAONE1", NOON), at(60)));
        answers.offer(attributor, use("tooLate", session("Dev", "alice", "ASIAONE1", NOON), at(4501)));
        answers.offer(attributor, use("u", user("alice"), at(4600)));
        assertThat(answers.sessionRevisions()).hasSize(1);
        assertThat(((Gap) answers.known("tooLate").verdict()).reason()).isEqualTo(UnattributedReason.OUT_OF_VALIDITY);
        assertThat(answers.known("inTime").signals()).extracting(Signal::type).contains(SignalType.NAME_IMPERSONATES);
    }

    @Test
    void contentsThatDifferInTheIdentityProviderAloneContradictEachOther() {
        UserIdentity.Builder subject = UserIdentity.builder().type("SAMLUser").userName("alice");
        answers.offer(
                attributor,
                use("e1", new Events.Holder(subject.identityProvider("corp").build()), NOON));
        answers.offer(
                attributor,
                use("e1", new Events.Holder(subject.identityProvider("evil").build()), NOON));
        assertThat(((Gap) answers.known("e1").verdict()).reason()).isEqualTo(UnattributedReason.CONFLICT);
    }

    @Test
    void theEventThatMovesTheWatermarkPastARetentionSaysSo() {
        Attributor brief = Answers.builder(answers)
                .retention(Duration.ofHours(1))
                .lateness(Duration.ZERO)
                .build();
        answers.offer(
                brief, assume("a1", user("alice"), "Dev", "x", "ASIAONE1", NOON).build());
        answers.offer(brief, use("e1", session("Dev", "x", "ASIAONE1", NOON), at(3700)));
        assertThat(((Gap) answers.known("e1").verdict()).reason()).isEqualTo(UnattributedReason.ISSUANCE_EXPIRED);
    }

    @Test
    void aContradictionOfAFinalAnswerTellsNothing() {
        Attributor holding = Answers.builder(answers).holdUntilFinal().build();
        holding.attribute(use("e1", user("alice"), NOON));
        holding.advanceTo(at(1));
        holding.attribute(use("e1", user("mallory"), at(600)));
        holding.finish();
        assertThat(answers.told()).hasSize(1);
        assertThat(holding.stats().balances()).isTrue();
    }

    @Test
    void aContradictionOfAnEventWithoutATimeIsTold() {
        answers.offer(attributor, use("clock", user("carol"), at(7_200)));
        for (String name : List.of("alice", "mallory")) {
            answers.offer(
                    attributor,
                    CloudTrailEvent.builder(Events.id("e1"))
                            .userIdentity(user(name).identity())
                            .build());
        }
        assertThat(((Gap) answers.known("e1").verdict()).reason()).isEqualTo(UnattributedReason.CONFLICT);
        assertThat(attributor.stats().balances()).isTrue();
    }

    @Test
    void whatAListenerThrowsLosesNothingElseThatIsToBeTold() {
        var told = new ArrayList<String>();
        Attributor failing = Attributor.builder(InstantSource.fixed(NOON))
                .holdUntilFinal()
                .listener(attribution -> {
                    told.add(attribution.eventId());
                    throw new IllegalStateException("the sink is broken");
                })
                .build();
        for (int i = 0; i < 3; i++) {
            failing.attribute(use("e" + i, user("alice"), at(i)));
        }
        assertThatThrownBy(failing::finish).hasMessage("the sink is broken");
        assertThat(told).hasSize(3);
    }

    @Test
    void anotherSessionOfTheSameSecondDoesNotStandInForOneThatWasForgotten() {
        Attributor small = Answers.builder(answers).maximumSessions(10).build();
        for (int i = 0; i < 12; i++) {
            small.attribute(assume("a" + i, user("user" + i), "Dev", "deploy", "ASIAK" + i, NOON)
                    .build());
        }
        for (int i = 0; i < 12; i++) {
            answers.offer(small, Events.fromConsole(use("e" + i, session("Dev", "deploy", "ASIAK" + i, NOON), at(60))));
            if (answers.known("e" + i).verdict() instanceof Explanation explanation) {
                assertThat(explanation.origin().name()).isEqualTo("user" + i);
            } else {
                assertThat(((Gap) answers.known("e" + i).verdict()).reason())
                        .isEqualTo(UnattributedReason.ISSUANCE_EVICTED);
            }
        }
        assertThat(small.stats().sessionsEvicted()).isPositive();
        assertThat(small.stats().balances()).isTrue();
    }

    @Test
    void aCallOfWhichTooManyRecordsComeProvesNothingInAnyOrder() {
        var records = new ArrayList<CloudTrailEvent>();
        records.add(assume("real", user("alice"), "Dev", "x", "ASIAONE1", NOON)
                .sharedEventId("one-call")
                .build());
        for (int i = 0; i < 20; i++) {
            records.add(assume("forged" + i, user("mallory"), "Dev", "x", "ASIAONE1", NOON)
                    .sharedEventId("one-call")
                    .build());
        }
        for (int order = 0; order < 2; order++) {
            var heard = new Answers();
            Attributor fresh = Answers.builder(heard).build();
            records.forEach(event -> heard.offer(fresh, event));
            heard.offer(fresh, use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60)));
            assertThat(((Gap) heard.known("e1").verdict()).reason()).isEqualTo(UnattributedReason.CONFLICT);
            assertThat(fresh.stats().sessionsSaturated()).isPositive();
            Collections.reverse(records);
        }
    }

    @Test
    void aCallThatHandsOutNothingIssuesNothing() {
        CloudTrailEvent empty = CloudTrailEvent.builder(Events.id("a1"))
                .eventTime(NOON)
                .eventSource("sts.amazonaws.com")
                .eventName("AssumeRole")
                .userIdentity(user("mallory").identity())
                .requestParameters(new RequestParameters(
                        "arn:aws:iam::" + Events.ACCOUNT + ":role/Dev", "x", null, null, null, null, null, null))
                .build();
        answers.offer(attributor, empty);
        answers.offer(attributor, Events.fromConsole(use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60))));
        assertThat(answers.known("e1").verdict()).isInstanceOf(Gap.class);
    }

    @Test
    void eachOfTwoCandidatesIsProvenByItsOwnRecordsOnly() {
        for (String name : List.of("alice", "mallory")) {
            answers.offer(
                    attributor,
                    assume(name, user(name), "Dev", "x", "ASIAONE1", NOON)
                            .sharedEventId("one-call")
                            .build());
        }
        answers.offer(attributor, use("e1", session("Dev", "x", "ASIAONE1", NOON), at(60)));
        Ambiguity both = (Ambiguity) answers.known("e1").verdict();
        for (Explanation candidate : both.candidates()) {
            assertThat(candidate.chain().hops().get(0).issuanceEventIds())
                    .containsExactly(Events.id(String.valueOf(candidate.origin().name())));
        }
    }

    @Test
    void eventsThatWaitPushNoSessionsOut() {
        Attributor small = Answers.builder(answers).maximumSessions(4).build();
        for (int i = 0; i < 40; i++) {
            small.attribute(use("e" + i, session("Dev", "x" + i, "ASIAK" + i, NOON), at(i)));
        }
        assertThat(small.stats().finalizedEarly()).isZero();
        assertThat(small.stats().waiting()).isEqualTo(40);
    }

    @Test
    void aNameWithTooManySessionsForgetsItsOlderOnes() {
        Attributor small = Answers.builder(answers).maximumSessions(1_000).build();
        for (int i = 0; i < 3_000; i++) {
            small.attribute(assume("a" + i, user("alice"), "Dev", "x", "ASIAK" + i, at(i))
                    .build());
        }
        assertThat(small.stats().sessionsLive()).isBetween(250L, 1_000L);
        answers.offer(small, use("young", session("Dev", "x", "ASIAK2999", at(2_999)), at(3_000)));
        answers.offer(small, use("old", session("Dev", "x", "ASIAK0", NOON), at(3_000)));
        assertThat(originOf("young")).isEqualTo("alice");
        assertThat(((Gap) answers.known("old").verdict()).reason()).isEqualTo(UnattributedReason.ISSUANCE_EVICTED);
        assertThat(small.stats().balances()).isTrue();
    }

    @Test
    void aFederatedUserIsFollowedIntoTheConsole() {
        UserIdentity.Builder federated = UserIdentity.builder()
                .type("FederatedUser")
                .principalId(Events.ACCOUNT + ":guest")
                .arn("arn:aws:sts::" + Events.ACCOUNT + ":federated-user/guest")
                .accountId(Events.ACCOUNT);
        UserIdentity shownBare = federated.build();
        UserIdentity shownWhole = federated
                .accessKeyId("ASIAFED1")
                .sessionContext(SessionContext.of(
                        new SessionIssuer(
                                "IAMUser", "AIDAALICE", user("alice").identity().arn(), Events.ACCOUNT, "alice"),
                        NOON))
                .build();
        answers.offer(attributor, signIn("s", "GetSigninToken", shownWhole, at(30)));
        answers.offer(attributor, signIn("l", "ConsoleLogin", shownBare, at(31)));
        assertThat(originOf("l")).isEqualTo("alice");
    }

    private static CloudTrailEvent signIn(String id, String call, UserIdentity identity, Instant time) {
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(time)
                .eventSource("signin.amazonaws.com")
                .eventName(call)
                .userIdentity(identity)
                .responseElements(ResponseElements.builder().outcome("Success").build())
                .build();
    }

    @Test
    void aLongChainThatArrivesBackwardsIsFollowedToItsBeginning() {
        int hops = 300;
        var chain = new ArrayList<CloudTrailEvent>();
        Events.Holder caller = user("alice");
        for (int hop = 0; hop < hops; hop++) {
            chain.add(assume("a" + hop, caller, "R" + hop, "j", "ASIAJ" + hop, at(hop))
                    .build());
            caller = session("R" + hop, "j", "ASIAJ" + hop, at(hop));
        }
        answers.offer(attributor, use("e1", caller, at(hops)));
        for (int hop = hops - 1; hop >= 0; hop--) {
            answers.offer(attributor, chain.get(hop));
        }
        assertThat(originOf("e1")).isEqualTo("alice");
        assertThat(((Explanation) answers.known("e1").verdict()).chain().length())
                .isEqualTo(hops);
    }
}
