// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.use;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.UserIdentity;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.MalformedEventException;
import io.whotrail.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records that are forged, repeated, suppressed, or show less than they could. Which of two records that contradict each
 * other counts (T5, T6) is told in {@link InputTrustTest}.
 *
 * <ul>
 *   <li>T7: genuine duplicates, in whatever number, anywhere.
 *   <li>T8: calls that failed, recorded to plant a session.
 *   <li>T26: issuances that somebody suppressed.
 *   <li>T27: a call into another account, whose record shows only an account and a principal id.
 * </ul>
 */
final class ForgedRecordsTest {
    private static final String OWNER = "999999999999";

    private final Answers answers = new Answers();
    private final Attributor attributor = Answers.builder(answers).build();

    @ParameterizedTest
    @Seeds(50)
    void duplicatesAnywhereChangeNoAnswerAndAreCounted(Random random) {
        List<CloudTrailEvent> once = new World(random, 120, 0).delivered();
        once.forEach(event -> answers.offer(attributor, event));
        var several = new ArrayList<CloudTrailEvent>();
        for (CloudTrailEvent event : once) {
            several.addAll(Collections.nCopies(1 + random.nextInt(5), event));
        }
        Collections.shuffle(several, random);
        var heard = new Answers();
        Attributor repeated = Answers.builder(heard).build();
        var returned = new ArrayList<String>();
        for (CloudTrailEvent event : several) {
            Attribution answer = repeated.attribute(event);
            if (answer != null) {
                returned.add(answer.eventId());
                heard.take(answer);
            }
        }

        assertThat(returned)
                .containsExactlyInAnyOrderElementsOf(
                        once.stream().map(CloudTrailEvent::eventId).toList());
        assertThat(heard.known()).isEqualTo(answers.known());
        assertThat(repeated.stats().duplicates()).isEqualTo(several.size() - once.size());
        assertThat(repeated.stats().contradictions()).isZero();
        assertThat(repeated.stats().balances()).isTrue();
    }

    private static final String CREDENTIALS =
            "\"credentials\":{\"accessKeyId\":\"ASIAPLANTED\"," + "\"expiration\":\"Mar 2, 2026, 1:00:00 PM\"}";
    private static final String ASSUMED = "{" + CREDENTIALS
            + ",\"assumedRoleUser\":{\"assumedRoleId\":\"AROADEV:x\","
            + "\"arn\":\"arn:aws:sts::111122223333:assumed-role/Dev/x\"}}";
    private static final String FEDERATED = "{" + CREDENTIALS
            + ",\"federatedUser\":{\"federatedUserId\":\"111122223333:x\","
            + "\"arn\":\"arn:aws:sts::111122223333:federated-user/x\"}}";

    /** What failed calls look like, and what forged ones might: an error with the answer of a success. */
    static Stream<String> failedCalls() {
        Stream<String> codes = Stream.of(
                        "AccessDenied",
                        "AccessDeniedException",
                        "Client.UnauthorizedOperation",
                        "ExpiredTokenException",
                        "InvalidClientTokenId",
                        "MalformedPolicyDocument",
                        "PackedPolicyTooLarge",
                        "RegionDisabledException",
                        "ThrottlingException",
                        "ValidationError",
                        "InternalFailure",
                        " ",
                        "\\u0000")
                .map(code -> "\"eventName\":\"AssumeRole\",\"errorCode\":\"" + code + "\",\"responseElements\":");
        Stream<String> answered = codes.flatMap(code -> Stream.of(code + "null", code + ASSUMED));
        Stream<String> others = Stream.of(
                "\"eventName\":\"AssumeRole\",\"responseElements\":null",
                "\"eventName\":\"AssumeRole\",\"responseElements\":{}",
                "\"eventName\":\"AssumeRole\",\"responseElements\":{\"credentials\":null,\"assumedRoleUser\":null}",
                "\"eventName\":\"AssumeRole\",\"errorMessage\":\"no\",\"responseElements\":null",
                "\"eventName\":\"AssumeRole\",\"errorCode\":7,\"responseElements\":" + ASSUMED,
                "\"eventName\":\"AssumeRole\",\"errorCode\":{},\"responseElements\":" + ASSUMED,
                "\"eventName\":\"AssumeRoleWithSAML\",\"errorCode\":\"IDPRejectedClaim\",\"responseElements\":"
                        + ASSUMED,
                "\"eventName\":\"AssumeRoleWithWebIdentity\",\"errorCode\":\"InvalidIdentityToken\","
                        + "\"responseElements\":" + ASSUMED,
                "\"eventName\":\"GetFederationToken\",\"errorCode\":\"AccessDenied\",\"responseElements\":" + FEDERATED,
                "\"eventName\":\"GetFederationToken\",\"responseElements\":null");
        return Stream.concat(answered, others);
    }

