// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Attribution;
import io.whotrail.Explanation;
import io.whotrail.Hop;
import io.whotrail.Identity;
import io.whotrail.event.Arn;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom one asks for: an origin by its name, ARN, unique id or Identity Center user id; or a role that was assumed on the
 * way, by its name, ARN or unique id; or one of its sessions, by its ARN. Compared as it is written. One name can be that
 * of several people.
 *
 * @param text the name, ARN or id
 */
public record IdentityQuery(String text) {
    /**
     * Checks that there is a text.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public IdentityQuery {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an identity is asked for by its name, ARN or id, got nothing");
        }
    }

    /**
     * Whether an identity is one that is asked for.
     *
     * @param identity an origin
     * @return whether it has this name, ARN or id
     */
    public boolean names(Identity identity) {
        return isText(identity.name())
                || isText(identity.arn())
                || isText(identity.principalId())
                || isText(identity.userId())
                || isText(identity.roleArn());
    }

    /**
     * Whether what is asked for is on the way of an explanation.
     *
     * @param explanation an origin and the chain from it
     * @return whether the origin, or a hop of those that are kept, is asked for
     */
    public boolean isIn(Explanation explanation) {
        if (names(explanation.origin())) {
            return true;
        }
        for (Hop hop : explanation.chain().hops()) {
            if (isOf(hop)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether what is asked for is, or may be, on the way of an answer.
     *
     * @param answer any answer
     * @return whether it is in the answer's explanation, or in one of those of an ambiguous one
     */
    public boolean isIn(Attribution answer) {
        return explanations(answer).stream().anyMatch(this::isIn);
    }

    /** The explanations of an answer: one, several or none. */
    static List<Explanation> explanations(Attribution answer) {
        if (answer instanceof Attribution.Attributed known) {
            return List.of(known.verdict());
        }
        return answer instanceof Attribution.Ambiguous ambiguous ? ambiguous.candidates() : List.of();
    }

    /** Whether a hop assumes the role, or opens the session, that is asked for. */
    boolean isOf(Hop hop) {
        if (isText(hop.roleArn()) || isText(hop.roleId())) {
            return true;
        }
        Arn role = Arn.parse(hop.roleArn());
        return role != null && (isText(roleName(role)) || isText(SessionNode.sessionArn(hop)));
    }

    private static String roleName(Arn role) {
        return Objects.requireNonNullElse(role.roleName(), role.resource());
    }

    private boolean isText(@Nullable String other) {
        return text.equals(other);
    }
}
