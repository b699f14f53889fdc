// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Hop;
import io.whotrail.RoleChain;
import io.whotrail.event.Arn;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A role session, and those that were opened with it. Each session is one node. Sessions of one role, name and second that
 * one caller opened are one; so are those equally many hops, more than 32, away from the origin, if the first 32 are the same.
 *
 * @param hop how it was opened: the role, the session's name, the proof
 * @param leftOut how many sessions lie between it and the one that it hangs below: chains keep no more than
 *     {@value RoleChain#MAXIMUM_HOPS} of their hops, and a tree is at most one session deeper; those between are elsewhere in
 *     the tree, or not known
 * @param onTheWay whether it was not asked for, and only lies on the way to what was; nothing that was done with it is told
 * @param accessKeyIds the keys that it was seen with or that were handed out for it; at most
 *     {@value #MAXIMUM_KEYS}, those that sort first
 * @param activity what was done with it
 * @param total what was done with it and with all that descend from it
 * @param sessions the sessions that were opened with it, in the order of their births
 */
public record SessionNode(
        Hop hop,
        int leftOut,
        boolean onTheWay,
        SortedSet<String> accessKeyIds,
        Activity activity,
        Activity total,
        List<SessionNode> sessions) {
    /** How many keys of a session are told. */
    public static final int MAXIMUM_KEYS = 16;

    /**
     * The session's ARN as its events show it.
     *
     * @return for example {@code arn:aws:sts::111122223333:assumed-role/Dev/alice}; {@code null} for what is no role's session
     */
    public @Nullable String arn() {
        return sessionArn(hop);
    }

    static @Nullable String sessionArn(Hop hop) {
        Arn role = Arn.parse(hop.roleArn());
        if (role == null || role.roleName() == null || hop.sessionName() == null) {
            return null;
        }
        return "arn:" + role.partition() + ":sts::" + role.accountId() + ":assumed-role/" + role.roleName() + '/'
                + hop.sessionName();
    }
}
