// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An export that does not fit into memory is read as a stream. */
class LargeRoleExportTest {
    private static final String ROLE = json("{'Path':'/','RoleName':'Dev','RoleId':'AROADEV',"
                    + "'Arn':'arn:aws:iam::111122223333:role/Dev','CreateDate':'2026-01-02T03:04:05+00:00',"
                    + "'AssumeRolePolicyDocument':")
            + Policies.forced() + "}";

    @Test
    void manyRolesAreReadAsAStream() throws IOException {
        int count = 100_000;
        byte[] one = (ROLE + "\n").getBytes(StandardCharsets.UTF_8);
        long[] seen = {0};
        var in = new InputStream() {
            private long at;

            @Override
            public int read() {
                return at == (long) one.length * count ? -1 : one[(int) (at++ % one.length)] & 0xFF;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                int next = read();
                if (next >= 0) {
                    into[from] = (byte) next;
                }
                return next < 0 ? -1 : 1;
            }
        };
        List<RoleExportProblem> problems = new ArrayList<>();
        RoleExportReader.create(role -> seen[0]++, problems::add).read(in, "export");
        assertThat(seen[0]).isEqualTo(count);
        assertThat(problems).isEmpty();
    }
}
