// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** What is known of a role does not depend on the order in which it was learned. */
class TrustPoliciesOrderTest {
    private static final List<String> TEXTS = List.of(
            Policies.forced(),
            Policies.forced(),
            Policies.free(),
            "{",
            Policies.policy(Policies.allow("'*'", Policies.PIN)),
            Policies.policy(Policies.allow(Policies.ROOT, "'StringLike':{'sts:RoleSessionName':'ci-*'}")));
    private static final int STEP = 120;
    private static final int STEPS = 40;

    @ParameterizedTest
    @Seeds(150)
    void everyOrderGivesTheSameAnswers(Random random) {
        List<Object> facts = facts(random);
        int versions = 1 + random.nextInt(12);
        List<String> expected = answers(facts, versions);
        for (int i = 0; i < 4; i++) {
            List<Object> shuffled = new ArrayList<>(facts);
            shuffled.addAll(facts.subList(0, random.nextInt(facts.size())));
            Collections.shuffle(shuffled, random);
            assertThat(answers(shuffled, versions)).isEqualTo(expected);
        }
    }

    private static List<Object> facts(Random random) {
        List<Object> facts = new ArrayList<>();
        int exports = random.nextInt(3);
        for (int i = 2 + random.nextInt(8); i > 0; i--) {
            long second = (long) STEP * random.nextInt(STEPS);
            String text = TEXTS.get(random.nextInt(TEXTS.size()));
            String id = random.nextInt(4) == 0 ? "AROASECOND" : RoleEvents.ROLE_ID;
            switch (random.nextInt(exports == 0 ? 4 : 6)) {
                case 0 -> facts.add(RoleEvents.created(second, id, text));
                case 1, 2 -> facts.add(RoleEvents.updated(second, text));
                case 3 ->
                    facts.add(random.nextInt(3) == 0 ? RoleEvents.deleted(second) : RoleEvents.updated(second, text));
                case 4 -> facts.add(RoleEvents.captured(second, text));
                default -> facts.add(RoleEvents.undated(second, text));
            }
        }
        if (random.nextInt(20) == 0) {
            facts.add(RoleEvents.selfAssumed(0));
        }
        return facts;
    }

    private static List<String> answers(List<Object> facts, int versions) {
        TrustPolicies policies = TrustPolicies.create(5, versions);
        for (Object fact : facts) {
            if (fact instanceof RoleSnapshot snapshot) {
                policies.learn(snapshot);
            } else {
                policies.learn((CloudTrailEvent) fact);
            }
        }
        List<String> answers = new ArrayList<>();
        for (int i = -2; i < STEPS + 5; i++) {
            for (long offset : new long[] {-2, -1, 0, 1, 61}) {
                var birth = RoleEvents.at((long) i * STEP + offset);
                for (String id : new String[] {RoleEvents.ROLE_ID, "AROASECOND", null}) {
                    answers.add(policies.requirementAt(Policies.ACCOUNT, "dev", id, birth)
                            .toString());
                }
            }
        }
        return answers;
    }
}
