// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Identity;
import io.whotrail.IdentityType;

/** Makes identities, to say who was behind an event in truth. */
public final class Origins {
    private Origins() {}

    public static Identity of(IdentityType type, String name, String arn, String principalId, String accountId) {
        return new Identity(type, name, arn, principalId, accountId, null, null, null, null, null);
    }

    public static Identity service(String name) {
        return of(IdentityType.AWS_SERVICE, name, null, null, null);
    }

    /** A subject of an identity provider. */
    public static Identity federated(IdentityType type, String name, String provider, String principalId) {
        return new Identity(type, name, null, principalId, null, provider, null, null, null, null);
    }

    public static Identity identityCenterUser(String name, String userId, String identityStoreArn) {
        return new Identity(
                IdentityType.IDENTITY_CENTER_USER, name, null, null, null, null, userId, identityStoreArn, null, null);
    }

    /** An instance, task, function or pod of a service, with its role. */
    public static Identity workload(String name, String arn, String service, Role role) {
        return new Identity(
                IdentityType.WORKLOAD, name, arn, null, role.account().id(), null, null, null, service, role.arn());
    }

    /** A name that a session of this account bears as source identity. */
    public static Identity sourceIdentity(String name, Account account) {
        return of(IdentityType.SOURCE_IDENTITY, name, null, null, account.id());
    }

    /** A principal of an account whose records are not delivered. */
    public static Identity foreign(String principalId, Account account) {
        return of(IdentityType.AWS_ACCOUNT, null, null, principalId, account.id());
    }

    /** A role session as it acts, proven to be no more than that. */
    public static Identity session(RoleSession session) {
        return of(
                IdentityType.ASSUMED_ROLE,
                null,
                session.arn(),
                session.principalId(),
                session.account().id());
    }
}
