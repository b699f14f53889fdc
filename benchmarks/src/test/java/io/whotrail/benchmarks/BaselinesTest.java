// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What the ways of attribution say that people use today, in small worlds in which it can be worked out by hand: where they are
 * right, where they know nothing, and where they name somebody else. In the log Alice and Bob have a key of their own.
 */
class BaselinesTest {
    private static final String ACCOUNT = "111122223333";
    private static final UserIdentity ALICE = user("alice");
    private static final UserIdentity BOB = user("bob");

    private final Baseline byKey = new KeyJoin();
    private final Baseline byName = new SessionNameIdentity();
    private final Baseline byWindow = new WindowJoin();
    private final List<CloudTrailEvent> log = new ArrayList<>();

    private static UserIdentity user(String name) {
        return UserIdentity.builder()
                .type("IAMUser")
                .principalId("AIDA" + name.toUpperCase(Locale.ROOT))
                .arn("arn:aws:iam::" + ACCOUNT + ":user/" + name)
                .accountId(ACCOUNT)
                .accessKeyId("AKIA" + name.toUpperCase(Locale.ROOT))
                .userName(name)
                .build();
    }

    /** A session's identity, as its events show it. */
    private static UserIdentity session(String role, String name, String key, String birth) {
        return UserIdentity.builder()
                .type("AssumedRole")
                .principalId("AROA" + role.toUpperCase(Locale.ROOT) + ':' + name)
                .arn("arn:aws:sts::" + ACCOUNT + ":assumed-role/" + role + '/' + name)
                .accountId(ACCOUNT)
                .accessKeyId(key)
                .sessionContext(SessionContext.of(
                        new SessionIssuer("Role", "AROA", "arn:aws:iam::" + ACCOUNT + ":role/" + role, ACCOUNT, role),
                        at(birth)))
                .build();
    }

