// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.Arn;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.policy.RoleKey;
import io.whotrail.policy.TrustPolicies;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The session names that trust policies forced to be the caller's, and what follows from them. Thread safe. */
final class EnforcedNames {
    /**
     * The user whose name a session had to bear.
     *
     * @param user the user, by name and account
     * @param trust how far the trust policy that forced it is believed
     */
    record Caller(Identity user, InputTrust trust) {}

    private final TrustPolicies policies;
    private final AtomicInteger version = new AtomicInteger();

    EnforcedNames(TrustPolicies policies) {
        this.policies = policies;
    }

    /** Learns the trust policy that an event shows; tells whose, or {@code null} where nothing is new. */
    @Nullable
    RoleKey learn(CloudTrailEvent event) {
        RoleKey role = policies.learn(event);
        if (role != null) {
            version.incrementAndGet();
        }
        return role;
    }

    /** Grows with each policy learned. */
    int version() {
        return version.get();
    }

    /** The user whose name the acting session had to bear, or {@code null} where no policy tells. */
    @Nullable
    Caller callerOf(Use use) {
        UserIdentity identity = use.identity();
        SessionContext context = identity.sessionContext();
        String name = GroupKeys.sessionName(identity, Arn.parse(identity.arn()));
        if (name == null || context == null || !GroupKeys.isOfRoleSession(use.groupKey())) {
            return null;
        }
        SessionIssuer issuer = context.sessionIssuer();
        TrustPolicies.InForce inForce = thatNames(
                RoleKey.of(use.groupKey()), issuer == null ? null : issuer.principalId(), context.creationDate());
        return inForce == null
                ? null
                : new Caller(
                        Identity.of(
                                IdentityType.IAM_USER,
                                name,
                                null,
                                null,
                                inForce.requirement().principalAccount()),
                        inForce.trust());
    }

    /** Whether the last hop's name was forced to be its caller's, and the caller was somebody else. */
    boolean areContradictedBy(Explanation explanation, Hop hop) {
        if (hop.issuanceEventIds().isEmpty() || hop.sessionName() == null) {
            return false;
        }
        TrustPolicies.InForce inForce = thatNames(RoleKey.of(hop.roleArn()), hop.roleId(), hop.issuedAt());
        String account = inForce == null ? null : inForce.requirement().principalAccount();
        Identity origin = explanation.origin();
        return account != null
                && !(explanation.chain().length() == 1
                        && origin.type() == IdentityType.IAM_USER
                        && hop.sessionName().equalsIgnoreCase(origin.name())
                        && account.equals(origin.accountId()));
    }

    /** What was in force where it names the one user who can have opened the session, or {@code null}. */
    private TrustPolicies.@Nullable InForce thatNames(
            @Nullable RoleKey role, @Nullable String roleId, @Nullable Instant birth) {
        if (role == null || birth == null || policies.roles() == 0) {
            return null;
        }
        TrustPolicies.InForce inForce = policies.inForceAt(role.accountId(), role.roleName(), roleId, birth);
        return inForce.requirement().namesTheCaller() ? inForce : null;
    }
}
