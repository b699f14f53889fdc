// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** The sessions by the event time at which they expire. Used under the engine's lock. */
final class Expiries {
    /* A session that is given up before its time stays until its turn comes; when these are the most, they are cleared. */

    /** Below this many it is not worth the trouble. */
    private static final int FEW = 1_024;

    private final PriorityQueue<IssuedSession> queue =
            new PriorityQueue<>(Comparator.comparingLong(IssuedSession::expiresAt));

    private int given;

    void add(IssuedSession session) {
        queue.add(session);
    }

    /** Takes note that a session was given up before its time. */
    void givenUp() {
        given++;
        if (queue.size() > FEW && given > queue.size() / 2) {
            queue.removeIf(session -> !session.isKept());
            given = 0;
        }
    }

    /** Takes the next session that a watermark, in epoch seconds, has passed, or {@code null}. */
    @Nullable
    IssuedSession pollExpired(long watermark) {
        IssuedSession next = queue.peek();
        while (next != null && (!next.isKept() || next.expiresAt() < watermark)) {
            queue.remove();
            if (next.isKept()) {
                return next;
            }
            given--;
            next = queue.peek();
        }
        return null;
    }
}
