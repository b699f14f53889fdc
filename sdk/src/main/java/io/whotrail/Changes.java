// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one event changed, collected under the engine's lock until all has settled. */
final class Changes {
    private final String eventId;
    private final Deque<IssuedSession> unsettled = new ArrayDeque<>();
    private final Set<IssuedSession> sessions = new LinkedHashSet<>();
    private final Set<WaitingEvent> events = new LinkedHashSet<>();

    Changes(String eventId) {
        this.eventId = eventId;
    }

    /** The event that caused the changes. */
    String eventId() {
        return eventId;
    }

    /** A session's answers may have changed: whoever uses it has to ask again. */
    void drawn(IssuedSession session) {
        unsettled.add(session);
        sessions.add(session);
    }

    @Nullable
    IssuedSession nextUnsettled() {
        return unsettled.poll();
    }

    /** A session's signals may have changed. */
    void touch(IssuedSession session) {
        sessions.add(session);
    }

    /** An event's answer may have changed. */
    void touch(WaitingEvent event) {
        events.add(event);
    }

    Collection<IssuedSession> sessions() {
        return sessions;
    }

    Collection<WaitingEvent> events() {
        return events;
    }
}
