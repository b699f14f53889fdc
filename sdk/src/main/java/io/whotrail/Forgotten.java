// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/** Which sessions were known once and why they are no longer. Bounded; thread safe. */
final class Forgotten {
    private static final int SMALLEST = 100_000;
    private static final int LARGEST = 20_000_000;

    private final EvidenceFilter evicted;
    private final EvidenceFilter expired;
    /** Apart from the others, so that a false answer cannot take from a root user what it did: there are very few. */
    private final EvidenceFilter roots;

    Forgotten(long maximumSessions) {
        int capacity = (int) Math.max(SMALLEST, Math.min(LARGEST, Math.min(maximumSessions, LARGEST) * 4));
        this.evicted = new EvidenceFilter(capacity);
        this.expired = new EvidenceFilter(capacity);
        this.roots = new EvidenceFilter(SMALLEST);
    }

    void add(IssuedSession session, boolean isExpired) {
        (isExpired ? expired : evicted).add(session);
        if (session.issuance().isOfRoot()) {
            roots.add(session);
        }
    }

    /** Whether {@code AssumeRoot} issued a key of this root user. */
    boolean holdsRoot(String groupKey, @Nullable String accessKeyId) {
        return roots.mightHold(groupKey, accessKeyId, EpochSeconds.UNKNOWN);
    }

    /** Why nothing is known of a session. */
    UnattributedReason reason(String groupKey, @Nullable String accessKeyId, long birth) {
        if (evicted.mightHold(groupKey, accessKeyId, birth)) {
            return UnattributedReason.ISSUANCE_EVICTED;
        }
        return expired.mightHold(groupKey, accessKeyId, birth)
                ? UnattributedReason.ISSUANCE_EXPIRED
                : UnattributedReason.ISSUANCE_NOT_SEEN;
    }
}
