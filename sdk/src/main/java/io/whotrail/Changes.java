// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one event changed, collected under the engine's lock until all has settled. */
final class Changes {
    /* Nearly every event changes nothing, or one session that nobody asked for yet: what it takes to hold more is made when
     * there is more. */

    private final String eventId;
    private @Nullable Deque<IssuedSession> unsettled;
    private @Nullable Set<IssuedSession> circled;
    private @Nullable Set<IssuedSession> sessions;
    private @Nullable Set<WaitingEvent> events;

    Changes(String eventId) {
        this.eventId = eventId;
    }

    /** The event that caused the changes. */
    String eventId() {
        return eventId;
    }

    /** A session's answers may have changed: whoever uses it has to ask again. */
    void drawn(IssuedSession session) {
        Deque<IssuedSession> all = unsettled == null ? new ArrayDeque<>(4) : unsettled;
        unsettled = all;
        all.add(session);
        touch(session);
    }

    @Nullable
    IssuedSession nextUnsettled() {
        return unsettled == null ? null : unsettled.poll();
    }

    /** A session descends from itself by other parents than before: so may others that are on a circle with it. */
    void circled(IssuedSession session) {
        Set<IssuedSession> all = circled == null ? new LinkedHashSet<>(4) : circled;
        circled = all;
        all.add(session);
    }

    /** Takes the sessions that descend from themselves by other parents than before. */
    Collection<IssuedSession> takeCircled() {
        Collection<IssuedSession> all = circled == null ? List.of() : circled;
        circled = null;
        return all;
    }

    /** A session's signals may have changed. */
    void touch(IssuedSession session) {
        Set<IssuedSession> all = sessions == null ? new LinkedHashSet<>(4) : sessions;
        sessions = all;
        all.add(session);
    }

    /** An event's answer may have changed. */
    void touch(WaitingEvent event) {
        Set<WaitingEvent> all = events == null ? new LinkedHashSet<>(4) : events;
        events = all;
        all.add(event);
    }

    Collection<IssuedSession> sessions() {
        return sessions == null ? List.of() : sessions;
    }

    Collection<WaitingEvent> events() {
        return events == null ? List.of() : events;
    }
}
