// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import org.jspecify.annotations.Nullable;

/**
 * Links that AWS puts beside the call: the part of {@code additionalEventData} and {@code serviceEventDetails} that
 * carries identity.
 *
 * @param switchFrom the ARN of the principal that switched role in the console
 * @param samlProviderArn the SAML provider of a federated sign-in
 * @param signInSessionArn the sign-in session of an OAuth grant
 * @param explicitTrustGrant whether the trust policy granted a role's assumption of itself; {@code null} where not said
 * @param userName the Identity Center user name of a sign-in
 * @param identityStoreUserId the Identity Center user that an application stands for, {@code identitystore:UserId}
 * @param identityStoreArn that user's identity store, {@code identitystore:IdentityStoreArn}
 * @param credentialId the Identity Center credential, {@code identitycenter:CredentialId}
 * @param lakeFormationPrincipal who asked Lake Formation for data
 * @param lakeFormationRoleSessionName the session name under which the data is read
 * @param sourcePrincipalArn the principal of another partition that federated in, {@code crossPartitionData}
 * @param serviceAccountId the member account of an Identity Center event, {@code serviceEventDetails.account_id}
 * @param serviceRoleName the permission set of an Identity Center event, {@code serviceEventDetails.role_name}
 */
public record AdditionalEventData(
        @Nullable String switchFrom,
        @Nullable String samlProviderArn,
        @Nullable String signInSessionArn,
        @Nullable Boolean explicitTrustGrant,
        @Nullable String userName,
        @Nullable String identityStoreUserId,
        @Nullable String identityStoreArn,
        @Nullable String credentialId,
        @Nullable String lakeFormationPrincipal,
        @Nullable String lakeFormationRoleSessionName,
        @Nullable String sourcePrincipalArn,
        @Nullable String serviceAccountId,
        @Nullable String serviceRoleName) {

    /** Data of which none is set: what most events have. */
    public static final AdditionalEventData NONE = builder().build();

    /**
     * Starts data with nothing set.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts of {@link AdditionalEventData}. Not thread safe. */
    public static final class Builder {
        private @Nullable String switchFrom;
        private @Nullable String samlProviderArn;
        private @Nullable String signInSessionArn;
        private @Nullable Boolean explicitTrustGrant;
        private @Nullable String userName;
        private @Nullable String identityStoreUserId;
        private @Nullable String identityStoreArn;
        private @Nullable String credentialId;
        private @Nullable String lakeFormationPrincipal;
        private @Nullable String lakeFormationRoleSessionName;
        private @Nullable String sourcePrincipalArn;
        private @Nullable String serviceAccountId;
        private @Nullable String serviceRoleName;

        private Builder() {}

        /**
         * Sets {@link AdditionalEventData#switchFrom}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder switchFrom(@Nullable String value) {
            this.switchFrom = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#samlProviderArn}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder samlProviderArn(@Nullable String value) {
            this.samlProviderArn = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#signInSessionArn}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder signInSessionArn(@Nullable String value) {
            this.signInSessionArn = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#explicitTrustGrant}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder explicitTrustGrant(@Nullable Boolean value) {
            this.explicitTrustGrant = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#userName}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder userName(@Nullable String value) {
            this.userName = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#identityStoreUserId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder identityStoreUserId(@Nullable String value) {
            this.identityStoreUserId = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#identityStoreArn}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder identityStoreArn(@Nullable String value) {
            this.identityStoreArn = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#credentialId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder credentialId(@Nullable String value) {
            this.credentialId = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#lakeFormationPrincipal}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder lakeFormationPrincipal(@Nullable String value) {
            this.lakeFormationPrincipal = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#lakeFormationRoleSessionName}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder lakeFormationRoleSessionName(@Nullable String value) {
            this.lakeFormationRoleSessionName = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#sourcePrincipalArn}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder sourcePrincipalArn(@Nullable String value) {
            this.sourcePrincipalArn = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#serviceAccountId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder serviceAccountId(@Nullable String value) {
            this.serviceAccountId = value;
            return this;
        }

        /**
         * Sets {@link AdditionalEventData#serviceRoleName}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder serviceRoleName(@Nullable String value) {
            this.serviceRoleName = value;
            return this;
        }

        /**
         * Builds the data.
         *
         * @return data with what was set
         */
        public AdditionalEventData build() {
            return new AdditionalEventData(
                    switchFrom,
                    samlProviderArn,
                    signInSessionArn,
                    explicitTrustGrant,
                    userName,
                    identityStoreUserId,
                    identityStoreArn,
                    credentialId,
                    lakeFormationPrincipal,
                    lakeFormationRoleSessionName,
                    sourcePrincipalArn,
                    serviceAccountId,
                    serviceRoleName);
        }
    }
}
