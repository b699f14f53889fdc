// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static io.whotrail.Events.ACCOUNT;
import static io.whotrail.Events.NOON;
import static io.whotrail.Events.assume;
import static io.whotrail.Events.session;
import static io.whotrail.Events.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.IamRole;
import io.whotrail.event.UserIdentity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Another account's copy of a call shows no session, and its answer is that of the caller's own copy: what a trust policy says of
 * that session's name it says of the copy too, whichever comes last.
 */
final class PoliciesAndCopiesTest {
    private static final String THEIRS = "999999999999";
    private static final CloudTrailEvent FORCED = changed(
            "forced",
            7_200,
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"arn:aws:iam::"
                    + ACCOUNT
                    + ":root\"},\"Condition\":{\"StringEquals\":{\"sts:RoleSessionName\":\"${aws:username}\"}}}}");
    private static final CloudTrailEvent FREE = changed(
            "free",
            3_600,
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"arn:aws:iam::"
                    + ACCOUNT
                    + ":root\"}}}");
    private static final CloudTrailEvent ISSUANCE =
            assume("1", user("bob"), "Dev", "carol", "ASIADEV", NOON).build();
    private static final CloudTrailEvent OWN =
            copy("own", session("Dev", "carol", "ASIADEV", NOON).identity(), ACCOUNT);
    private static final CloudTrailEvent COPY = copy(
            "theirs",
            UserIdentity.builder()
                    .type("AWSAccount")
                    .principalId("AROADEV:carol")
                    .accountId(ACCOUNT)
                    .build(),
            THEIRS);

    private Answers answers = new Answers();

    private static CloudTrailEvent changed(String id, int secondsBefore, String document) {
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(NOON.minusSeconds(secondsBefore))
                .eventSource("iam.amazonaws.com")
                .eventName("UpdateAssumeRolePolicy")
                .recipientAccountId(ACCOUNT)
                .userIdentity(user("admin").identity())
                .iamRole(new IamRole("Dev", document, null))
                .build();
    }

    private static CloudTrailEvent copy(String id, UserIdentity caller, String account) {
        return CloudTrailEvent.builder(Events.id(id))
                .eventTime(NOON.plusSeconds(60))
                .eventSource("s3.amazonaws.com")
                .eventName("GetObject")
                .recipientAccountId(account)
                .sharedEventId("one-call")
                .userIdentity(caller)
                .build();
    }

    private Attributor.Builder builder(boolean held) {
        Attributor.Builder builder = Answers.builder(answers).watermarkFromHost();
        return held ? builder.holdUntilFinal() : builder;
    }

    /** Who holds answers until they are final is given each by the listener. */
    private void offer(Attributor attributor, CloudTrailEvent event, boolean held) {
        if (held) {
            attributor.attribute(event);
        } else {
            answers.offer(attributor, event);
        }
    }

    private void assertForced(String when, boolean forced) {
        assertThat(answers.known("own").evidence(SignalType.NAME_DISAGREES))
                .as("%s, the caller's own copy", when)
                .hasSize(forced ? 1 : 0);
        assertThat(answers.known("theirs"))
                .as("%s, the other account's", when)
                .usingRecursiveComparison()
                .isEqualTo(answers.known("own"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPolicyThatComesLastCountsForBoth(boolean held) {
        Attributor attributor = builder(held).build();
        for (CloudTrailEvent event : List.of(ISSUANCE, OWN, COPY, FORCED)) {
            offer(attributor, event, held);
        }
        attributor.finish();
        assertForced("in the end", true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thatTheNameWasFreeAfterAllCountsForBoth(boolean held) {
        Attributor attributor = builder(held).build();
        for (CloudTrailEvent event : List.of(ISSUANCE, OWN, COPY, FORCED, FREE)) {
            offer(attributor, event, held);
        }
        attributor.finish();
        assertForced("in the end", false);
    }

    /** In every order that some seeds give, of the events and of what is told. */
    @Test
    void whoeverHoldsTheSessionAndTheCopy() {
        List<CloudTrailEvent> events = new ArrayList<>(List.of(ISSUANCE, OWN, COPY, FORCED, FREE));
        for (int seed = 0; seed < 400; seed++) {
            var random = new Random(seed * 0x9E3779B97F4A7C15L);
            answers = new Answers();
            boolean free = random.nextBoolean();
            boolean held = random.nextBoolean();
            Collections.shuffle(events, random);
            List<Relay> toSession = new ArrayList<>();
            List<Relay> toCopy = new ArrayList<>();
            Predicate<String> ofCopy = GroupKeys::isOfSharedEvent;
            Attributor ofSessions =
                    builder(held).partition(ofCopy.negate(), toCopy::add).build();
            Attributor ofCopies =
                    builder(held).partition(ofCopy, toSession::add).build();
            List<Runnable> steps = new ArrayList<>();
            for (CloudTrailEvent event : events) {
                if (free || !event.equals(FREE)) {
                    boolean isCopy = ofCopy.test(Attributor.partitionKey(event));
                    steps.add(() -> offer(isCopy ? ofCopies : ofSessions, event, held));
                }
            }
            while (!steps.isEmpty() || !toSession.isEmpty() || !toCopy.isEmpty()) {
                int choice = random.nextInt(3);
                if (choice == 0 && !steps.isEmpty()) {
                    steps.remove(0).run();
                } else if (choice == 1 && !toSession.isEmpty()) {
                    ofSessions.learn(toSession.remove(0));
                } else if (choice == 2 && !toCopy.isEmpty()) {
                    ofCopies.learn(toCopy.remove(0));
                }
            }
            ofSessions.finish();
            ofCopies.finish();
            assertForced("seed " + seed, !free);
        }
    }
}
