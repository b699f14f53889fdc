// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.Arn;
import io.whotrail.event.InScopeOf;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.event.WebIdFederation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session's event itself shows of its origin, for when the issuing event is missing. Strongest first. Pure. */
final class CarriedEvidence {
    private static final String IDENTITY_CENTER_PATH = "role/aws-reserved/sso.amazonaws.com/";
    private static final String IDENTITY_CENTER_ROLE = "/AWSReservedSSO_";
    private static final String SERVICE_LINKED_PATH = "role/aws-service-role/";
    private static final String LAMBDA_FUNCTION = "AWS::Lambda::Function";

    private CarriedEvidence() {}

    /**
     * The explanation that the use carries, or {@code null} for none.
     *
     * @param named the user whose name the session had to bear; {@code null} where no policy tells
     */
    static @Nullable Explanation of(Use use, EnforcedNames.@Nullable Caller named) {
        UserIdentity identity = use.identity();
        Identity provider = provider(identity);
        if (provider != null) {
            return explain(provider, Basis.PROVIDER, use);
        }
        Identity workload = workload(identity);
        if (workload != null) {
            return explain(workload, Basis.WORKLOAD, use);
        }
        if (named != null) {
            Explanation byName = explain(named.user(), Basis.ENFORCED_NAME, use);
            return new Explanation(byName.origin(), byName.basis(), byName.chain(), named.trust());
        }
        SessionContext context = identity.sessionContext();
        String sourceIdentity = context == null ? null : context.sourceIdentity();
        return sourceIdentity == null || sourceIdentity.isEmpty()
                ? null
                : explain(
                        Identity.of(IdentityType.SOURCE_IDENTITY, sourceIdentity, null, null, identity.accountId()),
                        Basis.SOURCE_IDENTITY,
                        use);
    }

    /** The name of whom AWS itself made a session for, an Identity Center user or a workload; {@code null} for others. */
    static @Nullable String nameOf(UserIdentity identity) {
        SessionContext context = identity.sessionContext();
        boolean mayTell = context != null && context.ec2RoleDelivery() != null
                || identity.inScopeOf() != null
                || identity.onBehalfOf() != null
                || identity.arn() != null && identity.arn().contains(IDENTITY_CENTER_ROLE);
        if (!mayTell) {
            return null;
        }
        Identity provider = provider(identity);
        Identity told = provider == null ? workload(identity) : provider;
        return told == null ? null : KnownNames.nameOf(Explanation.direct(told));
    }

    /** Whether the session is of a role that only Identity Center can use, and names the sessions of. */
    static boolean isIdentityCenterRole(UserIdentity identity) {
        return issuerResource(identity).startsWith(IDENTITY_CENTER_PATH);
    }

    /** The hop of the acting session itself, which nothing but the event proves. */
    private static Explanation explain(Identity origin, Basis basis, Use use) {
        SessionContext context = use.identity().sessionContext();
        SessionIssuer issuer = context == null ? null : context.sessionIssuer();
        Claims claims = use.claims();
        Hop hop = new Hop(
                issuer == null ? null : issuer.arn(),
                issuer == null ? null : issuer.principalId(),
                claims.sessionName(),
                claims.sourceIdentity(),
                EpochSeconds.toInstant(use.birth()),
                basis,
                List.of());
        return new Explanation(origin, basis, RoleChain.EMPTY.append(hop));
    }

    private static @Nullable Identity provider(UserIdentity identity) {
        OnBehalfOf user = identity.onBehalfOf();
        String name =
                isIdentityCenterRole(identity) ? GroupKeys.sessionName(identity, Arn.parse(identity.arn())) : null;
        if (user != null && user.userId() != null) {
            return Identity.identityCenterUser(name, user.userId(), user.identityStoreArn());
        }
        if (name != null) {
            return Identity.identityCenterUser(name, null, null);
        }
        WebIdFederation federation = identity.sessionContext() == null
                ? null
                : identity.sessionContext().webIdFederation();
        String subject = federation == null ? null : federation.subject();
        return federation == null || subject == null
                ? null
                : Identity.federated(IdentityType.WEB_IDENTITY_USER, subject, federation.federatedProvider(), null);
    }

    private static @Nullable Identity workload(UserIdentity identity) {
        SessionContext context = identity.sessionContext();
        SessionIssuer issuer = context == null ? null : context.sessionIssuer();
        String roleArn = issuer == null ? null : issuer.arn();
        String sessionName = GroupKeys.sessionName(identity, Arn.parse(identity.arn()));
        if (context != null
                && context.ec2RoleDelivery() != null
                && sessionName != null
                && Workloads.isInstanceId(sessionName)) {
            return Identity.workload(sessionName, null, Workloads.EC2, roleArn, identity.accountId());
        }
        InScopeOf scope = identity.inScopeOf();
        if (scope != null && LAMBDA_FUNCTION.equals(scope.issuerType())) {
            String function = scope.credentialsIssuedTo() == null ? scope.sourceArn() : scope.credentialsIssuedTo();
            Arn arn = Arn.parse(function);
            if (arn != null) {
                return Identity.workload(arn.name(), function, Workloads.LAMBDA, roleArn, arn.accountId());
            }
        }
        String resource = issuerResource(identity);
        if (resource.startsWith(SERVICE_LINKED_PATH)) {
            int end = resource.indexOf('/', SERVICE_LINKED_PATH.length());
            return end < 0 ? null : Identity.service(resource.substring(SERVICE_LINKED_PATH.length(), end));
        }
        return null;
    }

    private static String issuerResource(UserIdentity identity) {
        SessionContext context = identity.sessionContext();
        SessionIssuer issuer = context == null ? null : context.sessionIssuer();
        Arn arn = issuer == null ? null : Arn.parse(issuer.arn());
        arn = arn == null ? Arn.parse(identity.arn()) : arn;
        return arn == null ? "" : arn.resource();
    }
}
