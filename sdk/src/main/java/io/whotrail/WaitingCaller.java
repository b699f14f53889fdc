// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.List;

/** The question who called for a credential, as the issuing event asks it. */
final class WaitingCaller extends AskedCaller {
    private final Use use;
    private List<IssuedSession> parents = List.of();
    private boolean settled;
    private long waitsUntil = Long.MIN_VALUE;

    WaitingCaller(Use use, IssuingEvent issuing) {
        super(issuing, new Gap(UnattributedReason.ISSUANCE_NOT_SEEN, Identities.acting(use.identity()), Claims.NONE));
        this.use = use;
    }

    /** The question that was taken for settled, and is not. */
    WaitingCaller(SettledCaller settled) {
        super(settled.issuing(), settled.verdict());
        this.use = settled.use();
        this.parents = settled.parents();
        ancestors(settled.ancestors());
    }

    /** As a checkpoint tells it; the parents do not know of it yet. */
    WaitingCaller(Use use, IssuingEvent issuing, Verdict verdict, List<IssuedSession> parents) {
        super(issuing, verdict);
        this.use = use;
        this.parents = parents;
    }

    /** The watermark makes the answer final. */
    void settle() {
        settled = true;
    }

    /** When the answer is looked at again, in epoch seconds. */
    long finalAt() {
        return Math.max(waitsUntil, lastRival());
    }

    /** An ancestor's call is not settled before then. */
    void waitUntil(long until) {
        waitsUntil = until;
        settled = false;
    }

    @Override
    boolean isSettled() {
        return settled;
    }

    @Override
    Use use() {
        return use;
    }

    @Override
    public List<IssuedSession> parents() {
        return parents;
    }

    /** Takes note of the sessions that the answer was drawn from. */
    void parents(List<IssuedSession> newParents) {
        newParents.forEach(IssuedSession::gainChild);
        parents.forEach(IssuedSession::loseChild);
        parents = newParents;
    }
}
