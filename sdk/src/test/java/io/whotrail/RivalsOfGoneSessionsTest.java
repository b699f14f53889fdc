// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.fromConsole;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionIssuer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Of two that contradict each other, or explain each other, memory pushes out one, Mallory's: the other says no more than
 * both did.
 */
final class RivalsOfGoneSessionsTest {
    private static final String LAKE_ROLE = "AWSServiceRoleForLakeFormationDataAccess";

    private final Answers answers = new Answers();
    private final Attributor small = Answers.builder(answers).maximumSessions(4).build();

    private void pushOutMallorys() {
        for (int i = 0; i < 8; i++) {
            small.learn(assume("flood" + i, user("mallory"), "Ops", "flood" + i, "ASIAFLOOD" + i, NOON.plusSeconds(90))
                    .build());
        }
    }

    private void issued(String id, String caller, Instant birth, InputTrust trust) {
        small.learn(assume(id, user(caller), "Dev", "deploy", "ASIAKEY", birth)
                .inputTrust(trust)
                .build());
    }

    private void pushOutSwitchesOf(String account) {
        for (int i = 0; i < 8; i++) {
            small.learn(switched("flood" + i, account, "mallory", "flood" + i, NOON.plusSeconds(90)));
        }
    }

    private static CloudTrailEvent switched(String id, String account, String from, Instant time) {
        return switched(id, account, from, "deploy", time);
    }

    private static CloudTrailEvent switched(String id, String account, String from, String name, Instant time) {
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(time)
                .eventSource("signin.amazonaws.com")
                .eventName("SwitchRole")
                .recipientAccountId(Events.ACCOUNT)
                .userIdentity(Events.copy(session("Dev", name, null, NOON).identity())
                        .sessionContext(null)
                        .build())
                .responseElements(ResponseElements.builder().outcome("Success").build())
                .additionalEventData(AdditionalEventData.builder()
                        .switchFrom("arn:aws:iam::" + account + ":user/" + from)
                        .build())
                .build();
    }

    private static CloudTrailEvent granted(String id, String caller) {
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(NOON)
                .eventSource("lakeformation.amazonaws.com")
                .eventName("GetDataAccess")
                .recipientAccountId(Events.ACCOUNT)
                .userIdentity(user(caller).identity())
                .additionalEventData(AdditionalEventData.builder()
                        .lakeFormationRoleSessionName("unique")
                        .build())
                .build();
    }

    private static CloudTrailEvent lakeUse() {
        var role = new SessionIssuer(
                "Role",
                "AROALAKE",
                "arn:aws:iam::" + Events.ACCOUNT + ":role/aws-service-role/lakeformation.amazonaws.com/" + LAKE_ROLE,
                Events.ACCOUNT,
                LAKE_ROLE);
        return use(
                "use",
                new Events.Holder(Events.copy(
                                session(LAKE_ROLE, "unique", "ASIALAKE", NOON).identity())
                        .principalId("AROALAKE:unique")
                        .sessionContext(io.whotrail.event.SessionContext.of(role, NOON))
                        .build()),
                NOON.plusSeconds(60));
    }

    private static CloudTrailEvent byKey(Instant birth) {
        return use("use", session("Dev", "deploy", "ASIAKEY", birth), NOON.plusSeconds(200));
    }

    private static CloudTrailEvent inConsole(Instant birth) {
        return fromConsole(use("use", session("Dev", "deploy", "ASIACONSOLE", birth), NOON.plusSeconds(200)));
    }

    private String asked(CloudTrailEvent event) {
        Verdict verdict = small.ask(event).verdict();
        return verdict instanceof Gap gap
                ? gap.reason().name()
                : verdict instanceof Explanation known
                        ? known.origin().accountId() + ' ' + known.origin().name()
                        : "AMBIGUOUS";
    }

    @Test
    void ofTwoThatADigestCoversTheOneThatIsLeftIsNotTheAnswer() {
        issued("hers", "mallory", NOON, InputTrust.DIGEST_VERIFIED);
        issued("other", "alice", NOON, InputTrust.DIGEST_VERIFIED);
        assertThat(asked(byKey(NOON))).isEqualTo("AMBIGUOUS");
        pushOutMallorys();
        assertThat(asked(byKey(NOON))).isEqualTo("ISSUANCE_EVICTED");
    }

    @Test
    void norIsOneThatADigestCoversWhereTheOtherWasBornInTheVerySecond() {
        issued("hers", "mallory", NOON, InputTrust.UNAUTHENTICATED);
        issued("other", "alice", NOON.plusSeconds(1), InputTrust.DIGEST_VERIFIED);
        assertThat(asked(byKey(NOON))).isEqualTo(Events.ACCOUNT + " mallory");
        pushOutMallorys();
        assertThat(asked(byKey(NOON))).isEqualTo("ISSUANCE_EVICTED");
    }

