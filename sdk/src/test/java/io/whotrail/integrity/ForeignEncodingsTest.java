// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.testing.SignedTrail;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What begins as JSON in some encoding and is none is named like any other damage, and stops nothing. */
class ForeignEncodingsTest {
    private static final List<String> TEXTS = List.of(
            "{\0\0\0\u00ff\u00ff\u00ff\u00ff",
            "\0\0\0{\u00ff\u00ff\u00ff\u00ff",
            "\0\0{\0aaaa",
            "\0{\0\0aaaa",
            "{\0\u00d8\u00d8");

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private Integrity digestOf(SignedTrail trail) throws IOException {
        PublicKeys keys = PublicKeys.read(new ByteArrayInputStream(SignedTrail.publicKeys()), "keys");
        return LogIntegrity.of(LogMirror.of(trail.writeTo(folder)), keys)
                .verify()
                .digests()
                .get(0)
                .integrity();
    }

    @Test
    void suchADigestIsMalformed() throws IOException {
        for (String text : TEXTS) {
            SignedTrail trail = SignedTrail.of(1, 1);
            trail.objects().put(trail.digests().get(0), gzip(text));
            assertThat(digestOf(trail)).isEqualTo(Integrity.MALFORMED);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes(text));
        }
        return out.toByteArray();
    }

    @Test
    void suchMetadataHoldsNoSignature() throws IOException {
        for (String text : TEXTS) {
            SignedTrail trail = SignedTrail.of(1, 1);
            trail.objects().put(trail.digests().get(0) + LogMirror.METADATA, bytes(text));
            assertThat(digestOf(trail)).isEqualTo(Integrity.SIGNATURE_UNKNOWN);
        }
    }

    @Test
    void suchKeysAreNone() {
        for (String text : TEXTS) {
            assertThatThrownBy(() -> PublicKeys.read(new ByteArrayInputStream(bytes(text)), "keys"))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("keys is no output of list-public-keys: ");
        }
    }
}
