// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/** Another record of a call that issued a session. */
final class FurtherRecord extends IssuingEvent {
    private final IssuedSession session;

    FurtherRecord(IssuedSession session, Issuance issuance, long due, SharedTexts shared) {
        super(session.group(), issuance, due, shared);
        this.session = session;
    }

    @Override
    IssuedSession session() {
        return session;
    }
}
