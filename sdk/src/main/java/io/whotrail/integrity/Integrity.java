// SPDX-License-Identifier: Apache-2.0
package io.whotrail.integrity;

/** What is known of a digest or log file. */
public enum Integrity {
    /** It is what CloudTrail delivered. */
    VERIFIED(false),
    /**
     * A log file of the last hour that digests cover, or of the two after it where the mirror holds nothing newer: the digest
     * that would name it may not have come yet.
     */
    PENDING(false),
    /** A log file of a time for which no digest is there, or only digests that are not verified. */
    NOT_COVERED(false),
    /** Its digest, or it, was signed by a key that is not known, or not of that time. */
    KEY_UNKNOWN(false),
    /** A digest whose signature was not kept, or of late files and not when it was made: metadata of the object. */
    SIGNATURE_UNKNOWN(false),
    /** A digest that is signed or hashed in a way that is not known. */
    UNSUPPORTED(false),
    /** A verified digest names it, and it is not there. */
    MISSING(true),
    /** Digests cover the time, and none names it: a log file that somebody else put there. */
    NOT_LISTED(true),
    /** It has other bytes than CloudTrail delivered. */
    MODIFIED(true),
    /** Something was appended behind its end. */
    TRAILING_DATA(true),
    /** It is no gzip, or no digest, or its events are not of the time that its digest says. */
    MALFORMED(true),
    /** A digest that says of itself that it lies elsewhere. */
    MOVED(true),
    /** A digest that is signed, but not the one that the digest after it names. */
    LINK_BROKEN(true);

    private final boolean fault;

    Integrity(boolean fault) {
        this.fault = fault;
    }

    /**
     * Whether somebody, or something, changed what CloudTrail delivered.
     *
     * @return {@code false} where it is verified, or cannot be known
     */
    public boolean isFault() {
        return fault;
    }
}
