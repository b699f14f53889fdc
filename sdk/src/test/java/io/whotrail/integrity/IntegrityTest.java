// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.SignedTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** There is a mirror for everything that can be known of an object. */
final class IntegrityTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void somethingIsOfEachKindAndOnlyChangesAreFaults(Integrity kind) throws IOException {
        IntegrityReport report = Verification.verify(trail(kind), folder);

        assertThat(Stream.concat(report.digests().stream(), report.logFiles().stream()))
                .extracting(ObjectIntegrity::integrity)
                .contains(kind);
        assertThat(report.logFilesBy()).containsOnlyKeys(Integrity.values());
        assertThat(report.hasFault()).isEqualTo(kind.isFault());
        assertThat(report.isComplete()).isEqualTo(kind == Integrity.VERIFIED || kind == Integrity.PENDING);
    }

    private static SignedTrail trail(Integrity kind) {
        SignedTrail trail = SignedTrail.of(4, 1);
        Map<String, byte[]> objects = trail.objects();
        String second = trail.digests().get(1);
        String log = trail.logFiles().get(1);
        var draft = new SignedTrail.Draft();
        switch (kind) {
            case VERIFIED -> {
                // As it was delivered.
            }
            case PENDING -> trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofHours(5)), 777);
            case NOT_COVERED -> trail.deliver(SignedTrail.BEGINNING.minus(Duration.ofHours(5)), 777);
            case NOT_LISTED -> trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofMinutes(90)), 777);
            case KEY_UNKNOWN -> draft.key = new SignedTrail.SigningKey(3);
            case SIGNATURE_UNKNOWN -> objects.remove(second + LogMirror.METADATA);
            case UNSUPPORTED -> draft.members.put("digestSignatureAlgorithm", SignedTrail.text("MD5withRSA"));
            case MISSING -> objects.remove(log);
            case MODIFIED -> objects.put(log, SignedTrail.gzip("{\"Records\":[]}"));
            case TRAILING_DATA -> objects.put(log, SignedTrail.concat(objects.get(log), objects.get(log)));
            case MALFORMED -> objects.put(second, SignedTrail.gzip("{}"));
            case MOVED ->
                put(objects, second, SignedTrail.of(4, 1), trail.digests().get(0));
            case LINK_BROKEN -> put(objects, second, SignedTrail.of(4, 2), second);
        }
        boolean drafted = kind == Integrity.KEY_UNKNOWN || kind == Integrity.UNSUPPORTED;
        return drafted ? trail.hour(1, draft) : trail;
    }

    /** Puts a digest of another trail, and its signature, in the place of one. */
    private static void put(Map<String, byte[]> objects, String place, SignedTrail other, String digest) {
        objects.put(place, other.objects().get(digest));
        objects.put(place + LogMirror.METADATA, other.objects().get(digest + LogMirror.METADATA));
    }
}
