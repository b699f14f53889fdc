// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.Provenance;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.testing.SignedTrail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was changed, taken away, put there or put elsewhere is named; what CloudTrail delivered is verified. */
final class LogIntegrityTest {
    @TempDir
    private Path folder;

    private IntegrityReport verify(SignedTrail trail) throws IOException {
        return Verification.verify(trail, folder);
    }

    @Test
    void whatCloudTrailDeliveredIsVerified() throws IOException {
        IntegrityReport report = verify(SignedTrail.of(5, 3));

        assertThat(report.digests()).hasSize(5).allMatch(one -> one.integrity() == Integrity.VERIFIED);
        assertThat(report.logFiles()).hasSize(15).allMatch(one -> one.integrity() == Integrity.VERIFIED);
        assertThat(report.gaps()).isEmpty();
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void anHourWithoutLogFilesIsAnHour() throws IOException {
        var trail = new SignedTrail();
        trail.hour(1, new SignedTrail.Draft());
        trail.hour(0, new SignedTrail.Draft());
        trail.hour(1, new SignedTrail.Draft());

        assertThat(verify(trail).isComplete()).isTrue();
    }

    @Test
    void keysMayChangeInTheMiddle() throws IOException {
        var trail = SignedTrail.of(2, 1);
        var rotated = new SignedTrail.Draft();
        rotated.key = SignedTrail.SECOND;
        trail.hour(1, rotated).hour(1, rotated);

        assertThat(verify(trail).isComplete()).isTrue();
    }

    @Test
    void aLogFileThatIsReplacedIsModified() throws IOException {
        var trail = SignedTrail.of(3, 2);
        String key = trail.logFiles().get(2);
        trail.objects().put(key, SignedTrail.gzip("{\"Records\":[]}"));

        Verification.assertOnly(verify(trail), key, Integrity.MODIFIED);
    }

    @Test
    void aMemberThatIsAppendedToALogFileIsTrailingData() throws IOException {
        var trail = SignedTrail.of(3, 2);
        String key = trail.logFiles().get(0);
        byte[] more = SignedTrail.concat(trail.objects().get(key), SignedTrail.gzip("{\"Records\":[]}"));
        trail.objects().put(key, more);

        Verification.assertOnly(verify(trail), key, Integrity.TRAILING_DATA);
    }

    @Test
    void aLogFileThatIsDeletedIsMissing() throws IOException {
        var trail = SignedTrail.of(3, 2);
        String key = trail.logFiles().get(5);
        trail.objects().remove(key);

        Verification.assertOnly(verify(trail), key, Integrity.MISSING);
    }

    @Test
    void aDigestThatIsDeletedIsMissingAndItsLogFilesAreNotCovered() throws IOException {
        var trail = SignedTrail.of(4, 1);
        String key = trail.digests().get(1);
        trail.objects().remove(key);
        IntegrityReport report = verify(trail);

        assertThat(Verification.result(report, key)).isEqualTo(Integrity.MISSING);
        assertThat(Verification.result(report, trail.logFiles().get(1))).isEqualTo(Integrity.NOT_COVERED);
        assertThat(report.gaps()).hasSize(1);
        assertThat(report.hasFault()).isTrue();
    }

    @Test
    void aDigestInThePlaceOfAnotherIsMoved() throws IOException {
        var trail = SignedTrail.of(4, 1);
        String third = trail.digests().get(2);
        String second = trail.digests().get(1);
        trail.objects().put(third, trail.objects().get(second));
        trail.objects().put(third + LogMirror.METADATA, trail.objects().get(second + LogMirror.METADATA));

        assertThat(Verification.result(verify(trail), third)).isEqualTo(Integrity.MOVED);
    }

    @Test
    void aDigestOfAnotherBucketIsMoved() throws IOException {
        var trail = SignedTrail.of(1, 1);
        LogMirror other = LogMirror.of(trail.writeTo(folder), "another-bucket");
        IntegrityReport report = LogIntegrity.of(other, Verification.keys()).verify();

        assertThat(Verification.result(report, trail.digests().get(0))).isEqualTo(Integrity.MOVED);
        assertThat(Verification.result(report, trail.logFiles().get(0))).isEqualTo(Integrity.NOT_COVERED);
    }

    @Test
    void aDigestOfAnUnknownKeyIsOfAnUnknownKey() throws IOException {
        var trail = SignedTrail.of(2, 1);
        var draft = new SignedTrail.Draft();
        draft.key = new SignedTrail.SigningKey(3);
        trail.hour(1, draft);

        assertThat(Verification.result(verify(trail), trail.digests().get(2))).isEqualTo(Integrity.KEY_UNKNOWN);
        assertThat(Verification.result(verify(trail), trail.logFiles().get(2))).isEqualTo(Integrity.KEY_UNKNOWN);
    }

    @Test
    void aDigestThatIsSignedByAnotherKeyThanItNamesIsModified() throws IOException {
        var trail = SignedTrail.of(2, 1);
        var draft = new SignedTrail.Draft();
        draft.key = new SignedTrail.SigningKey(3);
        draft.members.put("digestPublicKeyFingerprint", SignedTrail.text(SignedTrail.FIRST.fingerprint()));
        trail.hour(1, draft);

        assertThat(Verification.result(verify(trail), trail.digests().get(2))).isEqualTo(Integrity.MODIFIED);
    }

    @Test
    void anOlderDigestOfOtherContentBreaksTheLinkAlthoughItIsSigned() throws IOException {
        var trail = SignedTrail.of(3, 1);
        var forged = SignedTrail.of(2, 2);
        String second = trail.digests().get(1);
        trail.objects().put(second, forged.objects().get(second));
        trail.objects().put(second + LogMirror.METADATA, forged.objects().get(second + LogMirror.METADATA));

        assertThat(Verification.result(verify(trail), second)).isEqualTo(Integrity.LINK_BROKEN);
    }

    @Test
    void aDigestWhoseLinkIsBrokenAccusesNoOther() throws IOException {
        var trail = SignedTrail.of(4, 1);
        var forged = new SignedTrail();
        for (int hour = 0; hour < 3; hour++) {
            forged.hour(hour, new SignedTrail.Draft());
        }
        String third = trail.digests().get(2);
        trail.objects().put(third, forged.objects().get(third));
        trail.objects().put(third + LogMirror.METADATA, forged.objects().get(third + LogMirror.METADATA));
        IntegrityReport report = verify(trail);

        assertThat(report.digests())
                .filteredOn(digest -> digest.integrity() != Integrity.VERIFIED)
                .singleElement()
                .satisfies(digest -> {
                    assertThat(digest.key()).isEqualTo(third);
                    assertThat(digest.integrity()).isEqualTo(Integrity.LINK_BROKEN);
                });
        assertThat(Verification.result(report, trail.logFiles().get(1))).isEqualTo(Integrity.VERIFIED);
    }

    @Test
    void aSignatureThatWasNotKeptIsUnknownNotWrong() throws IOException {
        var trail = SignedTrail.of(1, 1);
        trail.objects().remove(trail.digests().get(0) + LogMirror.METADATA);
        IntegrityReport report = verify(trail);

        assertThat(Verification.result(report, trail.digests().get(0))).isEqualTo(Integrity.SIGNATURE_UNKNOWN);
        assertThat(Verification.result(report, trail.logFiles().get(0))).isEqualTo(Integrity.NOT_COVERED);
        assertThat(report.hasFault()).isFalse();
    }

    @Test
    void aWeakerAlgorithmIsUnsupported() throws IOException {
        var draft = new SignedTrail.Draft();
        draft.members.put("digestSignatureAlgorithm", SignedTrail.text("MD5withRSA"));
        var trail = new SignedTrail().hour(1, draft);

        assertThat(Verification.result(verify(trail), trail.digests().get(0))).isEqualTo(Integrity.UNSUPPORTED);
    }

    @Test
    void anEditedSignatureOfThePreviousDigestIsFoundByTheSignature() throws IOException {
        var trail = SignedTrail.of(2, 1);
        String second = trail.digests().get(1);
        String json = new String(trail.content(second), StandardCharsets.UTF_8);
        trail.objects()
                .put(
                        second,
                        SignedTrail.gzip(json.replaceFirst("(\"previousDigestSignature\":\")[0-9a-f]{2}", "$1zz")));

        assertThat(Verification.result(verify(trail), second)).isEqualTo(Integrity.MODIFIED);
    }

    @Test
    void theWordNullIsNoSignature() throws IOException {
        var draft = new SignedTrail.Draft();
        draft.members.put("previousDigestSignature", "\"null\"");
        var trail = new SignedTrail().hour(1, draft);

        assertThat(Verification.result(verify(trail), trail.digests().get(0))).isEqualTo(Integrity.MALFORMED);
    }

    @Test
    void hexadecimalDigitsMayBeOfEitherCase() throws IOException {
        var trail = SignedTrail.of(2, 1);
        for (String digest : trail.digests()) {
            String sidecar = new String(trail.objects().get(digest + LogMirror.METADATA), StandardCharsets.UTF_8);
            String hex = sidecar.replaceAll(".*\"signature\":\"([0-9a-f]+)\".*", "$1");
            trail.putSignature(digest, hex.toUpperCase(Locale.ROOT));
        }

        assertThat(verify(trail).isComplete()).isTrue();
    }

    @Test
    void aTimeWithFractionsIsSignedAsItIsWritten() throws IOException {
        var draft = new SignedTrail.Draft();
        draft.members.put("digestEndTime", SignedTrail.text("2026-03-02T01:00:00.000Z"));
        var trail = new SignedTrail().hour(1, draft);

        assertThat(verify(trail).isComplete()).isTrue();
    }

    @Test
    void theHashOfTheCompressedBytesIsNotTheHash() throws IOException {
        var trail = new SignedTrail();
        String log = trail.deliver(SignedTrail.BEGINNING.plusSeconds(600), 1);
        String named = trail.named(log)
                .replaceFirst(
                        "\"hashValue\":\"\\w+\"",
                        "\"hashValue\":\""
                                + SignedTrail.hex("SHA-256", trail.objects().get(log)) + '"');
        trail.digest(
                SignedTrail.BEGINNING,
                SignedTrail.BEGINNING.plusSeconds(3600),
                List.of(named),
                new SignedTrail.Draft());

        assertThat(Verification.result(verify(trail), log)).isEqualTo(Integrity.MODIFIED);
    }

    @Test
    void aMemberThatIsThereTwiceMakesADigestMalformed() throws IOException {
        var draft = new SignedTrail.Draft();
        draft.members.put("awsAccountId", "\"111122223333\",\"awsAccountId\":\"444455556666\"");
        var trail = new SignedTrail().hour(1, draft);

        assertThat(Verification.result(verify(trail), trail.digests().get(0))).isEqualTo(Integrity.MALFORMED);
    }

    @Test
    void eventsOfAnotherTimeThanTheDigestSaysAreNotItsEvents() throws IOException {
        var trail = new SignedTrail();
        String log = trail.deliver(SignedTrail.BEGINNING.plusSeconds(600), 1);
        String named = trail.named(log).replace("2026-03-02T00:09", "2026-03-02T00:08");
        trail.digest(
                SignedTrail.BEGINNING,
                SignedTrail.BEGINNING.plusSeconds(3600),
                List.of(named),
                new SignedTrail.Draft());

        assertThat(Verification.result(verify(trail), log)).isEqualTo(Integrity.MALFORMED);
    }

    @Test
    void aKeyCountsOnlyForItsTime() throws IOException {
        var trail = SignedTrail.of(1, 1);
        DigestKey old = DigestKey.ofPkcs1(
                SignedTrail.FIRST.pkcs1(),
                SignedTrail.FIRST.fingerprint(),
                SignedTrail.BEGINNING.minus(Duration.ofDays(30)),
                SignedTrail.BEGINNING.minus(Duration.ofHours(2)));
        IntegrityReport report = LogIntegrity.of(
                        LogMirror.of(trail.writeTo(folder)), (region, fingerprint, end) -> List.of(old))
                .verify();

        assertThat(Verification.result(report, trail.digests().get(0))).isEqualTo(Integrity.KEY_UNKNOWN);
    }

    @Test
    void eventsOfAVerifiedFileSayWhatProvesThemAndThoseOfAModifiedOneAreNotHandedOut() throws IOException {
        var trail = SignedTrail.of(2, 1);
        String modified = trail.logFiles().get(1);
        trail.objects()
                .put(modified, SignedTrail.gzip(new String(trail.content(modified), StandardCharsets.UTF_8) + ' '));
        List<CloudTrailEvent> events = new ArrayList<>();
        List<ObjectIntegrity> results = new ArrayList<>();
        try (EventSource source = Verification.of(trail, folder).open(CloudTrailReader.create(), results::add)) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                events.add(event);
            }
        }

