// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.Arn;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.ResponseElements;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.policy.RoleKey;
import org.jspecify.annotations.Nullable;

/**
 * The key under which a use and its issuance find together: the session ARN, of a role session with the role's name in
 * lower case and without its path; of an account's root its ARN; of the copies of one call in several accounts their
 * shared event id.
 */
final class GroupKeys {
    private static final String SHARED = "shared:";
    private static final String ASSUMED_ROLE = ":assumed-role/";
    private static final String STS = "sts::";

    private GroupKeys() {}

    /**
     * The group of a use by an identity that is known by itself; {@code null} where none can hold its issuance.
     *
     * @param own the answer that the identity gives of itself
     */
    static @Nullable String of(UserIdentity identity, IdentityType type, @Nullable Verdict own) {
        return switch (type) {
            case ASSUMED_ROLE -> ofRoleSession(identity);
            case FEDERATED_USER -> own instanceof Explanation ? null : ofFederatedUser(identity.arn());
            case ROOT -> isTemporary(identity) ? ofRoot(identity) : null;
            default -> null;
        };
    }

    /** Whether uses by identities of a kind can have a group at all. */
    static boolean isGrouped(@Nullable IdentityType type) {
        return type == IdentityType.ASSUMED_ROLE
                || type == IdentityType.FEDERATED_USER
                || type == IdentityType.ROOT
                || type == IdentityType.AWS_ACCOUNT;
    }

    private static boolean isTemporary(UserIdentity identity) {
        String key = identity.accessKeyId();
        SessionContext context = identity.sessionContext();
        return key != null && key.startsWith("ASIA")
                || context != null && (context.creationDate() != null || context.assumedRoot());
    }

    /** The group of a role session's use, or {@code null} where the record does not show role and session name. */
    static @Nullable String ofRoleSession(UserIdentity identity) {
        return isCanonical(identity.arn()) ? identity.arn() : ofUnusualRoleSession(identity);
    }

    /** Whether the ARN of a role session can be the key as it stands: nearly always, and found without a copy. */
    private static boolean isCanonical(@Nullable String arn) {
        int role = arn == null || !arn.startsWith("arn:") ? -1 : arn.indexOf(ASSUMED_ROLE);
        if (arn == null || role < 0 || arn.charAt(role - 1) == ':') {
            return false;
        }
        for (int i = role + ASSUMED_ROLE.length(); i < arn.length(); i++) {
            char c = arn.charAt(i);
            if (c == '/') {
                return i > role + ASSUMED_ROLE.length() && i < arn.length() - 1;
            }
            if (c >= 'A' && c <= 'Z' || c > '~') {
                return false;
            }
        }
        return false;
    }

    private static @Nullable String ofUnusualRoleSession(UserIdentity identity) {
        Arn arn = Arn.parse(identity.arn());
        String roleName = arn == null ? null : arn.roleName();
        String sessionName = sessionName(identity, arn);
        String account = arn != null && !arn.accountId().isEmpty() ? arn.accountId() : identity.accountId();
        if (roleName == null) {
            SessionContext context = identity.sessionContext();
            SessionIssuer issuer = context == null ? null : context.sessionIssuer();
            Arn issuerArn = issuer == null ? null : Arn.parse(issuer.arn());
            roleName = issuerArn != null ? issuerArn.roleName() : issuer == null ? null : issuer.userName();
            arn = arn == null ? issuerArn : arn;
            account = account == null && issuer != null ? issuer.accountId() : account;
        }
        if (roleName == null || sessionName == null || account == null) {
            return null;
        }
        return Arn.ofRoleSession(partition(arn), account, roleName, sessionName);
    }

    /** The session name of a role session's use: from its ARN, else from {@code AROA…:name}. */
    static @Nullable String sessionName(UserIdentity identity, @Nullable Arn arn) {
        String fromArn = arn == null ? null : arn.roleSessionName();
        if (fromArn != null) {
            return fromArn;
        }
        String principalId = identity.principalId();
        int colon = principalId == null || !principalId.startsWith("AROA") ? -1 : principalId.indexOf(':');
        return principalId == null || colon < 0 || colon == principalId.length() - 1
                ? null
                : principalId.substring(colon + 1);
    }

