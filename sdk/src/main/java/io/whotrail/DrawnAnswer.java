// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.List;

/**
 * What a session that stands alone for its key answers to uses by that key, as long as its group does not change.
 *
 * @param version its group's then
 * @param said what was given out for the credential, as which this counts
 * @param signals those of the credential, but for what is seen of its key
 */
record DrawnAnswer(IssuedSession session, int version, Announced said, Explanation verdict, List<Signal> signals) {
    /** Whether it still is what its session answers to a use at some time, and the key is not watched. */
    boolean holdsAt(long time) {
        IssuingEvent telling = session.telling();
        return (time == EpochSeconds.UNKNOWN || time >= telling.keyFrom() && time <= telling.keyUntil())
                && !session.isWatched()
                && holds(session, session.group().version());
    }

    /** Whether it is what this session answers while its group has this version. */
    @SuppressWarnings("ReferenceEquality") // the very session, and the very note
    boolean holds(IssuedSession asked, int versionNow) {
        return session == asked && version == versionNow && said == asked.announced();
    }
}
