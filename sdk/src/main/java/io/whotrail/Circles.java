// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sessions that descend from themselves, as only forged records make them. Under the engine's lock. */
final class Circles {
    private Circles() {}

    /** Whether one of some sessions is another, or descends from it. */
    static boolean lead(Collection<IssuedSession> sessions, IssuedSession to) {
        if (!to.hasChildren()) {
            return false;
        }
        Set<IssuedSession> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<IssuedSession> open = new ArrayDeque<>(sessions);
        for (IssuedSession session = open.poll(); session != null; session = open.poll()) {
            if (session.equals(to)) {
                return true;
            }
            if (hasParents(session) && visited.add(session)) {
                session.records().forEach(one -> open.addAll(one.parents()));
            }
        }
        return false;
    }

    private static boolean hasParents(IssuedSession session) {
        for (IssuingEvent one : session.records()) {
            if (!one.parents().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** All sessions that are on a circle with one of some. */
    static Set<IssuedSession> around(Collection<IssuedSession> sessions) {
        Set<IssuedSession> members = Collections.newSetFromMap(new IdentityHashMap<>());
        for (IssuedSession session : sessions) {
            if (!members.contains(session)) {
                members.addAll(reach(session, childrenOfAncestors(session)));
            }
        }
        return members;
    }

    /** Of a session and all that it descends from: which of them descend from it. */
    private static Map<IssuedSession, List<IssuedSession>> childrenOfAncestors(IssuedSession session) {
        var children = new IdentityHashMap<IssuedSession, List<IssuedSession>>();
        children.put(session, new ArrayList<>(1));
        Deque<IssuedSession> open = new ArrayDeque<>();
        open.add(session);
        for (IssuedSession child = open.poll(); child != null; child = open.poll()) {
            for (IssuingEvent one : child.records()) {
                for (IssuedSession parent : one.parents()) {
                    List<IssuedSession> known = children.get(parent);
                    if (known == null) {
                        known = new ArrayList<>(1);
                        children.put(parent, known);
                        open.add(parent);
                    }
                    known.add(child);
                }
            }
        }
        return children;
    }

    /** Whom a session leads to by its children, itself only where it leads back. */
    private static Set<IssuedSession> reach(IssuedSession from, Map<IssuedSession, List<IssuedSession>> children) {
        Set<IssuedSession> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<IssuedSession> open = new ArrayDeque<>(children.getOrDefault(from, List.of()));
        for (IssuedSession session = open.poll(); session != null; session = open.poll()) {
            if (reached.add(session)) {
                open.addAll(children.getOrDefault(session, List.of()));
            }
        }
        return reached;
    }
}
