// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The question who called for a credential: its answer goes to the session that was issued. */
abstract sealed class AskedCaller extends WaitingUse implements Caller permits WaitingCaller, SettledCaller {
    private final IssuingEvent issuing;
    private volatile Verdict verdict;
    private boolean circular;
    private Ancestors ancestors = Ancestors.NONE;

    AskedCaller(IssuingEvent issuing, Verdict verdict) {
        this.issuing = issuing;
        this.verdict = verdict;
    }

    /** The event that issued the session. */
    final IssuingEvent issuing() {
        return issuing;
    }

    /** Whether somebody still wants to know. */
    final boolean isAsked() {
        return !issuing.session().isReleased() && issuing.session().holds(issuing) && equals(issuing.asked());
    }

    /** Whether the session was found to descend from itself by its caller. */
    final boolean isCircular() {
        return circular;
    }

    final void circular(boolean isCircular) {
        circular = isCircular;
    }

    /** The latest time, in epoch seconds, that a record of another issuance of what the caller used may show. */
    final long lastRival() {
        return EpochSeconds.plus(issuing.due(), Issuance.EARLY_TOLERANCE);
    }

    /** Whether the watermark made the answer final. */
    abstract boolean isSettled();

    @Override
    public final Verdict verdict() {
        return verdict;
    }

    final void verdict(Verdict newVerdict) {
        verdict = newVerdict;
    }

    @Override
    public final Ancestors ancestors() {
        return ancestors;
    }

    final void ancestors(Ancestors newAncestors) {
        ancestors = newAncestors;
    }

    @Override
    public final Identity acting() {
        return Identities.acting(use().identity());
    }

    @Override
    public final Claims claims() {
        return use().claims();
    }

    @Override
    public final @Nullable String principalId() {
        return use().principalId();
    }

    /** Whether an answer is the one that is known. */
    final boolean isSame(Verdict other, List<IssuedSession> otherParents, Ancestors otherAncestors) {
        return verdict.equals(other) && parents().equals(otherParents) && ancestors.equals(otherAncestors);
    }
}
