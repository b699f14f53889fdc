// SPDX-License-Identifier: Apache-2.0
/**
 * Trust policies in time: does the trust policy of a role, as it was when a session began, force the session's name to be
 * its caller's user name?
 *
 * <p>For people who write policies:
 *
 * <pre>{@code
 * SessionNameRequirement requirement = TrustPolicy.parse(document).requirement();
 * System.out.println(requirement.answer() + ", decided by " + requirement.statement() + ": " + requirement.why());
 * }</pre>
 *
 * <p>{@link io.whotrail.policy.TrustPolicies} keeps what is known of each role over time, learned from the events of IAM
 * and from exports that {@link io.whotrail.policy.RoleExportReader} reads.
 */
package io.whotrail.policy;
