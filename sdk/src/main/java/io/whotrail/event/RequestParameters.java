// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import org.jspecify.annotations.Nullable;

/**
 * What an event that hands out credentials was asked for: the part of {@code requestParameters} that carries identity.
 * Tokens, assertions and session policies are not among it; what is asked of IAM about a role is in {@link IamRole}.
 *
 * @param roleArn the role to assume
 * @param roleSessionName the session name that the caller chose
 * @param durationSeconds the lifetime asked for, in seconds
 * @param sourceIdentity the {@code sts:SourceIdentity} that the caller set
 * @param targetPrincipal the account or root ARN of {@code AssumeRoot}
 * @param name the federated user's name of {@code GetFederationToken}
 * @param principalArn the SAML provider of {@code AssumeRoleWithSAML}
 * @param externalId the external id that the caller gave
 */
public record RequestParameters(
        @Nullable String roleArn,
        @Nullable String roleSessionName,
        @Nullable Integer durationSeconds,
        @Nullable String sourceIdentity,
        @Nullable String targetPrincipal,
        @Nullable String name,
        @Nullable String principalArn,
        @Nullable String externalId) {

    /** Parameters of which none is set: what most events have. */
    public static final RequestParameters NONE = new RequestParameters(null, null, null, null, null, null, null, null);
}
