// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.Arn;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Somebody or something that can be behind an event: the origin of a role chain, or the furthest link of it that is
 * proven. What is not known is {@code null}.
 *
 * @param type the kind of identity
 * @param name the name: of a user, subject, service, source identity or workload
 * @param arn the ARN
 * @param principalId the unique id, {@code AIDA…}, or {@code AROA…:session-name} of a foreign role session
 * @param accountId the account
 * @param provider the SAML or OpenID Connect provider
 * @param userId the Identity Center user's id
 * @param identityStoreArn the Identity Center user's store
 * @param service the AWS service that runs a workload
 * @param roleArn the role of a workload
 */
public record Identity(
        IdentityType type,
        @Nullable String name,
        @Nullable String arn,
        @Nullable String principalId,
        @Nullable String accountId,
        @Nullable String provider,
        @Nullable String userId,
        @Nullable String identityStoreArn,
        @Nullable String service,
        @Nullable String roleArn) {

    static Identity of(
            IdentityType type,
            @Nullable String name,
            @Nullable String arn,
            @Nullable String principalId,
            @Nullable String accountId) {
        return new Identity(type, name, arn, principalId, accountId, null, null, null, null, null);
    }

    static Identity federated(
            IdentityType type, @Nullable String name, @Nullable String provider, @Nullable String principalId) {
        return new Identity(type, name, null, principalId, null, provider, null, null, null, null);
    }

    static Identity identityCenterUser(
            @Nullable String name, @Nullable String userId, @Nullable String identityStoreArn) {
        return new Identity(
                IdentityType.IDENTITY_CENTER_USER, name, null, null, null, null, userId, identityStoreArn, null, null);
    }

    static Identity service(String service) {
        return of(IdentityType.AWS_SERVICE, service, null, null, null);
    }

    static Identity workload(
            String name, @Nullable String arn, String service, @Nullable String roleArn, @Nullable String accountId) {
        return new Identity(IdentityType.WORKLOAD, name, arn, null, accountId, null, null, null, service, roleArn);
    }

    /**
     * Whether two identities are the same: if both show a unique id ({@code AIDA…}, {@code AROA…}, an Identity Center
     * user id) then by that, else if type, partition, account and the name of the type agree. ARNs change by rename, ids
     * do not.
     *
     * @param other another identity
     * @return whether both are surely the same
     */
    public boolean sameAs(Identity other) {
        if (equals(other)) {
            return true;
        }
        if (uniqueId() != null && other.uniqueId() != null) {
            return Objects.equals(uniqueId(), other.uniqueId());
        }
        if (userId != null && other.userId != null) {
            return userId.equals(other.userId) && Objects.equals(identityStoreArn, other.identityStoreArn);
        }
        return type == other.type
                && partition().equals(other.partition())
                && Objects.equals(accountId, other.accountId)
                && Objects.equals(provider, other.provider)
                && Objects.equals(service, other.service)
                && foldedName() != null
                && Objects.equals(foldedName(), other.foldedName());
    }

    /** A text that sorts identities the same way on every machine. */
    String sortKey() {
        return type.word()
                + '\n'
                + accountId
                + '\n'
                + name
                + '\n'
                + arn
                + '\n'
                + principalId
                + '\n'
                + provider
                + '\n'
                + userId
                + '\n'
                + identityStoreArn
                + '\n'
                + service
                + '\n'
                + roleArn;
    }

    /** A hash that nobody can foresee who does not know the seed. */
    long hash(long seed) {
        long hash = Hash64.of(Hash64.of(Hash64.of(seed, type.word()), name), arn);
        hash = Hash64.of(Hash64.of(Hash64.of(hash, principalId), accountId), provider);
        hash = Hash64.of(Hash64.of(hash, userId), identityStoreArn);
        return Hash64.of(Hash64.of(hash, service), roleArn);
    }

    private @Nullable String uniqueId() {
        boolean unique = principalId != null && (principalId.startsWith("AIDA") || principalId.startsWith("AROA"));
        return unique ? principalId : null;
    }

    private String partition() {
        Arn parsed = Arn.parse(arn);
        return parsed == null ? "aws" : parsed.partition();
    }

    /** IAM user names are unique whatever their case; other names are told apart by case. Root needs no name. */
    private @Nullable String foldedName() {
        return switch (type) {
            case ROOT -> "root";
            case IAM_USER -> name == null ? null : name.toLowerCase(Locale.ROOT);
            case AWS_ACCOUNT -> principalId;
            default -> name == null ? arn : name;
        };
    }
}
