// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import io.whotrail.event.InScopeOf;
import io.whotrail.event.OnBehalfOf;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.event.WebIdFederation;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one {@code userIdentity}. Strict: what is not of the kind that it must be makes the record malformed. */
final class IdentityParser {
    private final MemberReader in;
    private boolean anySession;
    private @Nullable SessionIssuer sessionIssuer;
    private @Nullable Instant creationDate;
    private @Nullable Boolean mfaAuthenticated;
    private @Nullable String sourceIdentity;
    private @Nullable String ec2RoleDelivery;
    private boolean assumedRoot;
    private @Nullable String signInSessionArn;
    private @Nullable WebIdFederation webIdFederation;
    private boolean fromConsole;

    IdentityParser(MemberReader in) {
        this.in = in;
    }

    /** Reads the object that is the current value. */
    Caller parse() throws IOException, MalformedRecord {
        if (!in.object()) {
            return new Caller(UserIdentity.NONE, false);
        }
        UserIdentity.Builder identity = UserIdentity.builder();
        for (var member = in.next(IdentityMember.NAMES); member != null; member = in.next(IdentityMember.NAMES)) {
            switch (member) {
                case TYPE -> identity.type(in.shortText());
                case PRINCIPAL_ID -> identity.principalId(in.uniqueText());
                case ARN -> identity.arn(in.uniqueText());
                case ACCOUNT_ID -> identity.accountId(in.shortText());
                case ACCESS_KEY_ID -> identity.accessKeyId(in.uniqueText());
                case USER_NAME -> identity.userName(in.shortText());
                case INVOKED_BY -> identity.invokedBy(in.text());
                case IDENTITY_PROVIDER -> identity.identityProvider(in.text());
                case CREDENTIAL_ID -> identity.credentialId(in.text());
                case ON_BEHALF_OF -> identity.onBehalfOf(onBehalfOf());
                case IN_SCOPE_OF -> identity.inScopeOf(inScopeOf());
                case INVOKED_BY_DELEGATE -> identity.delegateAccountId(delegate());
                case SESSION_CONTEXT -> session();
                default -> sessionMember(member);
            }
        }
        return new Caller(identity.sessionContext(sessionContext()).build(), fromConsole);
    }

    private @Nullable SessionContext sessionContext() {
        if (!anySession && !assumedRoot) {
            return null;
        }
        return new SessionContext(
                sessionIssuer,
                creationDate,
                mfaAuthenticated,
                sourceIdentity,
                ec2RoleDelivery,
                assumedRoot,
                signInSessionArn,
                webIdFederation);
    }

    private void session() throws IOException, MalformedRecord {
        if (!in.object()) {
            return;
        }
        for (var member = in.next(IdentityMember.NAMES); member != null; member = in.next(IdentityMember.NAMES)) {
            anySession = true;
            switch (member) {
                case SESSION_ISSUER -> sessionIssuer = in.issuer();
                case WEB_ID_FEDERATION_DATA -> webIdFederation = webIdFederation();
                case ATTRIBUTES -> sessionAttributes();
                default -> sessionMember(member);
            }
        }
    }

    private void sessionAttributes() throws IOException, MalformedRecord {
        if (!in.object()) {
            return;
        }
        for (var member = in.next(IdentityMember.NAMES); member != null; member = in.next(IdentityMember.NAMES)) {
            sessionMember(member);
        }
    }

    /** A member that AWS and pipelines put now in the context, now in its attributes; in both it must say the same. */
    private void sessionMember(IdentityMember member) throws IOException, MalformedRecord {
        switch (member) {
            case CREATION_DATE -> creationDate = once(creationDate, in.time());
            case MFA_AUTHENTICATED -> mfaAuthenticated = in.flag();
            case SOURCE_IDENTITY -> sourceIdentity = once(sourceIdentity, in.text());
            case EC2_ROLE_DELIVERY -> ec2RoleDelivery = once(ec2RoleDelivery, in.text());
            case ASSUMED_ROOT -> assumedRoot |= Boolean.TRUE.equals(in.flag());
            case SIGN_IN_SESSION_ARN -> signInSessionArn = once(signInSessionArn, in.text());
            case SESSION_CREDENTIAL_FROM_CONSOLE -> fromConsole |= Boolean.TRUE.equals(in.flag());
            default -> in.skip();
        }
    }

