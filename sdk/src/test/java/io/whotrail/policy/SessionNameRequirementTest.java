// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.policy.SessionNameRequirement.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Where one of two requirements holds, only what both force is forced. */
class SessionNameRequirementTest {
    private static List<SessionNameRequirement> all() {
        List<SessionNameRequirement> all = new ArrayList<>();
        for (Answer answer : Answer.values()) {
            for (String pattern :
                    answer == Answer.FORCED_TO_PATTERN ? List.of("a*", "b*") : Arrays.asList((String) null)) {
                for (String account : Arrays.asList("111122223333", "444455556666", null)) {
                    for (int flags = 0; flags < 4; flags++) {
                        String why = "why " + all.size();
                        all.add(new SessionNameRequirement(
                                answer, pattern, (flags & 1) != 0, account, (flags & 2) != 0, "s", why, null));
                    }
                }
            }
        }
        return all;
    }

    @Test
    void ofTwoOnlyWhatBothForceIsForced() {
        for (SessionNameRequirement one : all()) {
            for (SessionNameRequirement other : all()) {
                SessionNameRequirement weaker = one.weaker(other);
                boolean severalPatterns = one.pattern() != null
                        && other.pattern() != null
                        && !one.pattern().equals(other.pattern());
                Answer weakest = one.answer().compareTo(other.answer()) < 0 ? one.answer() : other.answer();
                assertThat(weaker.answer()).isEqualTo(severalPatterns ? Answer.FREE : weakest);
                assertThat(weaker.namesTheCaller())
                        .isEqualTo(one.namesTheCaller()
                                && other.namesTheCaller()
                                && Objects.equals(one.principalAccount(), other.principalAccount()));
                assertThat(weaker.servicesAdmitted()).isEqualTo(one.servicesAdmitted() || other.servicesAdmitted());
                assertThat(weaker.principalAccount())
                        .isEqualTo(
                                Objects.equals(one.principalAccount(), other.principalAccount())
                                        ? one.principalAccount()
                                        : null);
                if (!severalPatterns) {
                    assertThat(weaker.ignoresCase()).isEqualTo(one.ignoresCase() || other.ignoresCase());
                }
            }
        }
    }

    @Test
    void theReasonIsThatOfTheWeakerAndOfTwoAlikeTheFirst() {
        for (SessionNameRequirement one : all()) {
            for (SessionNameRequirement other : all()) {
                SessionNameRequirement weaker = one.weaker(other);
                boolean otherIsWeaker = other.answer().compareTo(one.answer()) < 0;
                if (weaker.answer() == one.answer() || otherIsWeaker) {
                    assertThat(weaker.why()).isEqualTo((otherIsWeaker ? other : one).why());
                } else {
                    assertThat(weaker.why()).isEqualTo(Finding.SEVERAL_NAMES.why());
                }
            }
        }
    }

    @Test
    void textsOfThePolicyAreKeptUpToTheirLongest() {
        String longest = "x".repeat(SessionNameRequirement.MAXIMUM_TEXT);
        assertThat(SessionNameRequirement.of(Finding.PINNED, longest).statement())
                .isEqualTo(longest);
        assertThat(SessionNameRequirement.of(Finding.PINNED, longest + 'x').statement())
                .hasSize(SessionNameRequirement.MAXIMUM_TEXT)
                .endsWith("…");
    }
}
