// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/** The caller of an issuance: its answer goes to the session that was issued. */
final class WaitingCaller extends WaitingUse {
    private final IssuedSession.Copy copy;

    WaitingCaller(Use use, IssuedSession.Copy copy) {
        super(use);
        this.copy = copy;
    }

    IssuedSession.Copy copy() {
        return copy;
    }
}
