// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.copy;
import static io.whotrail.Events.fromConsole;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import io.whotrail.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * T28: two people of one session name switch to one role in one second. Alice is of the role's account, her namesake of
 * another.
 */
final class SwitchAttacksTest {
    private static final String OTHER_ACCOUNT = "444455556666";
    private static final String HERS = "arn:aws:iam::" + Events.ACCOUNT + ":user/alice";
    private static final String NAMESAKES = "arn:aws:iam::" + OTHER_ACCOUNT + ":user/alice";
    private static final String GAP = "ISSUANCE_NOT_SEEN";

    private static CloudTrailEvent assumed(String id, UserIdentity caller, String key, long second) {
        UserIdentity shown = copy(caller)
                .accessKeyId("ASIACONSOLE")
                .sessionContext(SessionContext.of(null, NOON.minusSeconds(60)))
                .invokedBy("AWS Internal")
                .build();
        return assume(id, new Events.Holder(shown), "Dev", "alice", key, NOON.plusSeconds(second))
                .sourceIpAddress("AWS Internal")
                .build();
    }

    private static CloudTrailEvent hersAssumed(long second) {
        return assumed("hers-assumed", user("alice").identity(), "ASIAHERS", second);
    }

    private static CloudTrailEvent namesakesAssumed(long second) {
        UserIdentity namesake = copy(user("alice").identity())
                .arn(NAMESAKES)
                .accountId(OTHER_ACCOUNT)
                .principalId("AIDANAMESAKE")
                .build();
        return assumed("namesakes-assumed", namesake, "ASIANAMESAKES", second);
    }

    /** The role's account sees no more of a caller of another than its id. */
    private static CloudTrailEvent seenAssumed(String principalId) {
        UserIdentity foreign = UserIdentity.builder()
                .type("AWSAccount")
                .principalId(principalId)
                .accountId(OTHER_ACCOUNT)
                .build();
        return assume("seen-assumed", new Events.Holder(foreign), "Dev", "alice", "ASIASEEN", NOON)
                .sourceIpAddress("AWS Internal")
                .build();
    }

    private static CloudTrailEvent switched(String id, String from, long second) {
        UserIdentity shown = copy(session("Dev", "alice", null, NOON).identity())
                .sessionContext(null)
                .build();
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(NOON.plusSeconds(second))
                .eventSource("signin.amazonaws.com")
                .eventName("SwitchRole")
                .recipientAccountId(Events.ACCOUNT)
                .userIdentity(shown)
                .responseElements(ResponseElements.builder().outcome("Success").build())
                .additionalEventData(
                        AdditionalEventData.builder().switchFrom(from).build())
                .build();
    }

    private static CloudTrailEvent call() {
        return fromConsole(use("call", session("Dev", "alice", "ASIAFRESH", NOON), NOON.plusSeconds(60)));
    }

    private static Answers told(CloudTrailEvent... events) {
        return told(List.of(events), builder -> builder);
    }

    private static Answers told(List<CloudTrailEvent> events, UnaryOperator<Attributor.Builder> settings) {
        var answers = new Answers();
        Attributor attributor = settings.apply(Answers.builder(answers)).build();
        events.forEach(event -> answers.offer(attributor, event));
        assertThat(attributor.stats().balances()).isTrue();
        return answers;
    }

    /** The accounts of the origins and the basis, or the reason. */
    private static String text(Answers answers, String id) {
        Verdict verdict = answers.known(id).verdict();
        if (verdict instanceof Explanation known) {
            return known.origin().accountId() + ' ' + known.basis();
        }
        return verdict instanceof Ambiguity both
                ? both.candidates().stream()
                        .map(one -> one.origin().accountId())
                        .sorted()
                        .toList()
                        .toString()
                : ((Gap) verdict).reason().toString();
    }

    private static final String BOTH = List.of(Events.ACCOUNT, OTHER_ACCOUNT).toString();

    @ParameterizedTest
    @Seeds(50)
    void aSwitchIsOfWhomItNamesAndACallOfItsSecondIsNobodysWhereOnlyTheOthersAssumeRoleCame(Random random) {
        var events = new ArrayList<>(
                List.of(hersAssumed(0), switched("hers", HERS, 0), switched("namesakes", NAMESAKES, 0), call()));
        Collections.shuffle(events, random);
        Answers answers = told(events, builder -> builder);
        assertThat(text(answers, "hers")).isEqualTo(Events.ACCOUNT + " SESSION_BIRTH");
        assertThat(text(answers, "namesakes")).isEqualTo(OTHER_ACCOUNT + " PROVIDER");
        assertThat(text(answers, "call")).isEqualTo(BOTH);
    }

    @ParameterizedTest
    @Seeds(50)
    void whereAllIsDeliveredEachSwitchIsOfWhomItNamesAndCallsOfTheirSecondAreAmbiguous(Random random) {
        var events = new ArrayList<>(List.of(
                hersAssumed(0),
                namesakesAssumed(0),
                switched("hers", HERS, 0),
                switched("namesakes", NAMESAKES, 0),
                call()));
        Collections.shuffle(events, random);
        Answers answers = told(events, builder -> builder);
        assertThat(text(answers, "hers")).isEqualTo(Events.ACCOUNT + " SESSION_BIRTH");
        assertThat(text(answers, "namesakes")).isEqualTo(OTHER_ACCOUNT + " SESSION_BIRTH");
        assertThat(text(answers, "call")).isEqualTo(BOTH);
    }

