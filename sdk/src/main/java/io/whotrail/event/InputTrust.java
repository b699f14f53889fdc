// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

/**
 * How far a record can be believed to be what CloudTrail wrote, strongest first. A record does not show it: whoever reads
 * the record knows the way that it came and says so.
 */
public enum InputTrust {
    /** A digest file signed by CloudTrail names the log file that held the record, with its hash. */
    DIGEST_VERIFIED,
    /** It came from a place that only AWS can write to, as far as the host's own access control tells: a bucket, a queue. */
    SOURCE_AUTHENTICATED,
    /** Anybody may have written it. */
    UNAUTHENTICATED;

    /**
     * The weaker of two.
     *
     * @param other another trust
     * @return the one that says less
     */
    public InputTrust weaker(InputTrust other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
