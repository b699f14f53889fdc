// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.policy.SessionNameRequirement.Answer;
import io.whotrail.testing.Seeds;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** No policy that is said to force a name lets another pass, by a second opinion over all callers and names. */
class TrustPolicySoundnessTest {
    private static final List<String> NAMES = List.of(
            "bob", "alice", "Carol", "BOB", "admin", "ci-1", "bob-x", "tag", "ann", "AIDABOB", "AROADEV", ToyCaller.A);
    private static final int POLICIES = 300;

    @ParameterizedTest
    @Seeds(40)
    void whatIsSaidToBeForcedIsForced(Random random) {
        for (int i = 0; i < POLICIES; i++) {
            ToyPolicy policy = ToyPolicy.random(random);
            SessionNameRequirement requirement =
                    TrustPolicy.parse(policy.json()).requirement();
            for (ToyCaller caller : ToyCaller.ALL) {
                for (String name : NAMES) {
                    if (policy.lets(caller, name)) {
                        assertThat(agrees(requirement, caller, name))
                                .as("%s lets %s be called %s, said was %s", policy.json(), caller, name, requirement)
                                .isTrue();
                    }
                }
            }
        }
    }

    private static boolean agrees(SessionNameRequirement requirement, ToyCaller caller, String name) {
        if (caller.isService()) {
            return !requirement.namesTheCaller();
        }
        boolean accountAgrees = requirement.principalAccount() == null
                || caller.userName() == null
                || requirement.principalAccount().equals(caller.account());
        return accountAgrees
                && switch (requirement.answer()) {
                    case FORCED_TO_CALLER ->
                        requirement.ignoresCase()
                                ? name.equalsIgnoreCase(caller.userName())
                                : name.equals(caller.userName());
                    case FORCED_TO_PATTERN -> matches(requirement, caller, name);
                    case FREE, UNKNOWN -> true;
                };
    }

    private static boolean matches(SessionNameRequirement requirement, ToyCaller caller, String name) {
        String regex = ToyPolicy.resolved(String.valueOf(requirement.pattern()), caller, name, true);
        int flags = requirement.ignoresCase() ? Pattern.CASE_INSENSITIVE : 0;
        return regex != null && Pattern.compile(regex, flags).matcher(name).matches();
    }

    @Test
    void everyAnswerIsMetOften() {
        Map<Answer, Integer> met = new EnumMap<>(Answer.class);
        int naming = 0;
        int byDeny = 0;
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            SessionNameRequirement requirement =
                    TrustPolicy.parse(ToyPolicy.random(random).json()).requirement();
            met.merge(requirement.answer(), 1, Integer::sum);
            naming += requirement.namesTheCaller() ? 1 : 0;
            byDeny += requirement.why().equals(Finding.PINNED_BY_DENY.why()) ? 1 : 0;
        }
        assertThat(met.values()).hasSize(Answer.values().length).allMatch(count -> count > 500);
        assertThat(naming).isGreaterThan(500);
        assertThat(byDeny).isGreaterThan(50);
    }

    /** The other way round: what is plainly forced is seen to be, so that soundness is not bought by silence. */
    @ParameterizedTest
    @Seeds(20)
    void onePinnedStatementIsAlwaysSeen(Random random) {
        String account = String.format("%012d", random.nextLong(1_000_000_000_000L));
        String policy = Policies.policy(Policies.allow(Policies.aws(account), Policies.PIN));
        SessionNameRequirement requirement = TrustPolicy.parse(policy).requirement();
        assertThat(requirement.namesTheCaller()).isTrue();
        assertThat(requirement.principalAccount()).isEqualTo(account);
    }
}
