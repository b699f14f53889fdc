// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks;

import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import org.jspecify.annotations.Nullable;

/** What an event's {@code userIdentity} itself says: the same for every method. */
final class ShownIdentity {
    private ShownIdentity() {}

    /** The identity; {@code null} for role sessions and for records that name nobody. */
    static @Nullable Identity of(CloudTrailEvent event) {
        UserIdentity shown = event.userIdentity();
        String service = shown.invokedBy();
        if (shown.type() == null) {
            return service == null ? null : named(IdentityType.AWS_SERVICE, service);
        }
        return switch (shown.type()) {
            case "IAMUser" -> user(IdentityType.IAM_USER, shown);
            case "Root" -> user(IdentityType.ROOT, shown);
            case "SAMLUser" -> subject(IdentityType.SAML_USER, shown);
            case "WebIdentityUser" -> subject(IdentityType.WEB_IDENTITY_USER, shown);
            case "IdentityCenterUser" -> identityCenterUser(shown);
            case "FederatedUser" -> issuer(shown);
            case "AWSService" -> service == null ? null : named(IdentityType.AWS_SERVICE, service);
            case "AWSAccount" ->
                "".equals(shown.principalId())
                        ? null
                        : identity(IdentityType.AWS_ACCOUNT, null, null, shown.principalId(), shown.accountId());
            default -> null;
        };
    }

    private static Identity user(IdentityType type, UserIdentity shown) {
        return identity(type, shown.userName(), shown.arn(), shown.principalId(), shown.accountId());
    }

    private static Identity subject(IdentityType type, UserIdentity shown) {
        return new Identity(type, shown.userName(), null, null, null, shown.identityProvider(), null, null, null, null);
    }

    /** The caller of an issuance: a service that assumes a role for a workload writes the workload's id as session name. */
    static @Nullable Identity ofCaller(CloudTrailEvent issuance) {
        Identity shown = of(issuance);
        String service = shown == null || shown.type() != IdentityType.AWS_SERVICE ? null : shown.name();
        boolean workload = "ec2.amazonaws.com".equals(service)
                || "lambda.amazonaws.com".equals(service)
                || "ecs-tasks.amazonaws.com".equals(service);
        return workload
                ? new Identity(
                        IdentityType.WORKLOAD,
                        issuance.requestParameters().roleSessionName(),
                        null,
                        null,
                        issuance.recipientAccountId(),
                        null,
                        null,
                        null,
                        service,
                        issuance.requestParameters().roleArn())
                : shown;
    }

    private static @Nullable Identity identityCenterUser(UserIdentity shown) {
        return shown.onBehalfOf() == null
                ? null
                : new Identity(
                        IdentityType.IDENTITY_CENTER_USER,
                        null,
                        null,
                        null,
                        null,
                        null,
                        shown.onBehalfOf().userId(),
                        shown.onBehalfOf().identityStoreArn(),
                        null,
                        null);
    }

    private static @Nullable Identity issuer(UserIdentity shown) {
        SessionIssuer issuer =
                shown.sessionContext() == null ? null : shown.sessionContext().sessionIssuer();
        return issuer == null
                ? null
                : identity(
                        IdentityType.IAM_USER,
                        issuer.userName(),
                        issuer.arn(),
                        issuer.principalId(),
                        issuer.accountId());
    }

    private static Identity named(IdentityType type, String name) {
        return identity(type, name, null, null, null);
    }

    private static Identity identity(
            IdentityType type,
            @Nullable String name,
            @Nullable String arn,
            @Nullable String principalId,
            @Nullable String accountId) {
        return new Identity(type, name, arn, principalId, accountId, null, null, null, null, null);
    }
}
