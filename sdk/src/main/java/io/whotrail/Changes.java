// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.policy.RoleKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
    private @Nullable List<AskedCaller> circled;
    private @Nullable Set<IssuedSession> opened;
    private @Nullable Set<IssuedSession> joined;
    private @Nullable Set<IssuedSession> sessions;
    private @Nullable Set<WaitingEvent> events;
    private List<Quarantine> quarantines = List.of();
    private List<Relay> relays = List.of();
    private @Nullable Set<IssuingEvent> called;
    private @Nullable List<Relayed.Seen> seen;
    private List<String> named = List.of();
    private List<RoleKey> policies = List.of();

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

    /** Whether a session may be on a circle, or be on none, since this was last looked into. */
    boolean concernCircles() {
        return circled != null || opened != null || joined != null;
    }

    /** A session came to be on a circle by its caller, or is no more: its caller has to be asked again. */
    void circled(AskedCaller caller) {
        List<AskedCaller> all = circled == null ? new ArrayList<>(4) : circled;
        circled = all;
        all.add(caller);
    }

    /** Takes the callers by whom sessions came to be on a circle, or are no more. */
    List<AskedCaller> takeCircled() {
        List<AskedCaller> all = circled == null ? List.of() : circled;
        circled = null;
        return all;
    }

    /** Sessions that were on a circle may be on none any more. */
    void opened(Collection<IssuedSession> circle) {
        if (!circle.isEmpty()) {
            Set<IssuedSession> all = opened == null ? new LinkedHashSet<>() : opened;
            opened = all;
            all.addAll(circle);
        }
    }

    /** Takes the sessions that may be on no circle any more. */
    Set<IssuedSession> takeOpened() {
        Set<IssuedSession> all = opened == null ? new LinkedHashSet<>(0) : opened;
        opened = null;
        return all;
    }

    /** A session that is on a circle has more parents than before: others may be on it now. */
    void joined(IssuedSession session) {
        Set<IssuedSession> all = joined == null ? new LinkedHashSet<>(4) : joined;
        joined = all;
        all.add(session);
    }

    /** Takes the sessions on circles that others may be on now. */
    Set<IssuedSession> takeJoined() {
        Set<IssuedSession> all = joined == null ? Set.of() : joined;
        joined = null;
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

    /** Records were set aside. */
    void quarantined(List<Quarantine> setAside) {
        if (!setAside.isEmpty()) {
            quarantines = new ArrayList<>(quarantines);
            quarantines.addAll(setAside);
        }
    }

    List<Quarantine> quarantines() {
        return quarantines;
    }

    /** Others need to know. */
    void relay(Relayed told) {
        relays = relays.isEmpty() ? new ArrayList<>(2) : relays;
        relays.add(new Relay(told));
    }

    /** Whoever holds the group into which an event issued needs to know who called. */
    void called(IssuingEvent issuing) {
        Set<IssuingEvent> all = called == null ? new LinkedHashSet<>(4) : called;
        called = all;
        all.add(issuing);
    }

    /** A name became known. */
    void named(String name) {
        named = named.isEmpty() ? new ArrayList<>(2) : named;
        named.add(name);
    }

    /** Takes the names that became known. */
    List<String> takeNamed() {
        List<String> all = named;
        named = List.of();
        return all;
    }

    /** More is known of a role's trust policy. */
    void changedPolicy(RoleKey role) {
        policies = policies.isEmpty() ? new ArrayList<>(1) : policies;
        policies.add(role);
    }

    /** Takes the roles of whose trust policies more is known. */
    List<RoleKey> takeChangedPolicies() {
        List<RoleKey> all = policies;
        policies = List.of();
        return all;
    }

    /** Somebody has a key. */
    void seen(String accessKeyId, Sighting holder) {
        List<Relayed.Seen> all = seen == null ? new ArrayList<>(2) : seen;
        seen = all;
        all.add(new Relayed.Seen(accessKeyId, holder));
    }

    /** Takes who was seen with keys. */
    List<Relayed.Seen> takeSeen() {
        List<Relayed.Seen> all = seen == null ? List.of() : seen;
        seen = null;
        return all;
    }

    /** Whoever holds the group into which an event issued is told who called, with the event. */
    void told(IssuingEvent issuing) {
        if (called != null) {
            called.remove(issuing);
        }
    }

    /** All that others need to know, in order. */
    List<Relay> relays() {
        Set<IssuingEvent> all = called == null ? Set.of() : called;
        called = null;
        all.forEach(issuing -> relay(Relayed.Called.of(issuing)));
        return relays;
    }

    Collection<IssuedSession> sessions() {
        return sessions == null ? List.of() : sessions;
    }

    Collection<WaitingEvent> events() {
        return events == null ? List.of() : events;
    }
}
