// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What CloudTrail says of a temporary credential: {@code userIdentity.sessionContext}.
 *
 * @param sessionIssuer the role, IAM user or root user that the credential belongs to
 * @param creationDate the birth of the session; equal, to the second, to the time of the event that issued it
 * @param mfaAuthenticated whether the session began with multi-factor authentication, where CloudTrail says so
 * @param sourceIdentity the {@code sts:SourceIdentity}, which cannot be changed once set and survives role chaining
 * @param ec2RoleDelivery {@code 1.0} or {@code 2.0} where the instance metadata service delivered the credential
 * @param assumedRoot whether the session came out of {@code AssumeRoot}; its absence proves nothing
 * @param signInSessionArn the sign-in session, on some events since 2026
 * @param webIdFederation what is left of an OpenID Connect token
 */
public record SessionContext(
        @Nullable SessionIssuer sessionIssuer,
        @Nullable Instant creationDate,
        @Nullable Boolean mfaAuthenticated,
        @Nullable String sourceIdentity,
        @Nullable String ec2RoleDelivery,
        boolean assumedRoot,
        @Nullable String signInSessionArn,
        @Nullable WebIdFederation webIdFederation) {

    /**
     * The plainest context: an issuer and a birth.
     *
     * @param sessionIssuer the role, user or root user
     * @param creationDate the birth of the session
     * @return a context with nothing else in it
     */
    public static SessionContext of(@Nullable SessionIssuer sessionIssuer, @Nullable Instant creationDate) {
        return new SessionContext(sessionIssuer, creationDate, null, null, null, false, null, null);
    }
}
