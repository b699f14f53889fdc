// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.InputTrust;
import io.whotrail.policy.SessionNameRequirement.Answer;
import io.whotrail.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Trust policies come back from a checkpoint as they were, and beside what is known already. */
final class PolicyImageTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final List<String> DOCUMENTS = List.of(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                    + "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Condition\":{\"StringEquals\":"
                    + "{\"sts:RoleSessionName\":\"${aws:username}\"}}}]}",
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"all\",\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                    + "\"Principal\":{\"AWS\":\"*\"}}]}",
            "no policy");

    private static byte[] image(TrustPolicies policies) throws IOException {
        var image = new ByteArrayOutputStream();
        policies.snapshot(image);
        return image.toByteArray();
    }

    private static RoleSnapshot random(Random random) {
        Instant time = NOON.plusSeconds(random.nextInt(4_000));
        boolean dated = random.nextInt(3) > 0;
        return RoleSnapshot.of(
                new RoleKey("111122223333", "role" + random.nextInt(4)),
                "role",
                random.nextBoolean() ? "AROA" + random.nextInt(2) : null,
                NOON.minusSeconds(random.nextInt(9)),
                dated ? time : null,
                DOCUMENTS.get(random.nextInt(DOCUMENTS.size())));
    }

    private static List<String> answers(TrustPolicies policies) {
        var answers = new ArrayList<String>();
        for (int role = 0; role < 4; role++) {
            for (int second = -100; second < 4_200; second += 50) {
                answers.add(policies.inForceAt("111122223333", "role" + role, "AROA1", NOON.plusSeconds(second))
                        .toString());
            }
        }
        return answers;
    }

    @ParameterizedTest
    @Seeds(100)
    void theyComeBackAsTheyWereAndBesideOthersAsIfAllHadBeenLearned(Random random)
            throws IOException, CheckpointException {
        TrustPolicies first = TrustPolicies.create(10, 8);
        TrustPolicies second = TrustPolicies.create(10, 8);
        TrustPolicies both = TrustPolicies.create(10, 8);
        for (int i = random.nextInt(40); i > 0; i--) {
            RoleSnapshot role = random(random);
            first.learn(role);
            both.learn(role);
        }
        byte[] image = image(first);
        TrustPolicies again = TrustPolicies.create(10, 8);
        again.restore(new ByteArrayInputStream(image));
        assertThat(image(again)).isEqualTo(image);
        assertThat(answers(again)).isEqualTo(answers(first));
        for (int i = random.nextInt(40); i > 0; i--) {
            RoleSnapshot role = random(random);
            second.learn(role);
            both.learn(role);
        }
        second.restore(new ByteArrayInputStream(image));
        assertThat(answers(second)).isEqualTo(answers(both));
    }

    private static TrustPolicies again(TrustPolicies policies) throws IOException, CheckpointException {
        TrustPolicies again = TrustPolicies.create();
        again.restore(new ByteArrayInputStream(image(policies)));
        return again;
    }

    @Test
    void whatWasFoundOutIsKeptAndItsWordsAreNot() throws IOException, CheckpointException {
        TrustPolicies policies = TrustPolicies.create();
        policies.learn(RoleEvents.captured(0, Policies.free()));
        assertThat(new String(image(policies), StandardCharsets.ISO_8859_1))
                .doesNotContain(Finding.NO_CONDITION.why())
                .doesNotContain(String.valueOf(Finding.NO_CONDITION.advice()));
    }

    /** A host may have said it in words of its own, or in some of these. */
    @Test
    void whatAHostSaysComesBackWordForWord() throws IOException, CheckpointException {
        for (Answer answer : Answer.values()) {
            for (String why : List.of(Finding.NO_CONDITION.why(), Finding.DELETED.why(), "own words")) {
                for (String advice : Arrays.asList(Finding.NO_CONDITION.advice(), "own advice", null)) {
                    String pattern = answer == Answer.FORCED_TO_PATTERN ? "x*" : null;
                    var asked = new SessionNameRequirement(answer, pattern, false, null, false, "s", why, advice);
                    TrustPolicies policies = TrustPolicies.create();
                    policies.learn(
                            new RoleSnapshot(new RoleKey("111122223333", "dev"), "Dev", null, null, NOON, asked, null));
                    assertThat(again(policies).requirementAt("111122223333", "dev", null, NOON.plusSeconds(3_600)))
                            .isEqualTo(asked);
                }
            }
        }
    }

    @Test
    void whatMakesAllAnswersOfARoleVoidAndTheCountsComeBack() throws IOException, CheckpointException {
        TrustPolicies policies = TrustPolicies.create(1, 2);
        policies.learn(RoleEvents.created(0, RoleEvents.ROLE_ID, Policies.forced()));
        policies.learn(RoleEvents.selfAssumed(0));
        policies.learn(RoleSnapshot.of(new RoleKey("111122223333", "other"), "Other", null, null, NOON, null));
        policies.learn(RoleSnapshot.of(null, "file", null, null, NOON, null));
        TrustPolicies again = again(policies);
        assertThat(Requirements.finding(again.requirementAt("111122223333", "dev", null, NOON)))
                .isEqualTo(Finding.SELF_ASSUMED);
        assertThat(List.of(again.refused(), again.unplaced())).isEqualTo(List.of(1L, 1L));
        again.restore(new ByteArrayInputStream(image(policies)));
        assertThat(List.of(again.refused(), again.unplaced())).isEqualTo(List.of(2L, 2L));
    }

    @Test
    void whatIsCutIsRefusedAndLeavesNothing() throws IOException {
        TrustPolicies policies = TrustPolicies.create();
        policies.learn(random(new Random(1)));
        byte[] image = image(policies);
        TrustPolicies untouched = TrustPolicies.create();
        for (int length = 0; length < image.length; length++) {
            byte[] cut = Arrays.copyOf(image, length);
            assertThatThrownBy(() -> untouched.restore(new ByteArrayInputStream(cut)))
                    .isInstanceOf(CheckpointException.class);
        }
        assertThat(untouched.roles()).isZero();
    }

    @Test
    void codesAreWhatTheyWere() {
        assertThat(List.of(PolicyImage.KIND.constants(), PolicyImage.ANSWER.constants(), PolicyImage.TRUST.constants()))
                .hasToString("[[DELETED, CREATED, UPDATED, CAPTURED], [FREE, UNKNOWN, FORCED_TO_PATTERN, "
                        + "FORCED_TO_CALLER], [DIGEST_VERIFIED, SOURCE_AUTHENTICATED, UNAUTHENTICATED]]");
        assertThat(PolicyImage.FINDING.constants())
                .hasToString("[PINNED, PINNED_IGNORING_CASE, PINNED_WEAKLY, PINNED_BY_DENY, PATTERN, NO_CONDITION, "
                        + "NO_PIN, ANY_NAME, SEVERAL_NAMES, DEFAULT_VALUE, CHOSEN_BY_CALLER, FEDERATED, SEVERAL_PATHS, "
                        + "SERVICES_ONLY, SELF_ASSUMED, DENY_WITHOUT_USER, DENY_NOT_EVALUATED, FOR_ALL_VALUES, VARIABLE, "
                        + "REVERSED, NO_VALUES, OPERATOR, ELEMENT, ACTION, LITERAL_VARIABLE, IMPOSSIBLE_NAME, NO_USERS, "
                        + "DENIED, NO_ALLOW, NOT_KNOWN, UNREADABLE, DELETED, OTHER_ROLE, CONTRADICTED, NO_TIME, "
                        + "FORGOTTEN]");
        assertThat(PolicyImage.FINDING.constants()).containsExactlyInAnyOrder(Finding.values());
        assertThat(PolicyImage.KIND.constants()).containsExactlyInAnyOrder(PolicyVersion.Kind.values());
        assertThat(PolicyImage.ANSWER.constants()).containsExactlyInAnyOrder(Answer.values());
        assertThat(PolicyImage.TRUST.constants()).containsExactlyInAnyOrder(InputTrust.values());
    }
}
