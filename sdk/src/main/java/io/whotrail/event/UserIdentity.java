// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import org.jspecify.annotations.Nullable;

/**
 * Who CloudTrail says called: the {@code userIdentity} of a record.
 *
 * @param type CloudTrail's word ({@code IAMUser}, {@code AssumedRole}, …); {@code null} where the record has none, as
 *     events of AWS services do
 * @param principalId the unique id of the caller; of a role session {@code AROA…:session-name}
 * @param arn the caller's ARN
 * @param accountId the account that owns the entity
 * @param accessKeyId the access key id that signed the call; {@code null} where the record shows none, or a mask
 * @param userName the friendly name
 * @param invokedBy the AWS service that made the call for the caller, or {@code AWS Internal}
 * @param identityProvider the SAML name qualifier or the OpenID Connect provider
 * @param credentialId the Identity Center session's id
 * @param sessionContext what is said of a temporary credential
 * @param onBehalfOf the Identity Center user behind the call
 * @param inScopeOf the workload behind the call
 * @param delegateAccountId the partner's account in a delegated call, {@code invokedByDelegate.accountId}
 */
public record UserIdentity(
        @Nullable String type,
        @Nullable String principalId,
        @Nullable String arn,
        @Nullable String accountId,
        @Nullable String accessKeyId,
        @Nullable String userName,
        @Nullable String invokedBy,
        @Nullable String identityProvider,
        @Nullable String credentialId,
        @Nullable SessionContext sessionContext,
        @Nullable OnBehalfOf onBehalfOf,
        @Nullable InScopeOf inScopeOf,
        @Nullable String delegateAccountId) {

    /** An identity of which nothing is known: what a record without {@code userIdentity} has. */
    public static final UserIdentity NONE = builder().build();

    /** Treats an empty, unknown or masked access key id as none. */
    public UserIdentity {
        accessKeyId = AccessKeyIds.orNull(accessKeyId);
    }

    /**
     * The content as one number, as {@link CloudTrailEvent#contentHash(long)} is that of an event.
     *
     * @param seed any number
     * @return a 64-bit hash, the same on every machine for the same seed
     */
    public long contentHash(long seed) {
        return ContentHash.of(this, seed);
    }

    /**
     * Starts an identity with nothing set.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts of a {@link UserIdentity}. Not thread safe. */
    public static final class Builder {
        private @Nullable String type;
        private @Nullable String principalId;
        private @Nullable String arn;
        private @Nullable String accountId;
        private @Nullable String accessKeyId;
        private @Nullable String userName;
        private @Nullable String invokedBy;
        private @Nullable String identityProvider;
        private @Nullable String credentialId;
        private @Nullable SessionContext sessionContext;
        private @Nullable OnBehalfOf onBehalfOf;
        private @Nullable InScopeOf inScopeOf;
        private @Nullable String delegateAccountId;

        private Builder() {}

        /**
         * Sets {@link UserIdentity#type}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder type(@Nullable String value) {
            this.type = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#principalId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder principalId(@Nullable String value) {
            this.principalId = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#arn}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder arn(@Nullable String value) {
            this.arn = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#accountId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder accountId(@Nullable String value) {
            this.accountId = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#accessKeyId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder accessKeyId(@Nullable String value) {
            this.accessKeyId = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#userName}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder userName(@Nullable String value) {
            this.userName = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#invokedBy}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder invokedBy(@Nullable String value) {
            this.invokedBy = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#identityProvider}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder identityProvider(@Nullable String value) {
            this.identityProvider = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#credentialId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder credentialId(@Nullable String value) {
            this.credentialId = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#sessionContext}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder sessionContext(@Nullable SessionContext value) {
            this.sessionContext = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#onBehalfOf}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder onBehalfOf(@Nullable OnBehalfOf value) {
            this.onBehalfOf = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#inScopeOf}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder inScopeOf(@Nullable InScopeOf value) {
            this.inScopeOf = value;
            return this;
        }

        /**
         * Sets {@link UserIdentity#delegateAccountId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder delegateAccountId(@Nullable String value) {
            this.delegateAccountId = value;
            return this;
        }

        /**
         * Builds the identity.
         *
         * @return an identity with what was set
         */
        public UserIdentity build() {
            return new UserIdentity(
                    type,
                    principalId,
                    arn,
                    accountId,
                    accessKeyId,
                    userName,
                    invokedBy,
                    identityProvider,
                    credentialId,
                    sessionContext,
                    onBehalfOf,
                    inScopeOf,
                    delegateAccountId);
        }
    }
}