    @Test
    void evenWhereHerOwnSwitchDidNotComeTheNamesakesCallsAreNotHers() {
        Answers answers = told(hersAssumed(0), call(), switched("namesakes", NAMESAKES, 0));
        assertThat(text(answers, "namesakes")).isEqualTo(OTHER_ACCOUNT + " PROVIDER");
        assertThat(text(answers, "call")).isEqualTo(BOTH);
    }

    @Test
    void aSwitchAndABirthThatAgreeAreOneAnswer() {
        Answers answers = told(switched("hers", HERS, 0), call(), hersAssumed(0));
        assertThat(text(answers, "hers")).isEqualTo(Events.ACCOUNT + " SESSION_BIRTH");
        assertThat(text(answers, "call")).isEqualTo(Events.ACCOUNT + " SESSION_BIRTH");
    }

    @Test
    void aSwitchOfASessionThatNobodyKnowsLeavesTheCallsWithoutAnAnswer() {
        String stranger = "arn:aws:sts::" + OTHER_ACCOUNT + ":assumed-role/Sso/alice";
        Answers answers = told(hersAssumed(0), switched("hers", HERS, 0), switched("strangers", stranger, 0), call());
        assertThat(text(answers, "hers")).isEqualTo(Events.ACCOUNT + " SESSION_BIRTH");
        assertThat(text(answers, "strangers")).isEqualTo(GAP);
        assertThat(answers.known("strangers").verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.furthest().arn()).isEqualTo(stranger));
        assertThat(text(answers, "call")).isEqualTo(GAP);
    }

    @Test
    void aSwitchOfASessionIsOfTheAssumeRoleThatThisSessionMade() {
        CloudTrailEvent outer = assume("outer", user("bob"), "Ops", "alice", "ASIAOUTER", NOON.minusSeconds(300))
                .build();
        UserIdentity inOps =
                session("Ops", "alice", "ASIAOUTER", NOON.minusSeconds(300)).identity();
        CloudTrailEvent inner = assume("inner", new Events.Holder(inOps), "Dev", "alice", "ASIAINNER", NOON)
                .build();
        Answers answers =
                told(outer, inner, switched("bobs", inOps.arn(), 0), hersAssumed(0), switched("hers", HERS, 0), call());
        assertThat(answers.known("bobs").verdict())
                .isInstanceOfSatisfying(
                        Explanation.class,
                        known -> assertThat(known.origin().name()).isEqualTo("bob"));
        assertThat(text(answers, "hers")).isEqualTo(Events.ACCOUNT + " SESSION_BIRTH");
        assertThat(answers.known("call").verdict()).isInstanceOf(Ambiguity.class);
    }

    @Test
    void aSwitchASecondLaterCountsUnlessItsOwnBirthIsKnown() {
        CloudTrailEvent later = switched("namesakes", NAMESAKES, 1);
        assertThat(text(told(hersAssumed(0), later, call()), "call")).isEqualTo(BOTH);
        Answers answers = told(hersAssumed(0), later, namesakesAssumed(1), call());
        assertThat(text(answers, "call")).isEqualTo(Events.ACCOUNT + " SESSION_BIRTH");
        assertThat(text(answers, "namesakes")).isEqualTo(OTHER_ACCOUNT + " SESSION_BIRTH");
    }

    @Test
    void ofAForeignPrincipalTheSwitchOfItsKindTellsTheName() {
        assertThat(text(told(seenAssumed("AIDANAMESAKE"), switched("namesakes", NAMESAKES, 0), call()), "call"))
                .isEqualTo(OTHER_ACCOUNT + " PROVIDER");
        Answers answers = told(seenAssumed("AROASSO:alice"), switched("namesakes", NAMESAKES, 0), call());
        assertThat(text(answers, "namesakes")).isEqualTo(OTHER_ACCOUNT + " PROVIDER");
        assertThat(answers.known("call").verdict())
                .as("a role session was seen, and a user switched")
                .isInstanceOf(Ambiguity.class);
    }

    @Test
    void ofTwoThatMaySwitchAsOneForeignPrincipalNeitherIsNamed() {
        String bobs = "arn:aws:iam::" + OTHER_ACCOUNT + ":user/bob";
        Answers answers = told(
                seenAssumed("AIDANAMESAKE"), switched("namesakes", NAMESAKES, 0), switched("bobs", bobs, 0), call());
        assertThat(answers.known("bobs").verdict())
                .isInstanceOfSatisfying(
                        Explanation.class,
                        known -> assertThat(known.origin().name()).isEqualTo("bob"));
        assertThat(answers.known("call").verdict()).isInstanceOf(Ambiguity.class);
    }

    @Test
    void whatTheMemoryBoundPushesOutOfTwoSwitchesNeverLeavesTheOthersName() {
        List<CloudTrailEvent> events =
                List.of(hersAssumed(0), switched("hers", HERS, 0), switched("namesakes", NAMESAKES, 0), call());
        for (int room = 1; room <= 3; room++) {
            int sessions = room;
            var all = new ArrayList<>(events);
            Collections.rotate(all.subList(0, 3), room);
            Answers answers = told(all, builder -> builder.maximumSessions(sessions));
            assertThat(text(answers, "call")).isIn(BOTH, "ISSUANCE_EVICTED");
        }
    }
}
