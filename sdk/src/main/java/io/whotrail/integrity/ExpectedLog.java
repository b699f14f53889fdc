// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import io.whotrail.event.Provenance;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What a verified digest says of a log file. */
record ExpectedLog(Digest.LogFile file, Provenance provenance) {
    /**
     * What is known of a file once it was read to its end.
     *
     * @param member the file's content, read to its end
     * @param oldest the time of its oldest event; {@code null} for none
     * @param newest the time of its newest event; {@code null} for none
     */
    ObjectIntegrity judge(SingleMember member, @Nullable Instant oldest, @Nullable Instant newest) {
        if (!file.hashAlgorithm().equals(DigestFile.HASH_ALGORITHM)) {
            return as(Integrity.UNSUPPORTED, "its digest has hashed it with " + file.hashAlgorithm());
        }
        boolean same = isHash(member.hash());
        if (member.hasTrailingData()) {
            return as(Integrity.TRAILING_DATA, "something was appended to it");
        }
        if (!same) {
            String damage = member.damage();
            return as(Integrity.MODIFIED, damage == null ? "its content is not what its digest says" : "it " + damage);
        }
        if (member.damage() != null) {
            return as(Integrity.MALFORMED, "it " + member.damage());
        }
        boolean inTime = isWithin(oldest) && isWithin(newest);
        return inTime
                ? as(Integrity.VERIFIED, "its digest is signed by " + provenance.fingerprint())
                : as(
                        Integrity.MALFORMED,
                        "its events are from " + oldest + " to " + newest + ", its digest says " + file.oldest()
                                + " to " + file.newest());
    }

    private boolean isHash(byte[] hash) {
        try {
            return MessageDigest.isEqual(hash, HexFormat.of().parseHex(file.hash()));
        } catch (IllegalArgumentException noHash) {
            return false;
        }
    }

    private boolean isWithin(@Nullable Instant time) {
        return time == null
                || file.oldest() != null
                        && file.newest() != null
                        && !time.isBefore(file.oldest())
                        && !time.isAfter(file.newest());
    }

    ObjectIntegrity missing() {
        return as(Integrity.MISSING, "its digest names it");
    }

    private ObjectIntegrity as(Integrity integrity, String detail) {
        return new ObjectIntegrity(
                file.bucket(), file.key(), integrity, detail, provenance.digest(), provenance.fingerprint());
    }
}
