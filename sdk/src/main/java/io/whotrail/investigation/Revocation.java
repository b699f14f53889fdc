// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import java.util.List;

/**
 * What takes away the permissions of some sessions of one role: policies that deny everything to whoever bears their
 * names and was issued credentials in their seconds, and to nobody else.
 *
 * <p>A session stays valid until it expires, but each of its requests is held against the policies of its role (AWS, IAM
 * User Guide, <i>Revoke IAM role temporary security credentials</i>). The denied sessions are told by {@code aws:userid},
 * which is the role's unique id and the session's name, and by {@code aws:TokenIssueTime}; since CloudTrail shows whole
 * seconds, one second on either side is denied as well. Whoever opened a session can open another: take away that right
 * first.
 *
 * @param roleArn the role
 * @param place where the policies have to be put
 * @param sessions the sessions that are denied
 * @param policies policy documents, JSON, each of at most {@value #MAXIMUM_POLICY_LENGTH} characters, which is what a customer
 *     managed policy may have; every one of them is needed
 */
public record Revocation(String roleArn, Place place, List<SessionNode> sessions, List<String> policies) {
    /** How long a policy document may be: IAM's quota for a managed policy. */
    public static final int MAXIMUM_POLICY_LENGTH = 6_144;

    /** Copies the lists. */
    public Revocation {
        sessions = List.copyOf(sessions);
        policies = List.copyOf(policies);
    }

    /** Where the policies of a role can be changed. */
    public enum Place {
        /** At the role itself. */
        ROLE,
        /**
         * IAM does not let anybody change a role of IAM Identity Center ({@code AWSReservedSSO_…}): in the permission set that
         * it comes from, or in a service control policy.
         */
        PERMISSION_SET,
        /** The sessions of a service-linked role cannot be revoked: end what the service does. */
        NOWHERE
    }
}
