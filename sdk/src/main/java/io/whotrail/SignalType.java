// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/** Facts worth an analyst's eye, found because several ways of attribution can be compared. None changes a verdict. */
public enum SignalType {
    /** The acting session is named like another known principal. */
    NAME_IMPERSONATES,
    /** The role's trust policy forced the session's name to be its caller's, and the issuing event shows another caller. */
    NAME_DISAGREES,
    /** The source identity of the chain is not the origin's name. */
    SOURCE_IDENTITY_DISAGREES,
    /** The source identity was chosen by a caller, not by an identity provider, and is not that caller's name. */
    SOURCE_IDENTITY_SELF_CHOSEN,
    /** One access key id belongs to two principals. */
    KEY_SHARED,
    /** The access key was used before it was issued or after it expired, or before its session was born as the event shows. */
    OUT_OF_VALIDITY,
    /** The event's time lies further in the future than clocks may be off. */
    FUTURE_TIME,
    /** A role recurs on the chain. */
    ROLE_JUGGLING,
    /** The chain is longer than {@link Attributor.Builder#deepChain}. */
    DEEP_CHAIN,
    /** A workload's credential was used from another source address than its first. */
    WORKLOAD_CREDENTIAL_ELSEWHERE,
    /** The same event id came with other content. */
    CONTENT_CONFLICT,
    /** A name on the chain mixes scripts, so that it can look like another name. */
    MIXED_SCRIPT_NAME;

    /** Whether the fact is one of a single event, not of its credential. */
    boolean isOfEvent() {
        return this == OUT_OF_VALIDITY || this == FUTURE_TIME || this == CONTENT_CONFLICT;
    }
}
