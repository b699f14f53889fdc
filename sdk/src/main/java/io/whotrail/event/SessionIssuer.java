// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import org.jspecify.annotations.Nullable;

/**
 * Who the temporary credential of a session belongs to: {@code userIdentity.sessionContext.sessionIssuer}. For a role
 * session that is the role, for a federated user the IAM user or root user that asked for the session.
 *
 * @param type CloudTrail's word: {@code Role}, {@code IAMUser} or {@code Root}
 * @param principalId the unique id ({@code AROA…}, {@code AIDA…} or the account id)
 * @param arn the ARN, of a role with its full path
 * @param accountId the account
 * @param userName the name of the role or user
 */
public record SessionIssuer(
        @Nullable String type,
        @Nullable String principalId,
        @Nullable String arn,
        @Nullable String accountId,
        @Nullable String userName) {}
