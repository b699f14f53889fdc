// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.IamRole;
import io.whotrail.policy.SessionNameRequirement.Answer;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trust policies in the logs of real accounts are read, in both encodings alike. */
class RealTrustPoliciesTest {
    @ParameterizedTest
    @CsvSource({"stratus, 2, 2", "invictus, 28, 13"})
    void everyTrustPolicyOfRealLogsIsRead(String set, int changes, int roles) throws IOException {
        Optional<Path> folder = SharedData.folder(set);
        assumeTrue(folder.isPresent(), SharedData.missing(set));
        TrustPolicies policies = TrustPolicies.create();
        int seen = 0;
        try (EventSource source = CloudTrailReader.create().open(folder.get().resolve("events.ndjson.gz"))) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                IamRole role = event.iamRole();
                if (role != null && event.errorCode() == null) {
                    seen++;
                    policies.learn(event);
                    assertSameInBothEncodings(role);
                }
            }
        }
        assertThat(seen).isEqualTo(changes);
        assertThat(policies.roles()).isEqualTo(roles);
        assertThat(policies.unplaced()).isZero();
    }

    private static void assertSameInBothEncodings(IamRole role) {
        IamRole.Stored stored = role.stored();
        String kept = stored == null ? null : stored.policyDocument();
        String asked = role.policyDocument();
        if (asked != null) {
            SessionNameRequirement requirement = TrustPolicy.parse(asked).requirement();
            assertThat(requirement.answer()).isNotEqualTo(Answer.UNKNOWN);
            if (kept != null) {
                assertThat(TrustPolicy.parse(kept).requirement()).isEqualTo(requirement);
            }
        }
    }
}
