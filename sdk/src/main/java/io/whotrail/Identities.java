// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.Arn;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import org.jspecify.annotations.Nullable;

/** Reads identities out of events: who explains itself, and what an acting session is called. Pure. */
final class Identities {
    private Identities() {}

    /** The kind of a {@code userIdentity}; where CloudTrail names none, the kind that its ARN or service shows. */
    static @Nullable IdentityType typeOf(UserIdentity identity) {
        IdentityType type = IdentityType.of(identity.type());
        if (type != null) {
            return type;
        }
        Arn arn = Arn.parse(identity.arn());
        if (arn == null && identity.onBehalfOf() != null) {
            return IdentityType.IDENTITY_CENTER_USER;
        }
        if (arn == null) {
            return identity.invokedBy() != null ? IdentityType.AWS_SERVICE : null;
        }
        if (arn.roleSessionName() != null) {
            return IdentityType.ASSUMED_ROLE;
        }
        if (arn.isRoot()) {
            return IdentityType.ROOT;
        }
        return arn.resource().startsWith("user/") ? IdentityType.IAM_USER : null;
    }

    /**
     * The answer that an event's identity gives of itself: an explanation where it names somebody, a gap where it names
     * nobody, {@code null} for sessions, which have to be looked up.
     */
    static @Nullable Verdict own(CloudTrailEvent event, @Nullable IdentityType type) {
        if (type == null) {
            return typeless(event);
        }
        return switch (type) {
            case IDENTITY_CENTER_USER -> identityCenterUser(event);
            case AWS_SERVICE -> service(event);
            case UNKNOWN -> unknown(event);
            default -> own(event.userIdentity(), type);
        };
    }

    /** Whether what an identity of a kind says of itself does not depend on the event. */
    static boolean isOfIdentity(IdentityType type) {
        return switch (type) {
            case IDENTITY_CENTER_USER, AWS_SERVICE, UNKNOWN -> false;
            default -> true;
        };
    }

    /** The answer that an identity gives of itself, of a kind for which {@link #isOfIdentity}. */
    static @Nullable Verdict own(UserIdentity identity, IdentityType type) {
        return switch (type) {
            case IAM_USER -> named(iamUser(identity.arn(), identity), identity);
            case ROOT -> root(identity);
            case FEDERATED_USER -> federatedUser(identity);
            case SAML_USER, WEB_IDENTITY_USER ->
                named(
                        Identity.federated(
                                type, identity.userName(), identity.identityProvider(), identity.principalId()),
                        identity);
            case AWS_ACCOUNT -> foreign(identity);
            case DIRECTORY ->
                named(
                        Identity.of(
                                type,
                                identity.userName(),
                                identity.arn(),
                                identity.principalId(),
                                identity.accountId()),
                        identity);
            case ASSUMED_ROLE -> null;
            case ROLE -> new Gap(UnattributedReason.ISSUANCE_NOT_SEEN, acting(identity), Claims.NONE);
            default -> nobody(identity);
        };
    }

    /** The identity as it acts, proven only to be that: where an explanation ends. */
    static Identity acting(UserIdentity identity) {
        IdentityType type = typeOf(identity);
        boolean session = type == IdentityType.ASSUMED_ROLE;
        return Identity.of(
                type == null ? IdentityType.UNKNOWN : type,
                session ? null : identity.userName(),
                identity.arn(),
                "".equals(identity.principalId()) ? null : identity.principalId(),
                identity.accountId());
    }

    private static Verdict named(Identity origin, UserIdentity identity) {
        boolean names = origin.principalId() != null || origin.arn() != null || origin.name() != null;
        return names ? Explanation.direct(origin) : nobody(identity);
    }

    private static Identity iamUser(@Nullable String arnText, UserIdentity identity) {
        Arn arn = Arn.parse(arnText);
        String name = identity.userName() == null && arn != null ? arn.name() : identity.userName();
        String account = identity.accountId() == null && arn != null ? arn.accountId() : identity.accountId();
        return Identity.of(IdentityType.IAM_USER, name, arnText, identity.principalId(), account);
    }