    private static UserIdentity service(String name) {
        return UserIdentity.builder().type("AWSService").invokedBy(name).build();
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + ":00Z");
    }

    private CloudTrailEvent.Builder event(UserIdentity who, String name, String time) {
        String id = UUID.nameUUIDFromBytes(new byte[] {(byte) log.size()}).toString();
        return CloudTrailEvent.builder(id)
                .eventTime(at(time))
                .eventSource(name.equals("AssumeRole") ? "sts.amazonaws.com" : "s3.amazonaws.com")
                .eventName(name)
                .eventType("AwsApiCall")
                .recipientAccountId(ACCOUNT)
                .userIdentity(who);
    }

    private CloudTrailEvent use(UserIdentity who, String time) {
        return told(event(who, "GetObject", time));
    }

    private CloudTrailEvent assume(UserIdentity who, String role, String name, String key, String time) {
        return told(event(who, "AssumeRole", time)
                .requestParameters(new RequestParameters(
                        "arn:aws:iam::" + ACCOUNT + ":role/" + role, name, 3600, null, null, null, null, null))
                .responseElements(ResponseElements.builder()
                        .accessKeyId(key)
                        .expiration(at(time).plusSeconds(3600))
                        .build()));
    }

    private CloudTrailEvent told(CloudTrailEvent.Builder builder) {
        CloudTrailEvent event = builder.build();
        log.add(event);
        for (Baseline baseline : List.of(byKey, byName, byWindow)) {
            baseline.learn(event);
        }
        return event;
    }

    private static String name(Baseline baseline, CloudTrailEvent event) {
        Identity answer = baseline.answer(event);
        return answer == null ? "nobody" : answer.name();
    }

    /** What access key, session name and window say, in that order. */
    private List<String> answers(CloudTrailEvent event) {
        return List.of(name(byKey, event), name(byName, event), name(byWindow, event));
    }

    @Test
    void allNameAUserWhoCallsWithTheOwnKey() {
        assertThat(answers(use(ALICE, "09:00"))).containsExactly("alice", "alice", "alice");
    }

    @Test
    void allNameWhoeverUsesTheIssuedKeyAtOnceUnderTheOwnName() {
        use(ALICE, "08:00");
        assume(ALICE, "Dev", "alice", "ASIA1", "09:00");
        assertThat(answers(use(session("Dev", "alice", "ASIA1", "09:00"), "09:02")))
                .containsExactly("alice", "alice", "alice");
    }

    @Test
    void theWindowIsShutAfterFiveMinutes() {
        assume(ALICE, "Dev", "tool", "ASIA1", "09:00");
        UserIdentity session = session("Dev", "tool", "ASIA1", "09:00");
        assertThat(name(byWindow, use(session, "09:05"))).isEqualTo("alice");
        assertThat(name(byWindow, use(session, "09:06"))).isEqualTo("nobody");
        assertThat(name(byKey, use(session, "09:06"))).isEqualTo("alice");
    }

    @Test
    void theWindowTakesTheLastWhoAssumedTheRoleUnderThatName() {
        assume(ALICE, "Dev", "deploy", "ASIA1", "09:00");
        assume(BOB, "Dev", "deploy", "ASIA2", "09:01");
        CloudTrailEvent alices = use(session("Dev", "deploy", "ASIA1", "09:00"), "09:02");
        assertThat(answers(alices)).containsExactly("alice", "nobody", "bob");
    }

    @Test
    void theWindowLooksBackAndNeverAhead() {
        assume(BOB, "Dev", "deploy", "ASIA2", "09:03");
        assertThat(name(byWindow, use(session("Dev", "deploy", "ASIA1", "09:00"), "09:02")))
                .isEqualTo("nobody");
    }

    @Test
    void theNameIsWhoeverBearsItNotWhoeverChoseIt() {
        use(ALICE, "08:00");
        assume(BOB, "Dev", "alice", "ASIA1", "09:00");
        assertThat(answers(use(session("Dev", "alice", "ASIA1", "09:00"), "09:01")))
                .containsExactly("bob", "alice", "bob");
    }

    @Test
    void aNameThatNobodyIsSeenToBearSaysNothing() {
        assume(BOB, "Dev", "carol", "ASIA1", "09:00");
        assertThat(name(byName, use(session("Dev", "carol", "ASIA1", "09:00"), "09:01")))
                .isEqualTo("nobody");
    }

    @Test
    void aNameLikeAnInstancesIsTakenForAnInstance() {
        assertThat(name(byName, use(session("Dev", "i-0abc", "ASIA1", "09:00"), "09:01")))
                .isEqualTo("i-0abc");
    }

    @Test
    void theKeyIsWhoeversItWasLast() {
        assume(ALICE, "Dev", "one", "ASIA1", "09:00");
        assume(BOB, "Ops", "two", "ASIA1", "09:30");
        assertThat(name(byKey, use(session("Dev", "one", "ASIA1", "09:00"), "09:10")))
                .isEqualTo("bob");
    }

    @Test
    void aKeyThatNoEventIssuedSaysNothing() {
        assume(ALICE, "Dev", "alice", "ASIA1", "09:00");
        assertThat(name(byKey, use(session("Dev", "alice", "ASIA9", "09:00"), "09:01")))
                .isEqualTo("nobody");
    }

    @Test
    void keyAndWindowGoUpAChain() {
        assume(ALICE, "Dev", "one", "ASIA1", "09:00");
        assume(session("Dev", "one", "ASIA1", "09:00"), "Ops", "two", "ASIA2", "09:04");
        CloudTrailEvent use = use(session("Ops", "two", "ASIA2", "09:04"), "09:08");
        assertThat(answers(use)).containsExactly("alice", "nobody", "alice");
    }

    @Test
    void theWindowLosesAChainThatTookLonger() {
        assume(ALICE, "Dev", "one", "ASIA1", "09:00");
        assume(session("Dev", "one", "ASIA1", "09:00"), "Ops", "two", "ASIA2", "09:30");
        CloudTrailEvent use = use(session("Ops", "two", "ASIA2", "09:30"), "09:31");
        assertThat(answers(use)).containsExactly("alice", "nobody", "nobody");
    }

    @Test
    void keysThatIssueEachOtherComeToAnEnd() {
        assume(session("Ops", "two", "ASIA2", "09:00"), "Dev", "one", "ASIA1", "09:00");
        assume(session("Dev", "one", "ASIA1", "09:00"), "Ops", "two", "ASIA2", "09:00");
        assertThat(answers(use(session("Dev", "one", "ASIA1", "09:00"), "09:01")))
                .containsExactly("nobody", "nobody", "nobody");
    }

    @Test
    void aWorkloadIsWhatTheServiceCalledItsSession() {
        assume(service("ec2.amazonaws.com"), "Web", "i-0abc", "ASIA1", "09:00");
        CloudTrailEvent use = use(session("Web", "i-0abc", "ASIA1", "09:00"), "09:01");
        assertThat(answers(use)).containsExactly("i-0abc", "i-0abc", "i-0abc");
        assertThat(byKey.answer(use).type()).isEqualTo(IdentityType.WORKLOAD);
        assertThat(byWindow.answer(use).type()).isEqualTo(IdentityType.WORKLOAD);
    }

    @Test
    void aRefusedCallIssuesNothing() {
        told(event(ALICE, "AssumeRole", "09:00").errorCode("AccessDenied"));
        assertThat(answers(use(session("Dev", "one", "ASIA1", "09:00"), "09:01")))
                .containsExactly("nobody", "nobody", "nobody");
    }
}
