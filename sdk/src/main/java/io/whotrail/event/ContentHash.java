// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import org.jspecify.annotations.Nullable;

/** The content of an event as one number: everything that attribution reads of it, whatever envelope it came in. */
final class ContentHash {
    private ContentHash() {}

    static long of(UserIdentity identity, long seed) {
        return TextHash.end(add(identity, TextHash.begin(seed)));
    }

    static long of(CloudTrailEvent event, long seed, long identityHash) {
        long hash = TextHash.begin(seed);
        hash = TextHash.add(hash, event.eventTime());
        hash = TextHash.add(hash, event.eventSource());
        hash = TextHash.add(hash, event.eventName());
        hash = TextHash.add(hash, event.eventType());
        hash = TextHash.add(hash, event.errorCode());
        hash = TextHash.add(hash, event.awsRegion());
        hash = TextHash.add(hash, event.sourceIpAddress());
        hash = TextHash.add(hash, event.recipientAccountId());
        hash = TextHash.add(hash, event.sharedEventId());
        hash = TextHash.add(hash, event.sessionCredentialFromConsole());
        return TextHash.end(addRest(event, TextHash.add(hash, identityHash)));
    }

    private static long add(UserIdentity identity, long before) {
        long hash = before;
        hash = TextHash.add(hash, identity.type());
        hash = TextHash.add(hash, identity.principalId());
        hash = TextHash.add(hash, identity.arn());
        hash = TextHash.add(hash, identity.accountId());
        hash = TextHash.add(hash, identity.accessKeyId());
        hash = TextHash.add(hash, identity.userName());
        hash = TextHash.add(hash, identity.invokedBy());
        hash = TextHash.add(hash, identity.identityProvider());
        hash = TextHash.add(hash, identity.credentialId());
        hash = TextHash.add(hash, identity.delegateAccountId());
        hash = add(identity.onBehalfOf(), hash);
        hash = add(identity.inScopeOf(), hash);
        SessionContext context = identity.sessionContext();
        hash = TextHash.add(hash, context != null);
        return context == null ? hash : add(context, hash);
    }

    private static long add(SessionContext context, long before) {
        long hash = before;
        hash = TextHash.add(hash, context.creationDate());
        hash = TextHash.add(hash, context.mfaAuthenticated());
        hash = TextHash.add(hash, context.sourceIdentity());
        hash = TextHash.add(hash, context.ec2RoleDelivery());
        hash = TextHash.add(hash, context.assumedRoot());
        hash = TextHash.add(hash, context.signInSessionArn());
        SessionIssuer issuer = context.sessionIssuer();
        hash = TextHash.add(hash, issuer != null);
        if (issuer != null) {
            hash = TextHash.add(hash, issuer.type());
            hash = TextHash.add(hash, issuer.principalId());
            hash = TextHash.add(hash, issuer.arn());
            hash = TextHash.add(hash, issuer.accountId());
            hash = TextHash.add(hash, issuer.userName());
        }
        WebIdFederation federation = context.webIdFederation();
        hash = TextHash.add(hash, federation != null);
        if (federation != null) {
            hash = TextHash.add(hash, federation.federatedProvider());
            hash = TextHash.add(hash, federation.subject());
        }
        return hash;
    }

    private static long add(@Nullable OnBehalfOf user, long before) {
        long hash = before;
        hash = TextHash.add(hash, user != null);
        if (user != null) {
            hash = TextHash.add(hash, user.userId());
            hash = TextHash.add(hash, user.identityStoreArn());
        }
        return hash;
    }

    private static long add(@Nullable InScopeOf scope, long before) {
        long hash = before;
        hash = TextHash.add(hash, scope != null);
        if (scope != null) {
            hash = TextHash.add(hash, scope.issuerType());
            hash = TextHash.add(hash, scope.credentialsIssuedTo());
            hash = TextHash.add(hash, scope.sourceArn());
            hash = TextHash.add(hash, scope.sourceAccount());
        }
        return hash;
    }