    private static Verdict root(UserIdentity identity) {
        String arn = GroupKeys.ofRoot(identity);
        if (arn == null) {
            return nobody(identity);
        }
        Arn parsed = Arn.parse(arn);
        String account = parsed == null ? identity.accountId() : parsed.accountId();
        SessionContext context = identity.sessionContext();
        Identity root = Identity.of(IdentityType.ROOT, null, arn, identity.principalId(), account);
        return context != null && context.assumedRoot()
                ? new Gap(UnattributedReason.ISSUANCE_NOT_SEEN, root, Claims.NONE)
                : Explanation.direct(root);
    }

    private static @Nullable Verdict federatedUser(UserIdentity identity) {
        SessionIssuer issuer = identity.sessionContext() == null
                ? null
                : identity.sessionContext().sessionIssuer();
        if (issuer == null || issuer.principalId() == null && issuer.arn() == null) {
            return GroupKeys.ofFederatedUser(identity.arn()) == null ? malformed(identity) : null;
        }
        IdentityType type = "Root".equals(issuer.type()) ? IdentityType.ROOT : IdentityType.IAM_USER;
        String name = type == IdentityType.ROOT ? null : issuer.userName();
        return Explanation.direct(Identity.of(type, name, issuer.arn(), issuer.principalId(), issuer.accountId()));
    }

    private static Verdict identityCenterUser(CloudTrailEvent event) {
        UserIdentity identity = event.userIdentity();
        OnBehalfOf user = identity.onBehalfOf();
        String name = identity.userName() == null ? event.additionalEventData().userName() : identity.userName();
        String userId = user == null || user.userId() == null ? userId(identity) : user.userId();
        return userId == null && name == null
                ? nobody(identity)
                : Explanation.direct(
                        Identity.identityCenterUser(name, userId, user == null ? null : user.identityStoreArn()));
    }

    /** Before 2025 the principal id was the user's id, unless it was only the account. */
    private static @Nullable String userId(UserIdentity identity) {
        String principalId = identity.principalId();
        boolean account = principalId != null
                && (principalId.equals(identity.accountId())
                        || principalId.length() == 12 && principalId.chars().allMatch(Character::isDigit));
        return account ? null : principalId;
    }

    private static Verdict service(CloudTrailEvent event) {
        UserIdentity identity = event.userIdentity();
        String service = identity.invokedBy();
        boolean ofItself = "AwsServiceEvent".equals(event.eventType())
                && !event.eventSource().isEmpty();
        if (service == null && ofItself) {
            service = event.eventSource();
        }
        return service == null ? nobody(identity) : Explanation.direct(Identity.service(service));
    }

    private static Verdict foreign(UserIdentity identity) {
        String account = identity.accountId();
        String principalId = identity.principalId();
        boolean anonymous = account == null && (principalId == null || principalId.isEmpty())
                || "ANONYMOUS_PRINCIPAL".equals(account)
                || "anonymous".equalsIgnoreCase(account);
        return anonymous
                ? nobody(identity)
                : new Explanation(
                        Identity.of(
                                IdentityType.AWS_ACCOUNT,
                                null,
                                null,
                                principalId == null || principalId.isEmpty() ? null : principalId,
                                account),
                        Basis.FOREIGN_ACCOUNT,
                        RoleChain.EMPTY);
    }

    /** Before 2025 CloudTrail called Identity Center users Unknown. */
    private static Verdict unknown(CloudTrailEvent event) {
        boolean identityCenter = event.eventSource().startsWith("sso")
                || event.eventSource().startsWith("identitystore.")
                || event.eventSource().startsWith("signin.");
        UserIdentity identity = event.userIdentity();
        boolean named = identity.onBehalfOf() != null
                || identityCenter && (identity.principalId() != null || identity.userName() != null);
        return named ? identityCenterUser(event) : nobody(identity);
    }

    private static Verdict typeless(CloudTrailEvent event) {
        return event.userIdentity().onBehalfOf() != null ? identityCenterUser(event) : service(event);
    }

    private static Gap nobody(UserIdentity identity) {
        boolean empty = identity.equals(UserIdentity.NONE);
        return new Gap(UnattributedReason.NO_IDENTITY, empty ? null : acting(identity), Claims.NONE);
    }

    static Gap malformed(UserIdentity identity) {
        return new Gap(UnattributedReason.MALFORMED_IDENTITY, acting(identity), Claims.NONE);
    }
}
