// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.event.IamRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What an event does to a role.
 *
 * @param roleName the role's name
 * @param roleId the new role's id; {@code null} where none is made
 * @param roleArn its ARN
 * @param trustPolicy the new trust policy, JSON; {@code null} where it is deleted
 */
public record RoleChange(String roleName, String roleId, String roleArn, String trustPolicy) {
    /** The same as a reader takes it from the record. */
    IamRole asRead(Instant time) {
        IamRole.Stored stored = roleId == null
                ? null
                : new IamRole.Stored(
                        roleName, roleArn, roleId, time, URLEncoder.encode(trustPolicy, StandardCharsets.UTF_8));
        return new IamRole(roleName, trustPolicy, stored);
    }
}
