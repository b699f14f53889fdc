// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each digest says of the one before it, and what is known where it does not fit. */
final class DigestLinksTest {
    private static final Instant ZERO = Instant.parse("2026-03-02T00:00:00Z");
    private static final String BUCKET = "trail-bucket";

    private static Instant hour(int hour) {
        return ZERO.plus(Duration.ofHours(hour));
    }

    private static String key(int end) {
        return "digest-" + (char) ('a' + end);
    }

    private static Digest.Previous previous(String bucket, int end) {
        return new Digest.Previous(bucket, key(end), "hash-" + end, "SHA-256", "sign-" + end);
    }

    private static DigestFile digest(int start, int end, Digest.@Nullable Previous previous) {
        var content =
                new Digest(hour(start), hour(end), "", BUCKET, key(end), "print", "SHA256withRSA", previous, List.of());
        var name = new ObjectKey(true, "scope", "eu-central-1", "chain", hour(end), false);
        return new DigestFile(key(end), name, Integrity.VERIFIED, "signed", content, "hash-" + end, "sign-" + end);
    }

    private static DigestChain chain(boolean backfill, DigestFile... files) {
        var chain = new DigestChain("chain", backfill);
        List.of(files).forEach(chain::add);
        chain.link();
        return chain;
    }

    @Test
    void digestsThatNameEachOtherAreAsTheyWere() {
        DigestFile[] files = {digest(0, 1, null), digest(1, 2, previous(BUCKET, 1)), digest(2, 3, previous(BUCKET, 2))};
        DigestChain chain = chain(false, files);
        assertThat(chain.files()).containsExactly(files);
        assertThat(chain.missing()).isEmpty();
        assertThat(chain.gaps()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "other, hash-1, SHA-256, sign-1, the digest after it names one of another bucket",
        "trail-bucket, hash-9, SHA-256, sign-1, the digest after it names one of other content",
        "trail-bucket, hash-1, MD5, sign-1, the digest after it has hashed it with MD5",
        "trail-bucket, hash-1, SHA-256, sign-9, the digest after it names one of another signature"
    })
    void whereTheNextOneSaysOtherwiseADigestsLinkIsBroken(
            String bucket, String hash, String algorithm, String signature, String detail) {
        DigestFile older = digest(0, 1, null);
        DigestFile newer = digest(1, 2, new Digest.Previous(bucket, key(1), hash, algorithm, signature));
        assertThat(chain(false, older, newer).files()).containsExactly(older.as(Integrity.LINK_BROKEN, detail), newer);
    }

    @Test
    void hashAndSignatureMayBeInEitherCase() {
        DigestFile newer = digest(1, 2, new Digest.Previous(BUCKET, key(1), "HASH-1", "SHA-256", "SIGN-1"));
        assertThat(chain(false, digest(0, 1, null), newer).files()).allMatch(DigestFile::isVerified);
    }

    @Test
    void aDigestEndsBeforeTheNextBegins() {
        DigestFile older = digest(0, 1, null);
        var overlapping = new Digest(
                hour(0), hour(2), "", BUCKET, key(2), "print", "SHA256withRSA", previous(BUCKET, 1), List.of());
        DigestFile newer = digest(1, 2, null);
        newer = new DigestFile(key(2), newer.name(), Integrity.VERIFIED, "signed", overlapping, "hash-2", "sign-2");
        assertThat(chain(false, older, newer).files())
                .containsExactly(older.as(Integrity.LINK_BROKEN, "it is not older than the digest after it"), newer);
    }

    @Test
    void onlyVerifiedDigestsAccuseAndOnlyVerifiedOnesAreAccused() {
        DigestFile older = digest(0, 1, null);
        DigestFile accuser = digest(1, 2, previous("other", 1));
        DigestFile modified = accuser.as(Integrity.MODIFIED, "its signature is not of its content");
        assertThat(chain(false, older, modified).files()).containsExactly(older, modified);
        DigestFile unknown = older.as(Integrity.KEY_UNKNOWN, "no key");
        assertThat(chain(false, unknown, accuser).files()).containsExactly(unknown, accuser);
        var damaged = new DigestFile(key(2), accuser.name(), Integrity.MALFORMED, "is none", null, "", "");
        assertThat(chain(false, older, damaged).files()).containsExactly(older, damaged);
    }

    @Test
    void aBrokenDigestAccusesNoOther() {
        DigestFile first = digest(0, 1, null);
        DigestFile second = digest(1, 2, previous("other", 1));
        DigestFile third = digest(2, 3, previous("other", 2));
        assertThat(chain(false, first, second, third).files())
                .extracting(DigestFile::integrity)
                .containsExactly(Integrity.VERIFIED, Integrity.LINK_BROKEN, Integrity.VERIFIED);
    }

    @Test
    void aDigestThatIsNamedAndNotThereIsMissingUnlessItIsBeforeAllOrLiesElsewhere() {
        DigestFile first = digest(0, 1, previous(BUCKET, 0));
        DigestFile third = digest(2, 3, previous(BUCKET, 2));
        assertThat(chain(false, first, third).missing())
                .containsExactly(new ObjectIntegrity(
                        BUCKET, key(2), Integrity.MISSING, "the digest after it names it", key(3), "print"));
        assertThat(chain(false, first, digest(2, 3, previous("other", 2))).missing())
                .isEmpty();
        assertThat(chain(false, third).missing())
                .as("what was before the mirror begins")
                .isEmpty();
    }

    private static String gaps(boolean backfill, DigestFile... files) {
        return String.join(
                "; ",
                chain(backfill, files).gaps().stream()
                        .map(gap -> gap.from() + " " + gap.to() + " " + gap.detail())
                        .toList());
    }

    @Test
    void aTimeThatNoVerifiedDigestCoversIsAGapAndSaysWhy() {
        String between = hour(1) + " " + hour(2) + " ";
        DigestFile first = digest(0, 1, null);
        assertThat(gaps(false, first, digest(2, 3, null))).isEqualTo(between + "the chain begins anew");
        assertThat(gaps(false, first, digest(2, 3, previous("other", 2))))
                .isEqualTo(between + "digests between were delivered to another bucket");
        DigestFile modified = digest(1, 2, previous(BUCKET, 1)).as(Integrity.MODIFIED, "changed");
        assertThat(gaps(false, first, modified, digest(2, 3, previous(BUCKET, 2))))
                .isEqualTo(between + "digests between are not verified");
        assertThat(gaps(false, first, digest(1, 2, null))).isEmpty();
    }

    @Test
    void digestsOfFilesThatCameLateHaveNoGapsBetween() {
        assertThat(gaps(true, digest(0, 1, null), digest(2, 3, null))).isEmpty();
    }

    @Test
    void aLongDigestCoversWhatAShortOneWithinItDoesNot() {
        assertThat(gaps(false, digest(0, 4, null), digest(1, 5, null), digest(5, 6, null)))
                .isEmpty();
        var whole = new Digest(hour(0), hour(9), "", BUCKET, key(1), "print", "SHA256withRSA", null, List.of());
        DigestFile first = digest(0, 1, null);
        first = new DigestFile(key(1), first.name(), Integrity.VERIFIED, "signed", whole, "hash-1", "sign-1");
        assertThat(gaps(false, first, digest(1, 2, null), digest(3, 4, null), digest(10, 11, null)))
                .isEqualTo(hour(9) + " " + hour(10) + " the chain begins anew");
    }
}
