// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import java.util.List;

/**
 * What takes away the permissions of some sessions of one role: policies that deny everything to whoever bears their
 * names and was issued credentials in their seconds.
 *
 * <p>A session stays valid until it expires, but each of its requests is held against the policies of its role (AWS, IAM
 * User Guide, <i>Revoke IAM role temporary security credentials</i>). The denied sessions are told by {@code aws:userid},
 * which is the role's unique id and the session's name, and by {@code aws:TokenIssueTime}; since CloudTrail shows whole
 * seconds, one second on either side is denied as well. A session of the same role and name that was born in that time is
 * denied too, whoever opened it: {@link RevocationPlan#twins} tells those that are known. Whoever opened a session can open
 * another: take away that right first.
 *
 * @param roleArn the role
 * @param place where the policies have to be put
 * @param sessions the sessions that are denied
 * @param policies policy documents, JSON, every one of them needed; each of at most {@value #MAXIMUM_POLICY_LENGTH}
 *     characters, which is what a customer managed policy may have, and of at most
 *     {@value #MAXIMUM_CONTROL_POLICY_LENGTH} where the place may be a service control policy
 * @param olderSessions a policy document for where these are too many: it denies everything to every session of the role,
 *     whosever it is, that was issued credentials before the time of the plan, as AWS's own {@code AWSRevokeOlderSessions} does
 */
public record Revocation(
        String roleArn, Place place, List<SessionNode> sessions, List<String> policies, String olderSessions) {
    /** How long a policy document may be: IAM's quota for a managed policy. */
    public static final int MAXIMUM_POLICY_LENGTH = 6_144;

    /** How long a service control policy may be: the quota of AWS Organizations. */
    public static final int MAXIMUM_CONTROL_POLICY_LENGTH = 5_120;

    /**
     * How many managed policies a role may have: IAM's quota, unless it was raised. Those that it has already count as well.
     * The inline policies of a role may have 10,240 characters all together.
     */
    public static final int MAXIMUM_POLICIES = 10;

    /** Copies the lists. */
    public Revocation {
        sessions = List.copyOf(sessions);
        policies = List.copyOf(policies);
    }

    /**
     * Whether the policies can all be put in place under IAM's default quotas.
     *
     * @return {@code false} where there is no place, or where there are more than {@value #MAXIMUM_POLICIES}
     */
    public boolean isPlaceable() {
        return place != Place.NOWHERE && policies.size() <= MAXIMUM_POLICIES;
    }

    /** Where the policies of a role can be changed. */
    public enum Place {
        /** At the role itself. */
        ROLE,
        /**
         * IAM does not let anybody change a role of IAM Identity Center ({@code AWSReservedSSO_…}): in the permission set that
         * it comes from, or in a service control policy. There, a document whose {@code aws:userid} begins with
         * {@code *}, since the role's id is not known, is about every role's sessions of that name.
         */
        PERMISSION_SET,
        /** The sessions of a service-linked role cannot be revoked: end what the service does. */
        NOWHERE
    }
}
