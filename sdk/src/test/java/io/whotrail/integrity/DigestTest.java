// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.testing.SignedTrail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A digest says all that a digest says, once and in its form, and what it says of others is held against them. */
final class DigestTest {
    @TempDir
    private Path folder;

    private static String second() {
        SignedTrail trail = SignedTrail.of(2, 1);
        return new String(trail.content(trail.digests().get(1)), StandardCharsets.UTF_8);
    }

    private static void assertMalformed(String json, String problem) {
        assertThatThrownBy(() -> Digest.of(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedDigest.class)
                .hasMessageStartingWith(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "digestStartTime",
                "digestEndTime",
                "digestS3Bucket",
                "digestS3Object",
                "digestPublicKeyFingerprint",
                "digestSignatureAlgorithm",
                "previousDigestS3Bucket",
                "previousDigestS3Object",
                "previousDigestHashValue",
                "previousDigestHashAlgorithm",
                "s3Bucket",
                "s3Object",
                "hashValue",
                "hashAlgorithm"
            })
    void whatADigestMustSayIsNeitherMissingNorNullNorEmpty(String name) {
        String missing = name + " is missing";
        assertMalformed(second().replace('"' + name + '"', "\"other\""), missing);
        assertMalformed(second().replaceFirst('"' + name + "\":\"[^\"]*\"", '"' + name + "\":null"), missing);
        assertMalformed(second().replaceFirst('"' + name + "\":\"[^\"]*\"", '"' + name + "\":\"\""), missing);
        assertMalformed(
                second().replaceFirst('"' + name + "\":\"[^\"]*\"", '"' + name + "\":7"), "VALUE_NUMBER_INT where");
    }

    @ParameterizedTest
    @ValueSource(strings = {"previousDigestSignature", "logFiles"})
    void whetherADigestIsTheFirstAndWhatItListsMustBeSaid(String name) {
        assertMalformed(
                second().replace('"' + name + '"', "\"other\""), name.equals("logFiles") ? "START_ARRAY" : name);
    }

    @Test
    void aDigestWithoutAListIsNone() {
        assertMalformed(second().replaceFirst("\"logFiles\":\\[.*?],", ""), "logFiles is missing");
        assertMalformed(second().replaceFirst("\"logFiles\":\\[.*?]", "\"logFiles\":{}"), "START_OBJECT where");
        assertMalformed(second().replaceFirst("\"logFiles\":\\[.*?]", "\"logFiles\":[7]"), "VALUE_NUMBER_INT where");
    }

    @Test
    void aDigestIsOneObjectThatNamesEachLogFileOnce() {
        assertMalformed('[' + second() + ']', "START_ARRAY where");
        assertMalformed(second() + "{}", "something follows the digest");
        assertMalformed(second().replaceFirst("\"logFiles\":\\[(.*?)]", "\"logFiles\":[$1,$1]"), "a log file is named");
    }

    @ParameterizedTest
    @ValueSource(strings = {"digestStartTime", "digestEndTime", "oldestEventTime", "newestEventTime"})
    void aTimeIsATime(String name) {
        assertMalformed(
                second().replaceFirst('"' + name + "\":\"[^\"]*\"", '"' + name + "\":\"noon\""), name + " is no");
    }

    @Test
    void itsTimeBeginsBeforeItEnds() {
        String never =
                second().replaceFirst("\"digestStartTime\":\"[^\"]*\"", "\"digestStartTime\":\"2026-03-02T02:00:00Z\"");
        assertMalformed(never, "digestStartTime is not before digestEndTime");
    }

    // What it says of the digest before it

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "previousDigestS3Bucket      | another-bucket       | the digest after it names one of another bucket",
                "previousDigestHashAlgorithm | SHA-512              | the digest after it has hashed it with SHA-512",
                "previousDigestHashValue     | 00                   | the digest after it names one of other content",
                "previousDigestSignature     | 00                   | the digest after it names one of another signature",
                "digestStartTime             | 2026-03-02T00:59:59Z | it is not older than the digest after it"
            })
    void aDigestThatIsNotTheOneThatTheNextNamesBreaksTheLink(String member, String value, String why)
            throws IOException {
        var draft = new SignedTrail.Draft();
        draft.members.put(member, SignedTrail.text(value));
        SignedTrail trail = SignedTrail.of(1, 1).hour(1, draft);
        IntegrityReport report = Verification.verify(trail, folder);

        assertThat(report.digests())
                .filteredOn(digest -> digest.integrity() != Integrity.VERIFIED)
                .singleElement()
                .satisfies(digest -> {
                    assertThat(digest.key()).isEqualTo(trail.digests().get(0));
                    assertThat(digest.integrity()).isEqualTo(Integrity.LINK_BROKEN);
                    assertThat(digest.detail()).isEqualTo(why);
                });
    }

    @Test
    void aDigestThatTheNextNamesByAnotherKeyIsMissing() throws IOException {
        var draft = new SignedTrail.Draft();
        draft.members.put("previousDigestS3Object", SignedTrail.text("AWSLogs/other"));
        SignedTrail trail = SignedTrail.of(2, 1).hour(1, draft);

        assertThat(Verification.verify(trail, folder).digests())
                .filteredOn(digest -> digest.integrity() != Integrity.VERIFIED)
                .containsExactly(new ObjectIntegrity(
                        SignedTrail.BUCKET,
                        "AWSLogs/other",
                        Integrity.MISSING,
                        "the digest after it names it",
                        trail.digests().get(2),
                        SignedTrail.FIRST.fingerprint()));
    }

    @Test
    void aMirrorMayBeginInTheMiddleOfAChain() throws IOException {
        SignedTrail trail = SignedTrail.of(3, 1);
        trail.objects().remove(trail.digests().get(0));
        IntegrityReport report = Verification.verify(trail, folder);

        assertThat(report.digests())
                .extracting(ObjectIntegrity::integrity)
                .isEqualTo(List.of(Integrity.VERIFIED, Integrity.VERIFIED));
        assertThat(report.gaps()).isEmpty();
        assertThat(report.hasFault()).isFalse();
    }

    @Test
    void digestsThatAreNotVerifiedLeaveAGap() throws IOException {
        SignedTrail trail = SignedTrail.of(3, 1);
        trail.objects().remove(trail.digests().get(1) + LogMirror.METADATA);

        assertThat(Verification.verify(trail, folder).gaps())
                .containsExactly(new Gap(
                        "111122223333/eu-central-1/management",
                        SignedTrail.BEGINNING.plusSeconds(3_600),
                        SignedTrail.BEGINNING.plusSeconds(7_200),
                        "digests between are not verified"));
    }

    // What it says of log files

    @ParameterizedTest
    @CsvSource({
        "hashAlgorithm, SHA-512, UNSUPPORTED",
        "hashValue,     00,      MODIFIED",
        "hashValue,     no hash, MODIFIED"
    })
    void aLogFileIsTheOneOfItsHashInTheWayThatIsKnown(String member, String value, Integrity expected)
            throws IOException {
        var trail = new SignedTrail();
        String key = trail.deliver(SignedTrail.BEGINNING.plusSeconds(600), 1);
        String named =
                trail.named(key).replaceFirst('"' + member + "\":\"[^\"]*\"", '"' + member + "\":\"" + value + '"');
        trail.digest(
                SignedTrail.BEGINNING,
                SignedTrail.BEGINNING.plusSeconds(3_600),
                List.of(named),
                new SignedTrail.Draft());

        assertThat(Verification.result(Verification.verify(trail, folder), key)).isEqualTo(expected);
    }

    @Test
    void aLogFileOfTheRightContentAndAWrongChecksumIsMalformed() throws IOException {
        SignedTrail trail = SignedTrail.of(1, 1);
        String key = trail.logFiles().get(0);
        byte[] bytes = trail.objects().get(key).clone();
        bytes[bytes.length - 8] ^= 1;
        trail.objects().put(key, bytes);

        assertThat(Verification.verify(trail, folder).logFiles())
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.integrity()).isEqualTo(Integrity.MALFORMED);
                    assertThat(file.detail()).contains("checksum");
                });
    }
}
