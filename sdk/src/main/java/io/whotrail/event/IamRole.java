// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an IAM event that creates, changes or deletes a role says of it: {@code CreateRole},
 * {@code CreateServiceLinkedRole}, {@code UpdateAssumeRolePolicy}, {@code DeleteRole}. The account is the event's own.
 *
 * @param roleName the role's name without its path, as asked for; {@code null} for {@code CreateServiceLinkedRole}, where
 *     AWS chooses it
 * @param policyDocument the trust policy asked for, as it stands in the record: usually the text of a JSON object
 * @param stored what IAM answered of a role that it created
 */
public record IamRole(
        @Nullable String roleName,
        @Nullable String policyDocument,
        @Nullable Stored stored) {

    /**
     * A role as IAM answers it, {@code responseElements.role}.
     *
     * @param roleName the role's name without its path
     * @param arn the role's ARN, with its path
     * @param roleId the role's unique id, {@code AROA…}
     * @param createDate when the role was created
     * @param policyDocument the trust policy as it stands in the record: usually URL-encoded by RFC 3986
     */
    public record Stored(
            @Nullable String roleName,
            @Nullable String arn,
            @Nullable String roleId,
            @Nullable Instant createDate,
            @Nullable String policyDocument) {}
}
