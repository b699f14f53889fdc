// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import org.jspecify.annotations.Nullable;

/**
 * The workload that a service delivered the credential to: {@code userIdentity.inScopeOf}.
 *
 * @param issuerType the kind of workload, for example {@code AWS::Lambda::Function}
 * @param credentialsIssuedTo the ARN of the workload
 * @param sourceArn the ARN of the resource for which the service acts
 * @param sourceAccount the account of that resource
 */
public record InScopeOf(
        @Nullable String issuerType,
        @Nullable String credentialsIssuedTo,
        @Nullable String sourceArn,
        @Nullable String sourceAccount) {}
