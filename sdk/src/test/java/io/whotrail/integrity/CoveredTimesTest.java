// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What digests, held against each other by their times alone, tell of a log file that none of them names. */
final class CoveredTimesTest {
    private static final Instant ZERO = Instant.parse("2026-03-02T00:00:00Z");
    private static final String SCOPE = "111122223333/eu-central-1";
    private static final String BUCKET = "trail-bucket";

    private static Instant hour(double hours) {
        return ZERO.plus(Duration.ofMinutes(Math.round(hours * 60)));
    }

    private static String logFile(double hour) {
        String minute = hour(hour).toString().replaceAll("[-:]", "").replaceFirst("00Z$", "Z");
        return "AWSLogs/111122223333/CloudTrail/eu-central-1/2026/03/02/111122223333_CloudTrail_eu-central-1_" + minute
                + "_x.json.gz";
    }

    private static DigestFile digest(
            double from, double until, double named, Integrity integrity, boolean backfill, String... logFiles) {
        List<Digest.LogFile> files = List.of(logFiles).stream()
                .map(key -> new Digest.LogFile(BUCKET, key, "", "SHA-256", null, null))
                .toList();
        String key = "digest-" + from + "-" + until;
        var content = new Digest(hour(from), hour(until), "", BUCKET, key, "print", "SHA256withRSA", null, files);
        var name = new ObjectKey(true, SCOPE, "eu-central-1", SCOPE + "/t", hour(named), backfill);
        return new DigestFile(key, name, integrity, "for some reason", content, "", "");
    }

    private static DigestFile digest(double from, double until) {
        return digest(from, until, until, Integrity.VERIFIED, false);
    }

    /** What is known of a log file of an hour, where another is the newest object that is there. */
    private static ObjectIntegrity judged(double delivered, double newest, DigestFile... digests) {
        List<String> keys =
                List.of(logFile(delivered), "no object of CloudTrail's", logFile(newest), logFile(delivered));
        ObjectIntegrity told = judged(keys, delivered, List.of(digests));
        var turned = new ArrayList<>(List.of(digests));
        Collections.reverse(turned);
        assertThat(judged(keys, delivered, turned)).as("in whatever order").isEqualTo(told);
        return told;
    }

    private static ObjectIntegrity judged(List<String> keys, double delivered, List<DigestFile> digests) {
        var coverage = new Coverage(keys);
        digests.forEach(coverage::add);
        String key = logFile(delivered);
        return coverage.judge(BUCKET, key, ObjectKey.of(key));
    }

    private static Integrity known(double delivered, double newest, DigestFile... digests) {
        return judged(delivered, newest, digests).integrity();
    }

    @Test
    void digestsThatAdjoinCoverTheHourInWhichItMayBeNamed() {
        assertThat(judged(1.5, 1.5, digest(0, 1), digest(1, 2), digest(2, 3)))
                .isEqualTo(new ObjectIntegrity(
                        BUCKET,
                        logFile(1.5),
                        Integrity.NOT_LISTED,
                        "the digests of its time do not name it",
                        null,
                        null));
        assertThat(known(1.5, 1.5, digest(0, 1), digest(1, 2), digest(2.1, 3))).isEqualTo(Integrity.NOT_COVERED);
        assertThat(known(1.5, 1.5, digest(2, 3))).isEqualTo(Integrity.NOT_COVERED);
        assertThat(known(1.5, 1.5, digest(1.5, 2.5))).isEqualTo(Integrity.NOT_LISTED);
    }

    @Test
    void aDigestThatEndedBeforeItIsNoneOfItsTime() {
        assertThat(known(5, 5, digest(0, 1), digest(2, 7))).isEqualTo(Integrity.NOT_LISTED);
        assertThat(known(5, 5, digest(0, 5), digest(9, 10))).isEqualTo(Integrity.NOT_COVERED);
    }

    @Test
    void theNextDigestMayComeUntilTwoHoursAfterTheLast() {
        assertThat(judged(2.5, 4, digest(0, 2)).detail()).contains("may not have come yet");
        assertThat(known(2.5, 4, digest(0, 2))).isEqualTo(Integrity.PENDING);
        assertThat(known(2.5, 4.1, digest(0, 2))).isEqualTo(Integrity.NOT_COVERED);
    }

    @Test
    void theLatestEndCountsWhateverTheNamesOfTheDigestsSay() {
        assertThat(known(2.5, 5.5, digest(0, 4, 1, Integrity.VERIFIED, false), digest(0, 2)))
                .isEqualTo(Integrity.NOT_LISTED);
    }

    @Test
    void withoutADigestThatIsVerifiedNothingIsCovered() {
        assertThat(known(0.5, 0.5)).isEqualTo(Integrity.NOT_COVERED);
        assertThat(known(0.5, 0.5, digest(0, 3, 3, Integrity.MODIFIED, false))).isEqualTo(Integrity.NOT_COVERED);
        assertThat(known(0.5, 0.5, digest(0, 3, 3, Integrity.VERIFIED, true))).isEqualTo(Integrity.NOT_COVERED);
        DigestFile damaged =
                new DigestFile("damaged", digest(0, 3).name(), Integrity.MALFORMED, "is damaged", null, "", "");
        assertThat(known(0.5, 0.5, damaged)).isEqualTo(Integrity.NOT_COVERED);
    }

    private static ObjectIntegrity ofDigest(Integrity integrity, @Nullable String named) {
        return judged(0.5, 0.5, digest(0, 3, 3, integrity, false, named == null ? logFile(9) : named));
    }

    @Test
    void aDigestThatIsNotVerifiedAndNamesItIsTheReason() {
        assertThat(ofDigest(Integrity.MODIFIED, logFile(0.5)))
                .isEqualTo(new ObjectIntegrity(
                        BUCKET,
                        logFile(0.5),
                        Integrity.NOT_COVERED,
                        "its digest is not verified: for some reason",
                        "digest-0.0-3.0",
                        "print"));
        assertThat(ofDigest(Integrity.KEY_UNKNOWN, logFile(0.5)).integrity()).isEqualTo(Integrity.KEY_UNKNOWN);
        assertThat(ofDigest(Integrity.KEY_UNKNOWN, null).detail()).isEqualTo("no verified digest covers its time");
        assertThat(ofDigest(Integrity.VERIFIED, logFile(0.5)).integrity())
                .as("named in another bucket, by a digest that is verified")
                .isEqualTo(Integrity.NOT_LISTED);
    }
}