    /** The group that an {@code AssumeRole…} issues into, or {@code null} where neither side names it. */
    static @Nullable String ofAssumeRole(RequestParameters request, ResponseElements response) {
        String shown = response.assumedRoleArn();
        return shown != null && isCanonical(shown) && isOfSts(shown) ? shown : ofUnusualAssumeRole(request, response);
    }

    /** Whether an ARN that can be a role session's is one of STS, which has no region. */
    private static boolean isOfSts(String arn) {
        int service = arn.indexOf(':', "arn:".length()) + 1;
        int account = service + STS.length();
        return service > "arn:".length() + 1
                && arn.startsWith(STS, service)
                && arn.indexOf(':', account) == arn.indexOf(ASSUMED_ROLE);
    }

    private static @Nullable String ofUnusualAssumeRole(RequestParameters request, ResponseElements response) {
        Arn session = Arn.parse(response.assumedRoleArn());
        Arn role = Arn.parse(request.roleArn());
        Arn arn = session != null && session.roleName() != null ? session : role;
        String roleName = arn == null ? null : arn.roleName();
        String sessionName = session == null ? null : session.roleSessionName();
        sessionName = sessionName == null ? request.roleSessionName() : sessionName;
        if (arn == null || roleName == null || sessionName == null || sessionName.isEmpty()) {
            return null;
        }
        return Arn.ofRoleSession(arn.partition(), arn.accountId(), roleName, sessionName);
    }

    /** The group of a federated user, by its ARN. */
    static @Nullable String ofFederatedUser(@Nullable String arn) {
        return Arn.parse(arn) == null ? null : arn;
    }

    /** The group of an account's root user. */
    static @Nullable String ofRoot(UserIdentity identity) {
        Arn arn = Arn.parse(identity.arn());
        String account = arn != null && arn.isRoot() ? arn.accountId() : identity.accountId();
        account = account == null ? identity.principalId() : account;
        return account == null ? null : rootArn(partition(arn), account);
    }

    /** The group that {@code AssumeRoot} issues into; the target is an account id or a root ARN. */
    static @Nullable String ofAssumeRoot(CloudTrailEvent event) {
        String target = event.requestParameters().targetPrincipal();
        Arn arn = Arn.parse(target);
        if (arn != null) {
            return arn.isRoot() ? rootArn(arn.partition(), arn.accountId()) : null;
        }
        boolean account =
                target != null && target.length() == 12 && target.chars().allMatch(Character::isDigit);
        return target == null || !account
                ? null
                : rootArn(partition(Arn.parse(event.userIdentity().arn())), target);
    }

    /** The group of the copies that one call left in several accounts. */
    static String ofSharedEvent(String sharedEventId) {
        return SHARED + sharedEventId;
    }

    static boolean isOfSharedEvent(String groupKey) {
        return groupKey.startsWith(SHARED);
    }

    /** Whether a group is one of a role's sessions. */
    static boolean isOfRoleSession(@Nullable String groupKey) {
        return groupKey != null && sessionNameOf(groupKey) != null;
    }

    /** A role as the group keys of its sessions name it: {@code ::account:assumed-role/name/}. */
    static String ofRole(RoleKey role) {
        return "::" + role.accountId() + ASSUMED_ROLE + role.roleName() + '/';
    }

    /** The role in a role session's group key, as {@link #ofRole} names it, or {@code null} for other groups. */
    static @Nullable String roleOf(String groupKey) {
        int role = groupKey.startsWith(SHARED) ? -1 : groupKey.indexOf(ASSUMED_ROLE);
        int slash = role < 0 ? -1 : groupKey.indexOf('/', role + ASSUMED_ROLE.length());
        int account = slash < 0 ? -1 : groupKey.lastIndexOf("::", role);
        return account < 0 ? null : groupKey.substring(account, slash + 1);
    }

    /** The session name in a role session's group key, or {@code null} for other groups. */
    static @Nullable String sessionNameOf(String groupKey) {
        int role = groupKey.startsWith(SHARED) ? -1 : groupKey.indexOf(ASSUMED_ROLE);
        int slash = role < 0 ? -1 : groupKey.indexOf('/', role + ASSUMED_ROLE.length());
        return slash < 0 ? null : groupKey.substring(slash + 1);
    }

    private static String rootArn(String partition, String account) {
        return "arn:" + partition + ":iam::" + account + ":root";
    }

    private static String partition(@Nullable Arn arn) {
        return arn == null ? "aws" : arn.partition();
    }
}