    @ParameterizedTest
    @MethodSource("failedCalls")
    void aCallThatFailedPlantsNoSession(String members) {
        String record = "{\"eventID\":\"a1\",\"eventTime\":\"2026-03-02T12:00:00Z\","
                + "\"eventSource\":\"sts.amazonaws.com\",\"userIdentity\":{\"type\":\"IAMUser\","
                + "\"principalId\":\"AIDAMALLORY\",\"userName\":\"mallory\"},\"requestParameters\":{\"roleArn\":"
                + "\"arn:aws:iam::111122223333:role/Dev\",\"roleSessionName\":\"x\",\"name\":\"x\"}," + members + "}";
        try {
            answers.offer(
                    attributor, CloudTrailReader.builder().build().parseEvent(record.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedEventException refused) {
            assertThat(members).as("%s", refused).contains("\"errorCode\":{}");
        }
        Events.Holder session = session("Dev", "x", "ASIAPLANTED", NOON);
        answers.offer(attributor, use("byKey", session, NOON.plusSeconds(60)));
        answers.offer(
                attributor, Events.fromConsole(use("byBirth", session.withKey("ASIACONSOLE"), NOON.plusSeconds(60))));

        assertThat(attributor.stats().sessionsIssued()).isZero();
        for (String use : List.of("byKey", "byBirth")) {
            assertThat(Intrigue.text(answers.known(use).verdict()))
                    .isEqualTo("ISSUANCE_NOT_SEEN arn:aws:sts::111122223333:assumed-role/Dev/x x");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverIssuancesAreSuppressedTheRestIsRightAndEachGapSaysWhy(long seed) {
        var intrigue = new Intrigue(new Random(seed), "s", NOON, 8);
        List<String> issuances = intrigue.issuanceIds();
        for (int subset = 0; subset < 1 << issuances.size(); subset++) {
            int chosen = subset;
            Set<String> suppressed = IntStream.range(0, issuances.size())
                    .filter(i -> (chosen >> i & 1) != 0)
                    .mapToObj(issuances::get)
                    .collect(Collectors.toCollection(HashSet::new));
            assertRightWithout(suppressed, intrigue);
        }
    }

    private static void assertRightWithout(Set<String> suppressed, Intrigue intrigue) {
        List<CloudTrailEvent> rest = intrigue.events().stream()
                .filter(event -> !suppressed.contains(event.eventId()))
                .toList();
        Set<String> delivered = rest.stream().map(CloudTrailEvent::eventId).collect(Collectors.toSet());
        var heard = new Answers();
        Attributor fresh = Answers.builder(heard).build();
        rest.forEach(event -> heard.offer(fresh, event));
        heard.known()
                .forEach((id, known) -> assertThat(Intrigue.text(known.verdict()))
                        .as("without %s", suppressed)
                        .isEqualTo(intrigue.expected(id, delivered)));
    }

    /** Mallory's call on a bucket of another account, as the bucket's owner sees it. */
    private static CloudTrailEvent ownersView() {
        UserIdentity foreign = UserIdentity.builder()
                .type("AWSAccount")
                .principalId("AIDAMALLORY")
                .accountId(Events.ACCOUNT)
                .build();
        return shared("theirs", new Events.Holder(foreign), OWNER);
    }

    private static CloudTrailEvent ownersViewOfSession() {
        UserIdentity foreign = UserIdentity.builder()
                .type("AWSAccount")
                .principalId("AROADEV:alice")
                .accountId(Events.ACCOUNT)
                .build();
        return shared("theirs", new Events.Holder(foreign), OWNER);
    }

    private static CloudTrailEvent shared(String id, Events.Holder caller, String recipient) {
        CloudTrailEvent plain = use(id, caller, NOON);
        return CloudTrailEvent.builder(plain.eventId())
                .eventTime(plain.eventTime())
                .eventSource(plain.eventSource())
                .eventName(plain.eventName())
                .recipientAccountId(recipient)
                .sharedEventId("one-call")
                .userIdentity(plain.userIdentity())
                .build();
    }

    @Test
    void aCallIntoAnotherAccountIsOfAForeignPrincipalWhileNothingSaysMore() {
        answers.offer(attributor, ownersView());
        assertThat(answers.known("theirs").verdict()).isInstanceOfSatisfying(Explanation.class, foreign -> {
            assertThat(foreign.basis()).isEqualTo(Basis.FOREIGN_ACCOUNT);
            assertThat(foreign.origin().type()).isEqualTo(IdentityType.AWS_ACCOUNT);
            assertThat(foreign.origin().principalId()).isEqualTo("AIDAMALLORY");
            assertThat(foreign.origin().accountId()).isEqualTo(Events.ACCOUNT);
            assertThat(foreign.origin().name()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCallersOwnCopyNamesWhoHidesBehindAnAccount(boolean ownFirst) {
        var copies = new ArrayList<>(List.of(shared("own", user("mallory"), Events.ACCOUNT), ownersView()));
        if (!ownFirst) {
            Collections.reverse(copies);
        }
        copies.forEach(copy -> answers.offer(attributor, copy));
        assertThat(Intrigue.text(answers.known("theirs").verdict())).isEqualTo("mallory");
    }

    private Attributor crowdedAfter(CloudTrailEvent... copies) {
        Attributor crowded = Answers.builder(answers).maximumSessions(1).build();
        for (CloudTrailEvent copy : copies) {
            answers.offer(crowded, copy);
        }
        answers.offer(
                crowded,
                assume("flood", user("mallory"), "Dev", "x", "ASIAFLOOD", NOON).build());
        assertThat(crowded.stats().sessionsEvicted()).isEqualTo(copies.length);
        return crowded;
    }

    @Test
    void aCallersOwnCopyThatWasPushedOutSaysSoAndHidesNobodyBehindAnAccount() {
        answers.offer(crowdedAfter(shared("own", user("mallory"), Events.ACCOUNT)), ownersView());
        assertThat(answers.known("theirs").verdict()).isInstanceOfSatisfying(Gap.class, gap -> {
            assertThat(gap.reason()).isEqualTo(UnattributedReason.ISSUANCE_EVICTED);
            assertThat(gap.furthest().type()).isEqualTo(IdentityType.AWS_ACCOUNT);
            assertThat(gap.furthest().principalId()).isEqualTo("AIDAMALLORY");
        });
    }

    @Test
    void aCopyWhoseCallerIsNotKnownLooksNoBetterOncePushedOut() {
        Events.Holder session = session("Dev", "alice", "ASIAKEY1", NOON);
        CloudTrailEvent view = ownersViewOfSession();
        answers.offer(attributor, shared("own", session, Events.ACCOUNT));
        answers.offer(attributor, view);
        assertThat(answers.known("theirs").verdict())
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.reason()).isEqualTo(UnattributedReason.ISSUANCE_NOT_SEEN));
        assertThat(crowdedAfter(shared("own", session, Events.ACCOUNT)).ask(view))
                .isInstanceOfSatisfying(
                        Attribution.Unattributed.class,
                        answer -> assertThat(answer.reason()).isEqualTo(UnattributedReason.ISSUANCE_EVICTED));
    }

    @Test
    void ofTwoCopiesThatContradictEachOtherTheOneThatIsLeftIsNotTheAnswer() {
        Attributor crowded = crowdedAfter(shared("own", user("mallory"), Events.ACCOUNT));
        answers.offer(crowded, shared("forged", user("bob"), Events.ACCOUNT));
        answers.offer(crowded, ownersView());
        assertThat(answers.known("theirs").verdict()).isInstanceOf(Gap.class);
    }

    @Test
    void whereOtherSessionsWerePushedOutACallThatNobodyElseToldOfIsStillOfTheAccount() {
        answers.offer(
                crowdedAfter(assume("other", user("mallory"), "Dev", "y", "ASIAOTHER", NOON)
                        .build()),
                ownersView());
        assertThat(answers.known("theirs").verdict())
                .isInstanceOfSatisfying(
                        Explanation.class,
                        foreign -> assertThat(foreign.basis()).isEqualTo(Basis.FOREIGN_ACCOUNT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theCallersOwnCopyIsFollowedUpItsSessionsChain(boolean ownFirst) {
        Events.Holder session = session("Dev", "alice", "ASIAKEY1", NOON);
        var events = new ArrayList<>(List.of(
                assume("a1", user("mallory"), "Dev", "alice", "ASIAKEY1", NOON).build(),
                shared("own", session, Events.ACCOUNT),
                ownersViewOfSession()));
        if (!ownFirst) {
            Collections.reverse(events);
        }
        events.forEach(event -> answers.offer(attributor, event));
        assertThat(Intrigue.text(answers.known("theirs").verdict())).isEqualTo("mallory");
    }
}
