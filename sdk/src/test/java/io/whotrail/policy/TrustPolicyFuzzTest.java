// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.whotrail.testing.WithinASecond;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/**
 * Whatever a trust policy or an export of roles is, reading ends and throws only what it declares. {@code mvn verify -Pfuzz
 * -Dtest=TrustPolicyFuzzTest} looks for new ones.
 */
class TrustPolicyFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyBytesAreAPolicyOrAreRefused(byte[] bytes) throws Exception {
        WithinASecond.run(() -> read(bytes));
    }

    private static void read(byte[] bytes) throws IOException {
        String document = new String(bytes, StandardCharsets.UTF_8);
        try {
            assertThat(TrustPolicy.parse(document).requirement()).isNotNull();
        } catch (MalformedTrustPolicyException declared) {
            assertThat(declared.getMessage()).isNotEmpty();
        }
        var roles = new ArrayList<RoleSnapshot>();
        var problems = new ArrayList<RoleExportProblem>();
        RoleExportReader.create(roles::add, problems::add).read(new ByteArrayInputStream(bytes), "export");
        assertThat(roles).doesNotContainNull();
        TrustPolicies learned = TrustPolicies.create(10, 4);
        roles.forEach(learned::learn);
    }
}