    /** The rest is empty on nearly every event; where it is not, all of it counts. */
    private static long addRest(CloudTrailEvent event, long before) {
        long hash = before;
        boolean asked = isAny(event.requestParameters(), RequestParameters.NONE);
        boolean answered = isAny(event.responseElements(), ResponseElements.NONE);
        boolean more = isAny(event.additionalEventData(), AdditionalEventData.NONE);
        hash = TextHash.add(
                hash,
                (asked ? 1 : 0)
                        | (answered ? 2 : 0)
                        | (more ? 4 : 0)
                        | (event.addendum() == null ? 0 : 8)
                        | (event.iamRole() == null ? 0 : 16));
        if (asked) {
            hash = add(event.requestParameters(), hash);
        }
        if (answered) {
            hash = add(event.responseElements(), hash);
        }
        if (more) {
            hash = add(event.additionalEventData(), hash);
        }
        hash = add(event.addendum(), hash);
        hash = add(event.iamRole(), hash);
        return hash;
    }

    /** Compared first as the very object that readers give: the comparison of records is a call each time. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isAny(Object some, Object none) {
        return some != none && !some.equals(none);
    }

    private static long add(RequestParameters request, long before) {
        long hash = before;
        hash = TextHash.add(hash, request.roleArn());
        hash = TextHash.add(hash, request.roleSessionName());
        hash = TextHash.add(hash, request.durationSeconds() == null ? Long.MIN_VALUE : request.durationSeconds());
        hash = TextHash.add(hash, request.sourceIdentity());
        hash = TextHash.add(hash, request.targetPrincipal());
        hash = TextHash.add(hash, request.name());
        hash = TextHash.add(hash, request.principalArn());
        hash = TextHash.add(hash, request.externalId());
        return hash;
    }

    private static long add(ResponseElements response, long before) {
        long hash = before;
        hash = TextHash.add(hash, response.accessKeyId());
        hash = TextHash.add(hash, response.expiration());
        hash = TextHash.add(hash, response.assumedRoleId());
        hash = TextHash.add(hash, response.assumedRoleArn());
        hash = TextHash.add(hash, response.federatedUserArn());
        hash = TextHash.add(hash, response.federatedUserId());
        hash = TextHash.add(hash, response.sourceIdentity());
        hash = TextHash.add(hash, response.subject());
        hash = TextHash.add(hash, response.issuer());
        hash = TextHash.add(hash, response.subjectType());
        hash = TextHash.add(hash, response.nameQualifier());
        hash = TextHash.add(hash, response.provider());
        hash = TextHash.add(hash, response.audience());
        hash = TextHash.add(hash, response.subjectFromWebIdentityToken());
        hash = TextHash.add(hash, response.outcome());
        return hash;
    }

    private static long add(AdditionalEventData data, long before) {
        long hash = before;
        hash = TextHash.add(hash, data.switchFrom());
        hash = TextHash.add(hash, data.samlProviderArn());
        hash = TextHash.add(hash, data.signInSessionArn());
        hash = TextHash.add(hash, data.explicitTrustGrant());
        hash = TextHash.add(hash, data.userName());
        hash = TextHash.add(hash, data.identityStoreUserId());
        hash = TextHash.add(hash, data.identityStoreArn());
        hash = TextHash.add(hash, data.credentialId());
        hash = TextHash.add(hash, data.lakeFormationPrincipal());
        hash = TextHash.add(hash, data.lakeFormationRoleSessionName());
        hash = TextHash.add(hash, data.sourcePrincipalArn());
        hash = TextHash.add(hash, data.serviceAccountId());
        hash = TextHash.add(hash, data.serviceRoleName());
        return hash;
    }

    private static long add(@Nullable Addendum addendum, long before) {
        long hash = before;
        if (addendum != null) {
            hash = TextHash.add(hash, addendum.reason());
            hash = TextHash.add(hash, addendum.updatedFields().size());
            for (String field : addendum.updatedFields()) {
                hash = TextHash.add(hash, field);
            }
            hash = TextHash.add(hash, addendum.originalEventId());
        }
        return hash;
    }

    private static long add(@Nullable IamRole role, long before) {
        long hash = before;
        if (role != null) {
            hash = TextHash.add(hash, role.roleName());
            hash = TextHash.add(hash, role.policyDocument());
            IamRole.Stored stored = role.stored();
            hash = TextHash.add(hash, stored != null);
            if (stored != null) {
                hash = TextHash.add(hash, stored.roleName());
                hash = TextHash.add(hash, stored.arn());
                hash = TextHash.add(hash, stored.roleId());
                hash = TextHash.add(hash, stored.createDate());
                hash = TextHash.add(hash, stored.policyDocument());
            }
        }
        return hash;
    }
}
