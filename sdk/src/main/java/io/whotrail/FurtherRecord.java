// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import java.io.IOException;

/** Another record of a call that issued a session. */
final class FurtherRecord extends IssuingEvent {
    private final IssuedSession session;

    FurtherRecord(IssuedSession session, Issuance issuance, long due, SharedTexts shared) {
        super(session.group(), issuance, due, shared);
        this.session = session;
    }

    /** As a checkpoint tells it. */
    FurtherRecord(IssuedSession session, RestoredTexts texts, SectionReader in)
            throws IOException, CheckpointException {
        super(session.group(), texts, in);
        this.session = session;
    }

    @Override
    IssuedSession session() {
        return session;
    }
}
