// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One role assumption on the way from the origin to the event.
 *
 * @param roleArn the role that was assumed; of {@code AssumeRoot} the root ARN of the target account
 * @param roleId the role's unique id, {@code AROA…}
 * @param sessionName the role session name; chosen by the caller, so never a proof of anything
 * @param sourceIdentity the {@code sts:SourceIdentity} of the session
 * @param issuedAt when the session was born
 * @param link how the session's use was tied to its issuance
 * @param issuanceEventIds the events that prove this hop, all copies of one call; empty where the issuance was not seen
 */
public record Hop(
        @Nullable String roleArn,
        @Nullable String roleId,
        @Nullable String sessionName,
        @Nullable String sourceIdentity,
        @Nullable Instant issuedAt,
        Basis link,
        List<String> issuanceEventIds) {
    /** Copies the event ids. */
    public Hop {
        issuanceEventIds = List.copyOf(issuanceEventIds);
    }

    /** The same hop, with the link and the events that prove it. */
    Hop provenBy(Basis newLink, List<String> eventIds) {
        return new Hop(roleArn, roleId, sessionName, sourceIdentity, issuedAt, newLink, eventIds);
    }
}