    private <T> @Nullable T once(@Nullable T before, @Nullable T now) throws MalformedRecord {
        if (before != null && now != null && !Objects.equals(before, now)) {
            throw in.duplicate();
        }
        return now == null ? before : now;
    }

    /** Reads one {@code sessionIssuer}. */
    static @Nullable SessionIssuer issuer(MemberReader in) throws IOException, MalformedRecord {
        if (!in.object()) {
            return null;
        }
        String type = null;
        String principalId = null;
        String arn = null;
        String accountId = null;
        String userName = null;
        boolean any = false;
        for (var member = in.next(IdentityMember.NAMES); member != null; member = in.next(IdentityMember.NAMES)) {
            any = true;
            switch (member) {
                case TYPE -> type = in.shortText();
                case PRINCIPAL_ID -> principalId = in.shortText();
                case ARN -> arn = in.text();
                case ACCOUNT_ID -> accountId = in.shortText();
                case USER_NAME -> userName = in.shortText();
                default -> in.skip();
            }
        }
        return any ? new SessionIssuer(type, principalId, arn, accountId, userName) : null;
    }

    private @Nullable WebIdFederation webIdFederation() throws IOException, MalformedRecord {
        if (!in.object()) {
            return null;
        }
        String provider = null;
        Map<String, String> attributes = Map.of();
        for (var member = in.next(IdentityMember.NAMES); member != null; member = in.next(IdentityMember.NAMES)) {
            switch (member) {
                case FEDERATED_PROVIDER -> provider = in.text();
                case ATTRIBUTES -> attributes = federationAttributes();
                default -> in.skip();
            }
        }
        return provider == null && attributes.isEmpty() ? null : new WebIdFederation(provider, attributes);
    }

    private Map<String, String> federationAttributes() throws IOException, MalformedRecord {
        if (!in.object()) {
            return Map.of();
        }
        Map<String, String> attributes = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (String name = in.nextOfAny(); name != null; name = in.nextOfAny()) {
            if (!names.add(name)) {
                throw in.duplicate();
            }
            String value = in.text();
            if (value != null) {
                attributes.put(name, value);
            }
        }
        return attributes;
    }

    private @Nullable OnBehalfOf onBehalfOf() throws IOException, MalformedRecord {
        if (!in.object()) {
            return null;
        }
        String userId = null;
        String identityStoreArn = null;
        for (var member = in.next(IdentityMember.NAMES); member != null; member = in.next(IdentityMember.NAMES)) {
            switch (member) {
                case USER_ID -> userId = in.text();
                case IDENTITY_STORE_ARN -> identityStoreArn = in.text();
                default -> in.skip();
            }
        }
        return userId == null && identityStoreArn == null ? null : new OnBehalfOf(userId, identityStoreArn);
    }

    private @Nullable InScopeOf inScopeOf() throws IOException, MalformedRecord {
        if (!in.object()) {
            return null;
        }
        String issuerType = null;
        String credentialsIssuedTo = null;
        String sourceArn = null;
        String sourceAccount = null;
        boolean any = false;
        for (var member = in.next(IdentityMember.NAMES); member != null; member = in.next(IdentityMember.NAMES)) {
            any = true;
            switch (member) {
                case ISSUER_TYPE -> issuerType = in.text();
                case CREDENTIALS_ISSUED_TO -> credentialsIssuedTo = in.text();
                case SOURCE_ARN -> sourceArn = in.text();
                case SOURCE_ACCOUNT -> sourceAccount = in.text();
                default -> in.skip();
            }
        }
        return any ? new InScopeOf(issuerType, credentialsIssuedTo, sourceArn, sourceAccount) : null;
    }

    private @Nullable String delegate() throws IOException, MalformedRecord {
        if (!in.object()) {
            return null;
        }
        String accountId = null;
        for (var member = in.next(IdentityMember.NAMES); member != null; member = in.next(IdentityMember.NAMES)) {
            if (member == IdentityMember.ACCOUNT_ID) {
                accountId = in.shortText();
            } else {
                in.skip();
            }
        }
        return accountId;
    }
}
