// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions that are kept, and all that is kept for them, take of the heap: added up as they come and go. Used under
 * the engine's lock.
 */
final class Weight {
    /* The numbers are what a 64-bit JVM with compressed references takes; the footprint benchmark measures what they add up
     * to. What many share is counted once. */

    /** A group, the two entries that the cache has for it, and its places in the tables. */
    private static final long GROUP = 56 + 32 + 32 + 8 + 8;

    /** A session, and its places in the queue of expiries and in the table of keys. */
    private static final long SESSION = 120 + 8 + 10;

    /** What a group's index takes for each of few sessions, and for each of many. */
    private static final long LISTED = 56;

    private static final long INDEXED = 232;

    /** A session that nobody needs but to name it. */
    private static final long GONE = 320;

    private static final long COPY = 160;
    private static final long ROLE_SESSIONS = 160;
    private static final long ROLE = 120;
    private static final long SHOWN = 260;
    private static final long UNUSUAL = 64;
    private static final long UNUSUAL_HOP = 64;
    private static final long WAITING = 560;
    private static final long SETTLED = 24 + 32 + 32;
    private static final long HOLDER = 240;
    private static final long ACCOUNT = 576;
    private static final long WATCHED = 32 + 32 + 24 + 24 + 56 + 56 + 56;
    private static final long EVENT = 1_200;

    private static final long TEXT = 40;
    private static final long ARRAY = 16;

    private long bytes;
    private long waitingBytes;

    /** What all sessions take, and what is kept for them. */
    long bytes() {
        return bytes;
    }

    /** What all events that wait take. */
    long waitingBytes() {
        return waitingBytes;
    }

    void addWaiting(int more) {
        waitingBytes += more;
    }

    void removeWaiting(int less) {
        waitingBytes -= less;
    }

    void add(long more) {
        bytes += more;
    }

    void remove(long less) {
        bytes -= less;
    }

    static long ofGroup(SessionGroup group) {
        return GROUP + aligned(ARRAY + group.nameBytes().length);
    }

    static long ofRole(RoleSessions role) {
        return ROLE_SESSIONS + 3 * ofText(role.prefix());
    }

    static long ofSession() {
        return SESSION;
    }

    /** What a session takes in its group's index, beside as many others. */
    static long ofPlace(int others) {
        return others == 0 ? 0 : others < CredentialIndex.SMALL ? LISTED : INDEXED;
    }

    static long ofCopy() {
        return COPY;
    }

    static long ofRole(@Nullable String arn, @Nullable String id, @Nullable String prefix) {
        return ROLE + ofText(arn) + ofText(id) + ofText(prefix);
    }

    static long ofShown(Caller.Shown shown) {
        return SHOWN + ofAnswer(shown.verdict()) + ofText(shown.acting().arn()) + ofText(shown.principalId());
    }

    private static long ofAnswer(Verdict verdict) {
        return verdict instanceof Explanation explanation
                ? ofExplanation(explanation)
                : verdict instanceof Ambiguity ambiguity
                        ? ambiguity.candidates().stream()
                                .mapToLong(Weight::ofExplanation)
                                .sum()
                        : 0;
    }

    /** An answer that is kept when the sessions are gone that it was drawn from: its chain goes on naming them. */
    private static long ofExplanation(Explanation explanation) {
        long hops = Math.min(explanation.chain().length(), RoleChain.MAXIMUM_HOPS);
        return ofIdentity(explanation.origin()) + hops * GONE;
    }

    private static long ofIdentity(Identity identity) {
        return ofText(identity.name()) + ofText(identity.arn()) + ofText(identity.principalId());
    }

    static long ofUnusual(
            @Nullable String eventId,
            @Nullable String accessKeyId,
            @Nullable String principalId,
            @Nullable String sessionArn,
            @Nullable Hop hop) {
        long ofHop = hop == null
                ? 0
                : UNUSUAL_HOP + ofText(hop.roleArn()) + ofText(hop.sessionName()) + ofText(hop.sourceIdentity());
        return UNUSUAL + ofText(eventId) + ofText(accessKeyId) + ofText(principalId) + ofText(sessionArn) + ofHop;
    }

    static long ofWaiting(Use use) {
        return WAITING
                + ofText(use.groupKey())
                + ofText(use.principalId())
                + ofText(use.accessKeyId())
                + ofText(use.event().eventId());
    }

    static long ofSettled() {
        return SETTLED;
    }

    static long ofHolder(String origin) {
        return HOLDER + ofText(origin);
    }

    static long ofAccount(String id) {
        return ACCOUNT + ofText(id);
    }

    /** A session whose uses' addresses are remembered. */
    static long ofWatched() {
        return WATCHED;
    }

    /** An event that waits, and its answer. */
    static long ofEvent(CloudTrailEvent event) {
        UserIdentity identity = event.userIdentity();
        SessionContext context = identity.sessionContext();
        SessionIssuer issuer = context == null ? null : context.sessionIssuer();
        RequestParameters request = event.requestParameters();
        ResponseElements response = event.responseElements();
        return EVENT
                + ofText(event.eventId())
                + ofText(identity.arn())
                + ofText(identity.principalId())
                + ofText(identity.accessKeyId())
                + ofText(identity.userName())
                + ofText(issuer == null ? null : issuer.arn())
                + ofText(context == null ? null : context.sourceIdentity())
                + ofText(request.roleArn())
                + ofText(request.roleSessionName())
                + ofText(response.assumedRoleArn())
                + ofText(response.assumedRoleId())
                + ofText(response.subject());
    }

    /** A text of its own, in one byte a character. */
    static long ofText(@Nullable String text) {
        return text == null ? 0 : aligned(TEXT + text.length());
    }

    private static long aligned(long bytes) {
        return bytes + 7 & ~7;
    }
}
