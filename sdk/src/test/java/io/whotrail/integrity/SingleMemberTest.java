// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.SignedTrail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The content of a member comes out as it is, byte for byte, up to the most that is allowed. */
final class SingleMemberTest {
    private static final String TEXT = "a\u00ff".repeat(40_000);

    private static SingleMember of(byte[] gzip, long maximum) {
        return new SingleMember(new ByteArrayInputStream(gzip), maximum);
    }

    @Test
    void bytesComeOneByOneAsTheyComeTogether() throws IOException {
        byte[] gzip = SignedTrail.gzip(TEXT);
        byte[] together;
        try (SingleMember member = of(gzip, 1 << 20)) {
            together = member.readAllBytes();
            assertThat(HexFormat.of().formatHex(member.hash())).isEqualTo(SignedTrail.hex("SHA-256", together));
            assertThat(member.damage()).isNull();
        }
        try (SingleMember member = of(gzip, 1 << 20)) {
            assertThat(member.read(new byte[1], 0, 0)).isZero();
            for (byte expected : together) {
                assertThat(member.read()).isEqualTo(expected & 0xff);
            }
            assertThat(member.read()).isEqualTo(-1);
            assertThat(member.read(new byte[1], 0, 0)).isZero();
        }
    }

    @Test
    void asManyBytesAsAreAllowedAreRead() throws IOException {
        byte[] gzip = SignedTrail.gzip("0123456789");
        try (SingleMember member = of(gzip, 10)) {
            assertThat(member.readAllBytes()).hasSize(10);
            assertThat(member.damage()).isNull();
        }
        try (SingleMember member = of(gzip, 9)) {
            member.readAllBytes();
            assertThat(member.damage()).isEqualTo("is longer than 9 bytes");
        }
    }

    @Test
    void everyCutIsDamageAndSoIsAWrongChecksumOrLength() throws IOException {
        byte[] gzip = SignedTrail.gzip("0123456789");
        for (int length = 0; length < gzip.length; length++) {
            try (SingleMember member = of(Arrays.copyOf(gzip, length), 100)) {
                member.readAllBytes();
                assertThat(member.damage()).as("%s bytes", length).isNotNull();
            }
        }
        for (int at = gzip.length - 8; at < gzip.length; at++) {
            byte[] changed = gzip.clone();
            changed[at] ^= 1;
            try (SingleMember member = of(changed, 100)) {
                assertThat(member.readAllBytes()).hasSize(10);
                assertThat(member.damage()).isEqualTo("has a checksum or length that is not that of its data");
                assertThat(member.hasTrailingData()).isFalse();
            }
        }
    }

    @Test
    void whereDamageBeginsTheContentEnds() throws IOException {
        try (SingleMember member = of(new byte[] {1, 2, 3}, 100)) {
            assertThat(member.read(new byte[10], 0, 10)).isEqualTo(-1);
            assertThat(member.damage()).isEqualTo("cannot be decompressed");
        }
    }

    @Test
    void itClosesTheBytesThatItReads() throws IOException {
        boolean[] closed = {false};
        var in = new ByteArrayInputStream(SignedTrail.gzip(TEXT)) {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        new SingleMember(in, 100).close();
        assertThat(closed[0]).isTrue();
    }

    @Test
    void afterItIsClosedNothingIsRead() throws IOException {
        SingleMember member = of(SignedTrail.gzip(TEXT), 1 << 20);
        assertThat(member.read()).isEqualTo('a');
        member.close();
        assertThat(member.read()).isEqualTo(-1);
    }
}
