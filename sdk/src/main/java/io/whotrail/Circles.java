// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sessions that descend from themselves, as only forged records make them. Under the engine's lock. */
final class Circles {
    /* The strongly connected components by Tarjan's algorithm, without recursion: chains are long. */

    /** A session that was visited. */
    private static final class Node {
        private final IssuedSession session;
        private final Iterator<IssuedSession> parents;
        private final int index;
        private int lowest;
        private boolean open = true;

        Node(IssuedSession session, int index) {
            this.session = session;
            this.parents = parentsOf(session).iterator();
            this.index = index;
            this.lowest = index;
        }
    }

    private final Map<IssuedSession, Node> visited = new HashMap<>();
    private final Map<IssuedSession, Set<IssuedSession>> circles = new HashMap<>();
    private final Deque<Node> open = new ArrayDeque<>();

    private Circles() {}

    /** The circles among some sessions and all that they descend from: for each session that is on one all that are. */
    static Map<IssuedSession, Set<IssuedSession>> among(Collection<IssuedSession> sessions) {
        var search = new Circles();
        for (IssuedSession session : sessions) {
            if (!search.visited.containsKey(session)) {
                search.follow(session);
            }
        }
        return search.circles;
    }

    /** Whether a session is called for by one that is on a circle with it. */
    static boolean isOn(AskedCaller caller, @Nullable Set<IssuedSession> circle) {
        return circle != null && caller.parents().stream().anyMatch(circle::contains);
    }

    /** Whether one of some sessions is another, or descends from it. */
    static boolean lead(Collection<IssuedSession> sessions, IssuedSession to) {
        if (!to.hasChildren()) {
            return false;
        }
        Set<IssuedSession> known = new HashSet<>();
        Deque<IssuedSession> next = new ArrayDeque<>(sessions);
        for (IssuedSession session = next.poll(); session != null; session = next.poll()) {
            if (session.equals(to)) {
                return true;
            }
            List<IssuedSession> parents = parentsOf(session);
            if (!parents.isEmpty() && known.add(session)) {
                next.addAll(parents);
            }
        }
        return false;
    }

    private static List<IssuedSession> parentsOf(IssuedSession session) {
        List<IssuingEvent> records = session.records();
        if (records.size() == 1) {
            return records.get(0).parents();
        }
        var parents = new ArrayList<IssuedSession>(records.size());
        records.forEach(one -> parents.addAll(one.parents()));
        return parents;
    }

    private void follow(IssuedSession start) {
        Deque<Node> path = new ArrayDeque<>();
        path.push(visit(start));
        for (Node node = path.peek(); node != null; node = path.peek()) {
            if (node.parents.hasNext()) {
                IssuedSession parent = node.parents.next();
                Node known = visited.get(parent);
                if (known == null) {
                    path.push(visit(parent));
                } else if (known.open) {
                    node.lowest = Math.min(node.lowest, known.index);
                }
            } else {
                path.pop();
                Node child = path.peek();
                if (child != null) {
                    child.lowest = Math.min(child.lowest, node.lowest);
                }
                if (node.lowest == node.index) {
                    close(node);
                }
            }
        }
    }

    private Node visit(IssuedSession session) {
        var node = new Node(session, visited.size());
        visited.put(session, node);
        open.push(node);
        return node;
    }

    private void close(Node first) {
        Set<IssuedSession> members = new HashSet<>(2);
        Node node;
        do {
            node = open.pop();
            node.open = false;
            members.add(node.session);
        } while (!node.equals(first));
        if (members.size() > 1) {
            members.forEach(member -> circles.put(member, members));
        }
    }
}
