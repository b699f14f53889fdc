// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Everything that descends from one origin, or what descends from it of what was asked for.
 *
 * @param origin the identity at the far end
 * @param onTheWay whether the origin was not asked for, but a role or session that descends from it; what it did as itself
 *     is not told then
 * @param accessKeyIds the keys that the origin was seen with as itself, at most {@value SessionNode#MAXIMUM_KEYS}, those that
 *     sort first
 * @param activity what the origin did as itself
 * @param total what was done by the origin and in all sessions
 * @param sessions the sessions that it opened, in the order of their births, and on the way to those that were asked for
 * @param ambiguous how many further events may be the origin's, or somebody else's
 * @param untold how many events are of sessions, or opened sessions, for which there was no room; the former are in no
 *     activity
 * @param twins sessions that cannot be told from those of this tree by role, name and second
 */
public record SessionTree(
        Identity origin,
        boolean onTheWay,
        SortedSet<String> accessKeyIds,
        Activity activity,
        Activity total,
        List<SessionNode> sessions,
        long ambiguous,
        long untold,
        List<SessionTwin> twins) {
    /** Copies the lists. */
    public SessionTree {
        sessions = List.copyOf(sessions);
        twins = List.copyOf(twins);
    }

    /**
     * All sessions that were asked for, or that descend from who was.
     *
     * @return each session once, and before those that were opened with it; without those that are only on the way
     */
    public List<SessionNode> allSessions() {
        var all = new ArrayList<SessionNode>();
        sessions.forEach(session -> visit(session, all::add));
        return all;
    }

    private static void visit(SessionNode session, Consumer<SessionNode> visitor) {
        if (!session.onTheWay()) {
            visitor.accept(session);
        }
        session.sessions().forEach(next -> visit(next, visitor));
    }

    SessionTree with(List<SessionTwin> all) {
        return new SessionTree(origin, onTheWay, accessKeyIds, activity, total, sessions, ambiguous, untold, all);
    }
}
