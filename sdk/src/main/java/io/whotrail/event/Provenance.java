// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.util.Objects;

/**
 * The proof that a record is what CloudTrail delivered.
 *
 * @param digest the key of the signed digest file that names the record's log file with its hash
 * @param fingerprint the fingerprint of the public key by which the digest was verified
 */
public record Provenance(String digest, String fingerprint) {
    /** Checks that nothing is missing. */
    public Provenance {
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(fingerprint, "fingerprint");
    }
}
