// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.List;

/** The caller of an issuance: its answer goes to the session that was issued. */
final class WaitingCaller extends WaitingUse {
    private final IssuingEvent issuing;
    private List<IssuedSession> parents = List.of();

    WaitingCaller(Use use, IssuingEvent issuing) {
        super(use);
        this.issuing = issuing;
    }

    /** The event that issued the session. */
    IssuingEvent issuing() {
        return issuing;
    }

    /** The sessions that the answer was drawn from. */
    List<IssuedSession> parents() {
        return parents;
    }

    /** Takes note of the sessions that the answer was drawn from; says whether they are others than before. */
    boolean parents(List<IssuedSession> newParents) {
        boolean changed = !parents.equals(newParents);
        parents = newParents;
        newParents.forEach(IssuedSession::gainChildren);
        return changed;
    }
}
