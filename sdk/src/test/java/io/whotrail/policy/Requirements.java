// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.ROOT;
import static io.whotrail.policy.Policies.allow;
import static io.whotrail.policy.Policies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.policy.SessionNameRequirement.Answer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What policies ask, and what a test expects of it. */
final class Requirements {
    private static final String NAME = "'sts:RoleSessionName'";

    private Requirements() {}

    static SessionNameRequirement requirement(String policy) {
        return TrustPolicy.parse(policy).requirement();
    }

    static SessionNameRequirement named(String operator, String values) {
        return requirement(policy(allow(ROOT, "'" + operator + "':{" + NAME + ":" + values + "}")));
    }

    static void assertAnswer(
            SessionNameRequirement actual, Answer answer, @Nullable String statement, Finding finding) {
        assertThat(actual.answer()).isEqualTo(answer);
        assertThat(actual.statement()).isEqualTo(statement);
        assertThat(actual.why()).isEqualTo(finding.why());
        assertThat(actual.advice()).isEqualTo(finding.advice());
    }

    /** What was found out about a policy. */
    static Finding finding(SessionNameRequirement requirement) {
        return Arrays.stream(Finding.values())
                .filter(finding -> finding.why().equals(requirement.why()))
                .findFirst()
                .orElseThrow();
    }

    static void assertFirst(SessionNameRequirement actual, Answer answer, Finding finding) {
        assertAnswer(actual, answer, "Statement[0]", finding);
    }
}
