// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Where the public keys come from that CloudTrail signs digests with: {@link PublicKeys}, or a host's own AWS client. */
@FunctionalInterface
public interface PublicKeySource {
    /**
     * The keys of a fingerprint.
     *
     * @param region the Region of the digest; each has keys of its own
     * @param fingerprint the fingerprint that the digest names
     * @param signedAt about when the digest was signed: when the time that it covers ends, or for one of files that came
     *     late, when it was made. Who asks AWS, asks {@code ListPublicKeys} for an hour before to two hours after
     * @return the keys with that fingerprint; none where it is not known
     * @throws IOException if they cannot be had
     */
    List<DigestKey> find(String region, String fingerprint, Instant signedAt) throws IOException;
}
