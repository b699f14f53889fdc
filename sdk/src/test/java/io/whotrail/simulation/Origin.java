// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import java.util.List;

/**
 * Who is behind an event in truth, and under which identities CloudTrail shows that one: an Identity Center user is also a
 * SAML subject.
 *
 * @param identity the identity
 * @param alsoShownAs other identities of the same one
 */
public record Origin(Identity identity, List<Identity> alsoShownAs) {
    static Origin of(Identity identity) {
        return new Origin(identity, List.of());
    }

    /** Whether an identity is this one. */
    public boolean is(Identity other) {
        if (identity.sameAs(other)) {
            return true;
        }
        for (Identity shown : alsoShownAs) {
            if (shown.sameAs(other)) {
                return true;
            }
        }
        return false;
    }

    static Identity identity(IdentityType type, String name, String arn, String principalId, String accountId) {
        return new Identity(type, name, arn, principalId, accountId, null, null, null, null, null);
    }

    static Identity federated(IdentityType type, String name, String provider, String principalId) {
        return new Identity(type, name, null, principalId, null, provider, null, null, null, null);
    }

    static Identity identityCenterUser(String name, String userId, String storeArn) {
        return new Identity(
                IdentityType.IDENTITY_CENTER_USER, name, null, null, null, null, userId, storeArn, null, null);
    }

    static Identity service(String name) {
        return identity(IdentityType.AWS_SERVICE, name, null, null, null);
    }

    static Identity workload(String name, String service, String roleArn, String accountId) {
        return new Identity(IdentityType.WORKLOAD, name, null, null, accountId, null, null, null, service, roleArn);
    }

    static Identity foreign(String principalId, String accountId) {
        return identity(IdentityType.AWS_ACCOUNT, null, null, principalId, accountId);
    }
}
