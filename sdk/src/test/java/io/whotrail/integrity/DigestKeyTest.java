// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.testing.SignedTrail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Keys are what {@code list-public-keys} prints, and strong enough, or they are refused with a reason. */
final class DigestKeyTest {
    private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-03-31T00:00:00Z");

    @Test
    void aKeyThatIsNotTheOneOfItsFingerprintIsRefused() {
        assertThatThrownBy(
                        () -> DigestKey.ofPkcs1(SignedTrail.FIRST.pkcs1(), SignedTrail.SECOND.fingerprint(), FROM, TO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not the one of its fingerprint");
    }

    @Test
    void whatIsNoKeyIsRefused() {
        assertThatThrownBy(() -> DigestKey.ofPkcs1(new byte[] {1, 2, 3}, "any", FROM, TO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no RSA key");
    }

    @Test
    void severalOutputsOneAfterTheOtherAreOne() throws IOException {
        byte[] twice = SignedTrail.concat(SignedTrail.publicKeys(), SignedTrail.publicKeys());
        PublicKeys keys = PublicKeys.read(new ByteArrayInputStream(twice), "keys");

        assertThat(keys.find("eu-central-1", SignedTrail.FIRST.fingerprint(), FROM))
                .hasSize(2);
    }

    @Test
    void anErrorOfAKeyFilePointsAtThePlace() {
        byte[] wrong = "{\"PublicKeyList\":[{\"Value\":7}]}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> PublicKeys.read(new ByteArrayInputStream(wrong), "keys.json"))
                .isInstanceOf(IOException.class)
                .hasMessage("keys.json is no output of list-public-keys: VALUE_NUMBER_INT where VALUE_STRING must be"
                        + " (byte 27)");
    }
}
