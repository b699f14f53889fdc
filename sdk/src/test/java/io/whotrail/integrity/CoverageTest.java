// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.SignedTrail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a log file that no digest of its hour names it is known whether one may still come, or it was put there. */
final class CoverageTest {
    @TempDir
    private Path folder;

    private IntegrityReport verify(SignedTrail trail) throws IOException {
        return Verification.verify(trail, folder);
    }

    @Test
    void aLogFileThatNoDigestNamesIsNotListed() throws IOException {
        var trail = SignedTrail.of(4, 2);
        String key = trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofMinutes(70)), 777);

        Verification.assertOnly(verify(trail), key, Integrity.NOT_LISTED);
    }

    @Test
    void aLogFileOfTheNewestHourMayStillBeNamed() throws IOException {
        var trail = SignedTrail.of(4, 2);
        String key = trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofMinutes(239)), 777);
        IntegrityReport report = verify(trail);

        Verification.assertOnly(report, key, Integrity.PENDING);
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void whereTheNewestDigestsAreTakenAwayNothingAfterThemIsStillToCome() throws IOException {
        var trail = SignedTrail.of(30, 1);
        trail.digests().subList(2, 30).forEach(trail.objects()::remove);
        String late = trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofDays(60)), 777);
        IntegrityReport report = verify(trail);

        assertThat(Verification.result(report, trail.logFiles().get(1))).isEqualTo(Integrity.VERIFIED);
        assertThat(Verification.result(report, trail.logFiles().get(2))).isEqualTo(Integrity.NOT_COVERED);
        assertThat(Verification.result(report, late)).isEqualTo(Integrity.NOT_COVERED);
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void aDigestMayBeTwoHoursLateAndNoMore() throws IOException {
        var trail = SignedTrail.of(4, 1);
        String afterLast = trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofHours(4)), 777);
        String newest = trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofHours(6)), 778);
        assertThat(Verification.result(verify(trail), afterLast)).isEqualTo(Integrity.PENDING);
        assertThat(Verification.result(verify(trail), newest)).isEqualTo(Integrity.PENDING);

        trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofHours(6)).plus(Duration.ofMinutes(1)), 779);
        assertThat(Verification.result(verify(trail), afterLast)).isEqualTo(Integrity.NOT_COVERED);
        assertThat(Verification.result(verify(trail), newest)).isEqualTo(Integrity.NOT_COVERED);
    }

    @Test
    void aLogFileOfBeforeTheFirstDigestIsNotCovered() throws IOException {
        var trail = SignedTrail.of(4, 2);
        String key = trail.deliver(SignedTrail.BEGINNING.minus(Duration.ofHours(3)), 777);

        Verification.assertOnly(verify(trail), key, Integrity.NOT_COVERED);
    }

    @Test
    void aLogFileIsNamedWithinAnHourOrWasPutThere() throws IOException {
        var trail = SignedTrail.of(4, 1);
        String first = trail.deliver(SignedTrail.BEGINNING, 777);
        String last = trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofHours(3)), 778);
        String before = trail.deliver(SignedTrail.BEGINNING.minusSeconds(60), 779);
        String after =
                trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofHours(3)).plusSeconds(60), 780);
        IntegrityReport report = verify(trail);

        assertThat(Verification.result(report, first)).isEqualTo(Integrity.NOT_LISTED);
        assertThat(Verification.result(report, last)).isEqualTo(Integrity.NOT_LISTED);
        assertThat(Verification.result(report, before)).isEqualTo(Integrity.NOT_COVERED);
        assertThat(Verification.result(report, after)).isEqualTo(Integrity.PENDING);
    }

    @Test
    void aLogFileThatADigestOfAGapMayNameIsNotCovered() throws IOException {
        var trail = SignedTrail.of(2, 1).pause(3).hour(1, new SignedTrail.Draft());
        String before = trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofHours(1)), 777);
        String within =
                trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofHours(1)).plusSeconds(60), 778);
        String after =
                trail.deliver(SignedTrail.BEGINNING.plus(Duration.ofHours(5)).minusSeconds(60), 779);
        IntegrityReport report = verify(trail);

        assertThat(Verification.result(report, before)).isEqualTo(Integrity.NOT_LISTED);
        assertThat(Verification.result(report, within)).isEqualTo(Integrity.NOT_COVERED);
        assertThat(Verification.result(report, after)).isEqualTo(Integrity.NOT_COVERED);
    }

    @Test
    void whereNoDigestIsThereNothingIsCovered() throws IOException {
        var trail = new SignedTrail();
        String key = trail.deliver(SignedTrail.BEGINNING, 777);

        assertThat(verify(trail).logFiles())
                .containsExactly(new ObjectIntegrity(
                        SignedTrail.BUCKET,
                        key,
                        Integrity.NOT_COVERED,
                        "no verified digest covers its time",
                        null,
                        null));
    }

    @Test
    void aChainThatBeginsAnewHasAGap() throws IOException {
        var trail = SignedTrail.of(2, 1).pause(3).hour(1, new SignedTrail.Draft());
        IntegrityReport report = verify(trail);

        assertThat(report.gaps())
                .containsExactly(new Gap(
                        "111122223333/eu-central-1/management",
                        SignedTrail.BEGINNING.plus(Duration.ofHours(2)),
                        SignedTrail.BEGINNING.plus(Duration.ofHours(5)),
                        "the chain begins anew"));
        assertThat(report.isComplete()).isFalse();
        assertThat(report.hasFault()).isFalse();
    }

    @Test
    void aDigestThatWasDeliveredToAnotherBucketIsAGapAndNotMissing() throws IOException {
        var trail = SignedTrail.of(2, 1).elsewhere(2).hour(1, new SignedTrail.Draft());
        IntegrityReport report = verify(trail);

        assertThat(report.digests()).hasSize(3).allMatch(one -> one.integrity() == Integrity.VERIFIED);
        assertThat(report.gaps())
                .singleElement()
                .extracting(Gap::detail)
                .isEqualTo("digests between were delivered to another bucket");
        assertThat(report.hasFault()).isFalse();
    }

    @Test
    void filesThatCameLateAreNamedByABackfill() throws IOException {
        var trail = SignedTrail.of(3, 1);
        String late = trail.deliver(SignedTrail.BEGINNING.plusSeconds(1200), 5);
        trail.digest(
                SignedTrail.BEGINNING,
                SignedTrail.BEGINNING.plusSeconds(3600),
                List.of(trail.named(late)),
                SignedTrail.Draft.backfill(SignedTrail.FIRST, SignedTrail.BEGINNING.plusSeconds(9_000)));

        assertThat(verify(trail).isComplete()).isTrue();
    }

    @Test
    void aBackfillIsSignedWithTheKeyOfTheTimeWhenItWasMade() throws IOException {
        var trail = SignedTrail.of(3, 1);
        String late = trail.deliver(SignedTrail.BEGINNING.plusSeconds(1200), 5);
        Instant rotation = SignedTrail.BEGINNING.plus(Duration.ofDays(2));
        String digest = trail.digest(
                SignedTrail.BEGINNING,
                SignedTrail.BEGINNING.plusSeconds(3600),
                List.of(trail.named(late)),
                SignedTrail.Draft.backfill(SignedTrail.SECOND, rotation.plus(Duration.ofHours(5))));
        byte[] rotated = SignedTrail.publicKeys(
                SignedTrail.publicKey(SignedTrail.FIRST, SignedTrail.BEGINNING.minusSeconds(9_000), rotation),
                SignedTrail.publicKey(SignedTrail.SECOND, rotation, rotation.plus(Duration.ofDays(30))));
        IntegrityReport report = LogIntegrity.of(
                        LogMirror.of(trail.writeTo(folder)), PublicKeys.read(new ByteArrayInputStream(rotated), "keys"))
                .verify();

        assertThat(Verification.result(report, digest)).isEqualTo(Integrity.VERIFIED);
        assertThat(Verification.result(report, late)).isEqualTo(Integrity.VERIFIED);
        assertThat(report.isComplete()).isTrue();
    }

    @Test
    void aLogFileOfABackfillThatIsNotVerifiedIsNoForgery() throws IOException {
        var trail = SignedTrail.of(3, 1);
        String late = trail.deliver(SignedTrail.BEGINNING.plusSeconds(1200), 5);
        SignedTrail.Draft draft = SignedTrail.Draft.backfill(SignedTrail.FIRST, SignedTrail.BEGINNING);
        draft.generated = "";
        String digest = trail.digest(
                SignedTrail.BEGINNING, SignedTrail.BEGINNING.plusSeconds(3600), List.of(trail.named(late)), draft);
        IntegrityReport report = verify(trail);

        assertThat(Verification.result(report, digest)).isEqualTo(Integrity.SIGNATURE_UNKNOWN);
        assertThat(Verification.result(report, late)).isEqualTo(Integrity.NOT_COVERED);
        assertThat(report.hasFault()).isFalse();
    }
}
