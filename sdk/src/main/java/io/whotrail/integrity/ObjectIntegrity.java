// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one digest or log file.
 *
 * @param bucket the bucket, empty where the mirror does not tell and no digest does
 * @param key the object's key
 * @param integrity what is known
 * @param detail why, in words
 * @param digest the key of the digest that proves it, or would; {@code null} where there is none
 * @param fingerprint the fingerprint of the public key that the digest names; {@code null} where there is no digest
 */
public record ObjectIntegrity(
        String bucket,
        String key,
        Integrity integrity,
        String detail,
        @Nullable String digest,
        @Nullable String fingerprint) {
    /** Checks that nothing is missing. */
    public ObjectIntegrity {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(integrity, "integrity");
        Objects.requireNonNull(detail, "detail");
    }
}
