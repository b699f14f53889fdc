// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.PassedOver;
import io.whotrail.testing.SignedTrail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies beside digests, in other buckets or under other names, and what is told of it. */
final class MirroredTrailTest {
    private static final String ODD = "AWSLogs/111122223333/CloudTrail/eu-central-1/renamed.json.gz";

    @TempDir
    private Path folder;

    private static void put(SignedTrail trail, String key, String text) {
        trail.objects().put(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sidecar(SignedTrail trail) {
        return new String(trail.objects().get(trail.digests().get(0) + LogMirror.METADATA), StandardCharsets.UTF_8);
    }

    /** What is known of the only digest of a trail beside which metadata of this form lie. */
    private Integrity withMetadata(String form) throws IOException {
        SignedTrail trail = SignedTrail.of(1, 1);
        String hex = sidecar(trail).replaceAll(".*\"signature\":\"([0-9a-f]+)\".*", "$1");
        String digest = trail.digests().get(0);
        put(trail, digest + LogMirror.METADATA, form.replace('\'', '"').replace("HEX", hex));
        return Verification.result(Verification.verify(trail, folder), digest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'AcceptRanges':'bytes','Tags':{'signature':'00'},'Metadata':{'signature':'HEX'},'ETag':'x','Parts':[1]}",
                "{'Metadata':{'signature-algorithm':'SHA256withRSA','other':'x','signature':'HEX'}}"
            })
    void theSignatureIsFoundAmongAllThatIsPrintedOfAnObject(String metadata) throws IOException {
        assertThat(withMetadata(metadata)).isEqualTo(Integrity.VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Metadata':'x','signature':'HEX'}",
                "{'Metadata':{'other':'HEX'}}",
                "{'signature':'HEX'}",
                "['Metadata',{'signature':'HEX'}]",
                "{'Metadata':{'signature':7}}",
                "'HEX'",
                ""
            })
    void metadataInAnotherPlaceHoldNoSignature(String metadata) throws IOException {
        assertThat(withMetadata(metadata)).isEqualTo(Integrity.SIGNATURE_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"SHA512withRSA, HEX, UNSUPPORTED", "SHA256withRSA, no hex, MODIFIED", "SHA256withRSA, '', MODIFIED"})
    void aSignatureIsOfTheAlgorithmThatIsKnownAndInHexadecimalDigits(String algorithm, String hex, Integrity expected)
            throws IOException {
        assertThat(withMetadata("{'Metadata':{'signature':'" + hex + "','signature-algorithm':'" + algorithm + "'}}"))
                .isEqualTo(expected);
    }

    @Test
    void aDigestIsToldWithTheBucketThatItSaysElseWithTheMirrors() throws IOException {
        SignedTrail trail = SignedTrail.of(2, 0);
        trail.objects().put(trail.digests().get(0), SignedTrail.gzip("{}"));
        var draft = new SignedTrail.Draft();
        draft.members.put("digestS3Bucket", SignedTrail.text("elsewhere"));
        trail.hour(0, draft);
        List<ObjectIntegrity> digests = Verification.verify(trail, folder).digests();
        ObjectIntegrity malformed = digests.get(0);
        assertThat(malformed.integrity()).isEqualTo(Integrity.MALFORMED);
        assertThat(malformed.bucket()).isEqualTo(SignedTrail.BUCKET);
        assertThat(malformed.fingerprint()).isNull();
        ObjectIntegrity moved = digests.get(2);
        assertThat(moved.integrity()).isEqualTo(Integrity.MOVED);
        assertThat(moved.bucket()).isEqualTo("elsewhere");
        assertThat(moved.fingerprint()).isEqualTo(SignedTrail.FIRST.fingerprint());
    }

    @Test
    void aDigestThatIsCutOrHasSomethingBehindItIsToldSo() throws IOException {
        SignedTrail trail = SignedTrail.of(2, 0);
        String cut = trail.digests().get(0);
        byte[] whole = trail.objects().get(cut);
        trail.objects().put(cut, Arrays.copyOf(whole, whole.length - 9));
        String longer = trail.digests().get(1);
        trail.objects().put(longer, SignedTrail.concat(trail.objects().get(longer), new byte[1]));
        IntegrityReport report = Verification.verify(trail, folder);
        assertThat(Verification.result(report, cut)).isEqualTo(Integrity.MALFORMED);
        assertThat(Verification.result(report, longer)).isEqualTo(Integrity.TRAILING_DATA);
        assertThat(report.digests()).extracting(ObjectIntegrity::detail).doesNotContain("");
    }

    @Test
    void digestsOfFilesThatCameLateAreNoGapOfTheirTrail() throws IOException {
        SignedTrail trail = SignedTrail.of(2, 1);
        Instant start = SignedTrail.BEGINNING.plus(Duration.ofHours(9));
        trail.digest(start, start.plusSeconds(3_600), List.of(), SignedTrail.Draft.backfill(SignedTrail.FIRST, start));
        assertThat(Verification.verify(trail, folder).gaps()).isEmpty();
    }

    @Test
    void everythingIsToldInTheOrderOfTheKeys() throws IOException {
        SignedTrail trail = SignedTrail.of(4, 2);
        trail.objects().remove(trail.digests().get(1));
        trail.objects().remove(trail.logFiles().get(0));
        LogIntegrity integrity = Verification.of(trail, folder);
        Comparator<ObjectIntegrity> byKey = Comparator.comparing(ObjectIntegrity::key);
        IntegrityReport report = integrity.verify();
        assertThat(report.digests()).hasSize(4).isSortedAccordingTo(byKey);
        assertThat(report.logFiles()).hasSize(8).isSortedAccordingTo(byKey);
        var turned = new ArrayList<>(report.logFiles());
        Collections.reverse(turned);
        assertThat(integrity.report(turned)).isEqualTo(report);
    }

    @Test
    void aLogFileOfAnotherBucketIsNeitherExpectedNorMissing() throws IOException {
        var trail = new SignedTrail();
        String here = trail.deliver(SignedTrail.BEGINNING.plusSeconds(600), 1);
        String gone = trail.deliver(SignedTrail.BEGINNING.plusSeconds(900), 2);
        List<String> named = List.of(here, gone).stream()
                .map(key -> trail.named(key).replace('"' + SignedTrail.BUCKET + '"', "\"another-bucket\""))
                .toList();
        trail.objects().remove(gone);
        Instant end = SignedTrail.BEGINNING.plusSeconds(3_600);
        trail.digest(SignedTrail.BEGINNING, end, named, new SignedTrail.Draft());
        LogIntegrity integrity = Verification.of(trail, folder);
        assertThat(integrity.verify().logFiles())
                .extracting(ObjectIntegrity::key, ObjectIntegrity::integrity)
                .containsExactly(tuple(here, Integrity.PENDING));
        LogIntegrity ofAny = LogIntegrity.of(LogMirror.of(folder), Verification.keys());
        assertThat(ofAny.missing()).extracting(ObjectIntegrity::key).containsExactly(gone);
    }

    @Test
    void aFileOfAnyNameIsALogFileIfAVerifiedDigestNamesIt() throws IOException {
        var trail = new SignedTrail();
        String usual = trail.deliver(SignedTrail.BEGINNING.plusSeconds(600), 1);
        String named = trail.named(usual).replace(usual, ODD);
        trail.objects().put(ODD, trail.objects().remove(usual));
        trail.objects().put(ODD + ".txt", trail.objects().get(ODD));
        Instant end = SignedTrail.BEGINNING.plusSeconds(3_600);
        trail.digest(SignedTrail.BEGINNING, end, List.of(named), new SignedTrail.Draft());
        LogIntegrity integrity = Verification.of(trail, folder);
        assertThat(integrity.logFiles()).containsOnlyKeys(ODD);
        assertThat(integrity.verify().logFiles())
                .extracting(ObjectIntegrity::integrity)
                .containsExactly(Integrity.VERIFIED);
    }

    private static List<CloudTrailEvent> read(EventSource source) throws IOException {
        var events = new ArrayList<CloudTrailEvent>();
        for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
            events.add(event);
        }
        return events;
    }