    @Test
    void norIsOneOfTwoThatBearOneUniqueName() {
        small.learn(granted("hers", "mallory"));
        small.learn(granted("other", "alice"));
        assertThat(asked(lakeUse())).isEqualTo("AMBIGUOUS");
        pushOutMallorys();
        assertThat(asked(lakeUse())).isEqualTo("null lakeformation.amazonaws.com");
    }

    @Test
    void norIsABirthBesideWhichSomebodySwitchedRole() {
        small.learn(switched("hers", Events.ACCOUNT, "mallory", NOON));
        small.learn(assume("other", user("alice"), "Dev", "deploy", "ASIAKEY", NOON.plusSeconds(1))
                .sourceIpAddress("AWS Internal")
                .build());
        assertThat(asked(inConsole(NOON.plusSeconds(1)))).isEqualTo("AMBIGUOUS");
        pushOutSwitchesOf(Events.ACCOUNT);
        assertThat(asked(inConsole(NOON.plusSeconds(1)))).isEqualTo("ISSUANCE_EVICTED");
    }

    @Test
    void norIsASwitchOfRoleWhoseIdAnotherContentBears() {
        CloudTrailEvent real = switched("switch", "444455556666", "mallory", NOON);
        small.learn(real);
        pushOutSwitchesOf("444455556666");
        small.learn(switched("switch", Events.ACCOUNT, "alice", NOON));
        assertThat(asked(real)).isEqualTo("ISSUANCE_EVICTED");
    }

    @Test
    void aUseOfABirthASecondApartFromOneThatIsGoneSaysSo() {
        issued("hers", "mallory", NOON.plusSeconds(1), InputTrust.UNAUTHENTICATED);
        pushOutMallorys();
        assertThat(asked(inConsole(NOON))).isEqualTo("ISSUANCE_EVICTED");
    }

    @Test
    void soDoesAUseOfAKeyThatAnotherWasIssuedAtAnotherTime() {
        issued("hers", "mallory", NOON, InputTrust.UNAUTHENTICATED);
        issued("other", "alice", NOON.plusSeconds(1_000), InputTrust.UNAUTHENTICATED);
        CloudTrailEvent use = use(
                "use",
                new Events.Holder(
                        Events.copy(session("Dev", "deploy", "ASIAKEY", NOON).identity())
                                .sessionContext(null)
                                .build()),
                NOON.plusSeconds(200));
        assertThat(asked(use)).isEqualTo(Events.ACCOUNT + " mallory");
        pushOutMallorys();
        assertThat(asked(use)).isEqualTo("ISSUANCE_EVICTED");
    }

    @Test
    void anAnswerThatWasGivenStandsThoughItsEventCarriesAnother() {
        small.learn(granted("hers", "mallory"));
        answers.offer(small, lakeUse());
        pushOutMallorys();
        answers.offer(small, use("other", session("Ops", "bob", "ASIALAKE", NOON), NOON.plusSeconds(120)));

        assertThat(answers.known("use").evidence(SignalType.KEY_SHARED)).isEmpty();
        assertThat(Intrigue.text(answers.known("use").verdict())).isEqualTo("mallory");
    }

    @Test
    void whoCalledForASessionThatIsGoneIsNotToBeLookedForInTheLogs() {
        small.learn(assume("hers", session("Ops", "x", "ASIAOPS", NOON), "Dev", "deploy", "ASIAKEY", NOON)
                .build());
        answers.offer(small, byKey(NOON));
        for (int i = 0; i < 8; i++) {
            small.learn(
                    assume("flood" + i, session("Ops", "x", "ASIAOPS", NOON), "Dev", "flood" + i, "ASIAFLOOD" + i, NOON)
                            .build());
        }
        small.learn(assume("ops", user("mallory"), "Ops", "x", "ASIAOPS", NOON).build());
        small.finish();
        assertThat(answers.known("use").verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.ISSUANCE_EVICTED));
    }

    @Test
    void anAnswerDoesNotStandWhereSomebodyElseSwitchedRoleBesideWhatIsLeft() {
        small.learn(byAlice("gone", "deploy"));
        small.learn(byAlice("a", "a"));
        small.learn(byAlice("b", "b"));
        small.learn(byAlice("left", "deploy"));
        answers.offer(small, inConsole(NOON));
        assertThat(Intrigue.text(answers.known("use").verdict())).isEqualTo("alice");
        small.learn(byAlice("c", "c"));
        assertThat(Intrigue.text(answers.known("use").verdict())).isEqualTo("alice");
        small.learn(switched("other", Events.ACCOUNT, "mallory", NOON.plusSeconds(1)));
        assertThat(answers.known("use").verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.ISSUANCE_EVICTED));
    }

    private static CloudTrailEvent byAlice(String id, String name) {
        return assume(id, user("alice"), "Dev", name, "ASIA" + id, NOON)
                .sourceIpAddress("AWS Internal")
                .build();
    }
}
