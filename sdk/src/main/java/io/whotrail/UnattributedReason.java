// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/** Why no origin is known, each with what an operator can change about it. */
public enum UnattributedReason {
    /** Evidence contradicts itself: the same event id came with two contents, or a chain leads back to itself. Find out
     * which delivery can be trusted. */
    CONFLICT,
    /** The access key was used before it was issued or after it expired, or the event shows a session that was born more than
     * five minutes after it. Look at the event: a clock is off, or the record is not genuine. */
    OUT_OF_VALIDITY,
    /** The role chain has more hops than {@link Attributor.Builder#maximumChainLength}; raise it. */
    CHAIN_TOO_LONG,
    /** The issuing event was seen, but its session was pushed out by the memory bound; raise
     * {@link Attributor.Builder#maximumSessions}. */
    ISSUANCE_EVICTED,
    /** The issuing event was seen, but longer ago than {@link Attributor.Builder#retention}; raise it. */
    ISSUANCE_EXPIRED,
    /** No event was seen that issued this session: it was not delivered, is still to come, or its account or Region is
     * not logged. {@code AssumeRole} is a read-only event: a trail that records write-only events has none. */
    ISSUANCE_NOT_SEEN,
    /** The record's identity cannot be understood, for example a role session without a session name. Report it. */
    MALFORMED_IDENTITY,
    /** The record names nobody, for example an anonymous call or a sign-in that failed with a name that AWS hides. Nothing
     * to change. */
    NO_IDENTITY;

    /** Whether the issuance is not known, or not any more. */
    boolean isOfIssuance() {
        return this == ISSUANCE_NOT_SEEN || isOfMemory();
    }

    /** Whether it was known, and memory had to let go of it. */
    boolean isOfMemory() {
        return this == ISSUANCE_EVICTED || this == ISSUANCE_EXPIRED;
    }
}
