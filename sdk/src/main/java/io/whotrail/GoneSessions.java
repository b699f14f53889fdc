// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What sessions that memory let go of leave in doubt about those that are kept. Thread safe. */
final class GoneSessions {
    private final Forgotten forgotten;
    private final boolean outlivesUse;

    /**
     * Leaves nothing in doubt yet.
     *
     * @param forgotten which sessions are gone
     * @param retention how long a session is kept that memory has room for
     */
    GoneSessions(Forgotten forgotten, Duration retention) {
        this.forgotten = forgotten;
        this.outlivesUse = retention.compareTo(Issuance.LONGEST_ROLE_SESSION.plus(Issuance.LATE_TOLERANCE)) > 0;
    }

    /**
     * Where a session that fits as well was pushed out, a birth does not tell which of them the use is of. One that expired
     * fits no use any more, as long as sessions are kept for longer than they can be used. Of a call into another account,
     * the copies that are left do not tell what the one that was pushed out told.
     */
    boolean isOvershadowed(Use use, String groupKey, Candidates candidates) {
        return forgotten.holdsEvictedCopy(groupKey)
                || candidates.match() == Match.NAMED && wasNamedPushedOut(groupKey)
                || candidates.areOfKey() && wasPushedOut(groupKey, use.accessKeyId(), candidates.areCovered())
                || candidates.areOfBirth()
                        && (mayBeGone(use, groupKey, use.birth())
                                || maySignInBeGone(groupKey, use.birth())
                                || candidates.match() != Match.BIRTH
                                        && (mayBeGone(use, groupKey, use.birth() - 1)
                                                || mayBeGone(use, groupKey, use.birth() + 1)));
    }

    /**
     * Whether a session that was issued a key was pushed out, or expired while it could still be used: whoever else was issued
     * the same key, by records that contradict each other, does not become the answer by that.
     *
     * @param isCovered whether a digest covers the one that is left: only another that one covers contradicts it
     */
    boolean wasPushedOut(String groupKey, @Nullable String accessKeyId, boolean isCovered) {
        return accessKeyId != null
                && (forgotten.holdsEvictedKey(groupKey, accessKeyId, isCovered)
                        || !outlivesUse && forgotten.holdsExpiredKey(groupKey, accessKeyId, isCovered));
    }

    private boolean wasNamedPushedOut(String groupKey) {
        return forgotten.holdsEvictedNamed(groupKey) || !outlivesUse && forgotten.holdsExpiredNamed(groupKey);
    }

    private boolean mayBeGone(Use use, String groupKey, long birth) {
        return outlivesUse
                ? forgotten.mayHoldEvicted(groupKey, use.accessKeyId(), birth)
                : forgotten.mayHold(groupKey, use.accessKeyId(), birth);
    }

    /** A switch beside a birth is another explanation, and any sign-in tells that the session has more keys. */
    private boolean maySignInBeGone(String groupKey, long birth) {
        return forgotten.holdsEvictedSignInBeside(groupKey, birth)
                || !outlivesUse && forgotten.holdsExpiredSignInBeside(groupKey, birth);
    }

    /** A session that is gone may have been the one that was used, whenever others that had its key could be. */
    UnattributedReason reason(Use use, String groupKey, Candidates candidates, boolean overshadowed) {
        UnattributedReason reason = forgotten.reason(groupKey, use.accessKeyId(), use.birth());
        if (reason != UnattributedReason.ISSUANCE_NOT_SEEN) {
            return reason;
        }
        if (!candidates.outOfValidity().isEmpty()) {
            return UnattributedReason.OUT_OF_VALIDITY;
        }
        return overshadowed ? UnattributedReason.ISSUANCE_EVICTED : reason;
    }
}