    @Test
    void whatWasHashedInAnUnknownWayIsHandedOutUnprovenAndNotWhereItHasToBeVerified() throws IOException {
        var trail = new SignedTrail();
        String key = trail.deliver(SignedTrail.BEGINNING.plusSeconds(600), 1);
        String named = trail.named(key).replace("\"SHA-256\"", "\"SHA-3\"");
        trail.digest(
                SignedTrail.BEGINNING,
                SignedTrail.BEGINNING.plusSeconds(3_600),
                List.of(named),
                new SignedTrail.Draft());
        LogIntegrity integrity = Verification.of(trail, folder);
        var results = new ArrayList<ObjectIntegrity>();
        try (EventSource source = integrity.open(CloudTrailReader.create(), results::add)) {
            assertThat(read(source)).singleElement().satisfies(event -> {
                assertThat(event.inputTrust()).isEqualTo(InputTrust.UNAUTHENTICATED);
                assertThat(event.provenance()).isNull();
            });
        }
        assertThat(results).extracting(ObjectIntegrity::integrity).containsExactly(Integrity.UNSUPPORTED);
        try (EventSource source = integrity.openVerified(key, CloudTrailReader.create(), results::add)) {
            assertThat(read(source)).isEmpty();
        }
    }

    @Test
    void aFileThatNoDigestNamesAndHasSomethingBehindItsEndIsAFaultOfItsOwn() throws IOException {
        SignedTrail trail = SignedTrail.of(1, 0);
        String key = trail.deliver(SignedTrail.BEGINNING.minusSeconds(36_000), 1);
        trail.objects().put(key, SignedTrail.concat(trail.objects().get(key), SignedTrail.gzip("{\"Records\":[]}")));
        assertThat(Verification.verify(trail, folder).logFiles())
                .containsExactly(new ObjectIntegrity(
                        SignedTrail.BUCKET, key, Integrity.TRAILING_DATA, "something was appended to it", null, null));
    }

    @Test
    void whatIsWithheldIsCountedBesideWhatTheReaderPassedOver() throws IOException {
        SignedTrail trail = SignedTrail.of(1, 2);
        trail.objects().put(trail.logFiles().get(0), SignedTrail.gzip("{\"Records\":[]}"));
        trail.objects().put(trail.logFiles().get(1), SignedTrail.gzip(" "));
        LogIntegrity integrity = Verification.of(trail, folder);
        List<Map<PassedOver, Long>> counted = new ArrayList<>();
        for (String key : trail.logFiles()) {
            try (EventSource source = integrity.openVerified(key, CloudTrailReader.create(), any -> {})) {
                assertThat(source.next()).isNull();
                counted.add(source.stats().passedOver());
            }
        }
        assertThat(counted).containsExactly(Map.of(), Map.of(PassedOver.EMPTY, 1L));
    }
}
