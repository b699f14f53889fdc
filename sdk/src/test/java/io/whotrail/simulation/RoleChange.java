// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

/**
 * What an event does to a role.
 *
 * @param roleName the role's name
 * @param roleId the new role's id; {@code null} where none is made
 * @param roleArn its ARN
 * @param trustPolicy the new trust policy, JSON; {@code null} where it is deleted
 */
public record RoleChange(String roleName, String roleId, String roleArn, String trustPolicy) {}
