// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.whotrail.testing.WithinASecond;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Whatever the bytes of a digest, its content, a public key file or a gzip member are, reading ends and
 * throws only what it declares. {@code mvn verify -Pfuzz -Dtest=DigestFuzzTest} looks for new ones.
 */
class DigestFuzzTest {
    private static final long MAXIMUM_BYTES = 1 << 20;

    /** What is read of a file before it is seen that there is too much. */
    private static final int AHEAD = 1 << 14;

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreADigestOrAreRefused(byte[] bytes) throws Exception {
        WithinASecond.run(() -> read(bytes));
    }

    private static void read(byte[] bytes) throws IOException {
        try {
            Digest digest = Digest.of(bytes);
            assertThat(digest.key()).isNotNull();
            assertThat(digest.logFiles()).doesNotContainNull();
            assertThat(digest.signed("00")).contains(digest.key());
        } catch (MalformedDigest declared) {
            assertThat(declared.getMessage()).isNotEmpty();
        }
        try {
            assertThat(PublicKeys.read(new ByteArrayInputStream(bytes), "keys")).isNotNull();
        } catch (IOException declared) {
            assertThat(declared).hasMessageStartingWith("keys ");
        }
        try (var member = new SingleMember(new ByteArrayInputStream(bytes), MAXIMUM_BYTES)) {
            assertThat(member.readAllBytes().length).isLessThanOrEqualTo((int) MAXIMUM_BYTES + AHEAD);
            assertThat(member.hash()).hasSize(32);
        }
    }
}
