// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.SignedTrail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What is known of a trail that was written into a folder. */
final class Verification {
    private Verification() {}

    static LogIntegrity of(SignedTrail trail, Path folder) throws IOException {
        return LogIntegrity.of(LogMirror.of(trail.writeTo(folder), SignedTrail.BUCKET), keys());
    }

    static IntegrityReport verify(SignedTrail trail, Path folder) throws IOException {
        return of(trail, folder).verify();
    }

    static PublicKeys keys() throws IOException {
        return PublicKeys.read(new ByteArrayInputStream(SignedTrail.publicKeys()), "keys");
    }

    /** What a report says of an object. */
    static Integrity result(IntegrityReport report, String key) {
        return Stream.concat(report.digests().stream(), report.logFiles().stream())
                .filter(object -> object.key().equals(key))
                .map(ObjectIntegrity::integrity)
                .findFirst()
                .orElseThrow();
    }

    /** Everything is verified but what is named. */
    static void assertOnly(IntegrityReport report, String key, Integrity integrity) {
        assertThat(result(report, key)).isEqualTo(integrity);
        assertThat(Stream.concat(report.digests().stream(), report.logFiles().stream()))
                .filteredOn(object -> object.integrity() != Integrity.VERIFIED)
                .extracting(ObjectIntegrity::key)
                .containsExactly(key);
    }
}