        assertThat(results)
                .extracting(ObjectIntegrity::integrity)
                .containsExactly(Integrity.VERIFIED, Integrity.MODIFIED);
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.inputTrust()).isEqualTo(InputTrust.DIGEST_VERIFIED);
            assertThat(event.provenance())
                    .isEqualTo(new Provenance(trail.digests().get(0), SignedTrail.FIRST.fingerprint()));
        });
    }

    @Test
    void eventsWhoseFileCannotBeJudgedHaveTheReadersTrust() throws IOException {
        var trail = SignedTrail.of(1, 1);
        trail.objects().remove(trail.digests().get(0) + LogMirror.METADATA);
        try (EventSource source = Verification.of(trail, folder).open(CloudTrailReader.create(), any -> {})) {
            CloudTrailEvent event = source.next();
            assertThat(event).isNotNull();
            assertThat(event.inputTrust()).isEqualTo(InputTrust.UNAUTHENTICATED);
            assertThat(event.provenance()).isNull();
        }
    }

    @Test
    void whatIsAppendedIsNoEvidence() throws IOException {
        var trail = SignedTrail.of(1, 1);
        String key = trail.logFiles().get(0);
        trail.objects()
                .put(
                        key,
                        SignedTrail.concat(
                                trail.objects().get(key), trail.objects().get(key)));
        try (EventSource source = Verification.of(trail, folder).open(CloudTrailReader.create(), any -> {})) {
            assertThat(source.next()).isNull();
        }
    }
}
