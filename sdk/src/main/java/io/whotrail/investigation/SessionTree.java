// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Everything that descends from one origin.
 *
 * @param origin the identity at the far end
 * @param accessKeyIds the keys that the origin was seen with as itself, at most {@value SessionNode#MAXIMUM_KEYS}, those that
 *     sort first
 * @param activity what the origin did as itself
 * @param total what was done by the origin and in all sessions
 * @param sessions the sessions that it opened, in the order of their births
 * @param ambiguous how many further events may be the origin's, or somebody else's
 * @param untold how many events are of sessions, or opened sessions, for which there was no room; the former are in no
 *     activity
 */
public record SessionTree(
        Identity origin,
        SortedSet<String> accessKeyIds,
        Activity activity,
        Activity total,
        List<SessionNode> sessions,
        long ambiguous,
        long untold) {

    /**
     * All sessions of the tree.
     *
     * @return each session before those that were opened with it
     */
    public List<SessionNode> allSessions() {
        var all = new ArrayList<SessionNode>();
        sessions.forEach(session -> visit(session, all::add));
        return all;
    }

    private static void visit(SessionNode session, Consumer<SessionNode> visitor) {
        visitor.accept(session);
        session.sessions().forEach(next -> visit(next, visitor));
    }
}
