// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import io.whotrail.Basis;
import io.whotrail.IdentityType;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.UserIdentity;
import io.whotrail.event.WebIdFederation;
import java.time.Instant;

/** What sessions look like in records. */
final class Sessions {
    private Sessions() {}

    /** A role session's {@code userIdentity}, to be completed. */
    static UserIdentity.Builder role(OrgRole role, String name, String key, SessionContext context) {
        return UserIdentity.builder()
                .type("AssumedRole")
                .principalId(role.id() + ':' + name)
                .arn(role.sessionArn(name))
                .accountId(role.account().id())
                .accessKeyId(key)
                .sessionContext(context);
    }

    static SessionContext context(OrgRole role, Instant birth, String sourceIdentity) {
        return new SessionContext(role.issuer(), birth, Boolean.FALSE, sourceIdentity, null, false, null, null);
    }

    static SessionContext delivered(OrgRole role, Instant birth, String version) {
        return new SessionContext(role.issuer(), birth, Boolean.FALSE, null, version, false, null, null);
    }

    static SessionContext federated(OrgRole role, Instant birth, WebIdFederation federation) {
        return new SessionContext(role.issuer(), birth, Boolean.FALSE, null, null, false, null, federation);
    }

    /** A sign-in event shows the session without key and birth. */
    static UserIdentity signingIn(OrgRole role, String name) {
        return role(role, name, null, null).build();
    }

    /** The same with another key, for a service that calls, or on behalf of a user. */
    static UserIdentity rekeyed(UserIdentity identity, String key, String invokedBy, OnBehalfOf onBehalfOf) {
        return new UserIdentity(
                identity.type(),
                identity.principalId(),
                identity.arn(),
                identity.accountId(),
                key,
                identity.userName(),
                invokedBy,
                identity.identityProvider(),
                identity.credentialId(),
                identity.sessionContext(),
                onBehalfOf,
                identity.inScopeOf(),
                identity.delegateAccountId());
    }

    /** As the trail of another account shows somebody. */
    static UserIdentity foreign(UserIdentity identity) {
        return UserIdentity.builder()
                .type("AWSAccount")
                .principalId(identity.principalId())
                .accountId(identity.accountId())
                .build();
    }

    static UserIdentity service(String service) {
        return UserIdentity.builder().type("AWSService").invokedBy(service).build();
    }

    static RequestParameters asking(OrgRole role, String name, int seconds, String sourceIdentity) {
        return new RequestParameters(role.arn(), name, seconds, sourceIdentity, null, null, null, null);
    }

    static ResponseElements.Builder answering(
            OrgRole role, String name, String key, Instant until, String sourceIdentity) {
        return ResponseElements.builder()
                .accessKeyId(key)
                .expiration(until)
                .assumedRoleId(role.id() + ':' + name)
                .assumedRoleArn(role.sessionArn(name))
                .sourceIdentity(sourceIdentity);
    }

    /** What a session with a source identity shows where nothing else is known. */
    static Outcome claimed(String sourceIdentity, OrgRole role) {
        return sourceIdentity == null
                ? null
                : Outcome.known(
                        Origin.identity(
                                IdentityType.SOURCE_IDENTITY,
                                sourceIdentity,
                                null,
                                null,
                                role.account().id()),
                        Basis.SOURCE_IDENTITY);
    }
}
