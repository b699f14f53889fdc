// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event that hands out credentials answered: the part of {@code responseElements} that carries identity, birth
 * or validity. The session token is not among it.
 *
 * @param accessKeyId the issued key id, {@code credentials.accessKeyId}; {@code null} where there is none, or a mask
 * @param expiration when the issued credential expires
 * @param assumedRoleId the role session's unique id, {@code AROA…:session-name}
 * @param assumedRoleArn the role session's ARN
 * @param federatedUserArn the ARN of {@code GetFederationToken}'s user
 * @param federatedUserId the id of {@code GetFederationToken}'s user
 * @param sourceIdentity the {@code sts:SourceIdentity} of the new session
 * @param subject the SAML subject
 * @param issuer the SAML issuer
 * @param subjectType the SAML subject's kind, {@code persistent} or {@code transient}
 * @param nameQualifier the SAML name qualifier
 * @param provider the OpenID Connect provider
 * @param audience the SAML or OpenID Connect audience
 * @param subjectFromWebIdentityToken the OpenID Connect subject
 * @param outcome {@code Success} or {@code Failure} of a sign-in event
 */
public record ResponseElements(
        @Nullable String accessKeyId,
        @Nullable Instant expiration,
        @Nullable String assumedRoleId,
        @Nullable String assumedRoleArn,
        @Nullable String federatedUserArn,
        @Nullable String federatedUserId,
        @Nullable String sourceIdentity,
        @Nullable String subject,
        @Nullable String issuer,
        @Nullable String subjectType,
        @Nullable String nameQualifier,
        @Nullable String provider,
        @Nullable String audience,
        @Nullable String subjectFromWebIdentityToken,
        @Nullable String outcome) {

    /** Elements of which none is set: what most events have. */
    public static final ResponseElements NONE = builder().build();

    /** Treats an empty, unknown or masked access key id as none. */
    public ResponseElements {
        accessKeyId = AccessKeyIds.orNull(accessKeyId);
    }

    /**
     * Starts elements with nothing set.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects the parts of {@link ResponseElements}. Not thread safe. */
    public static final class Builder {
        private @Nullable String accessKeyId;
        private @Nullable Instant expiration;
        private @Nullable String assumedRoleId;
        private @Nullable String assumedRoleArn;
        private @Nullable String federatedUserArn;
        private @Nullable String federatedUserId;
        private @Nullable String sourceIdentity;
        private @Nullable String subject;
        private @Nullable String issuer;
        private @Nullable String subjectType;
        private @Nullable String nameQualifier;
        private @Nullable String provider;
        private @Nullable String audience;
        private @Nullable String subjectFromWebIdentityToken;
        private @Nullable String outcome;

        private Builder() {}

        /**
         * Sets {@link ResponseElements#accessKeyId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder accessKeyId(@Nullable String value) {
            this.accessKeyId = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#expiration}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder expiration(@Nullable Instant value) {
            this.expiration = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#assumedRoleId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder assumedRoleId(@Nullable String value) {
            this.assumedRoleId = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#assumedRoleArn}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder assumedRoleArn(@Nullable String value) {
            this.assumedRoleArn = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#federatedUserArn}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder federatedUserArn(@Nullable String value) {
            this.federatedUserArn = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#federatedUserId}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder federatedUserId(@Nullable String value) {
            this.federatedUserId = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#sourceIdentity}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder sourceIdentity(@Nullable String value) {
            this.sourceIdentity = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#subject}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder subject(@Nullable String value) {
            this.subject = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#issuer}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder issuer(@Nullable String value) {
            this.issuer = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#subjectType}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder subjectType(@Nullable String value) {
            this.subjectType = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#nameQualifier}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder nameQualifier(@Nullable String value) {
            this.nameQualifier = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#provider}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder provider(@Nullable String value) {
            this.provider = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#audience}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder audience(@Nullable String value) {
            this.audience = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#subjectFromWebIdentityToken}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder subjectFromWebIdentityToken(@Nullable String value) {
            this.subjectFromWebIdentityToken = value;
            return this;
        }

        /**
         * Sets {@link ResponseElements#outcome}.
         *
         * @param value the value, or {@code null} for none
         * @return this builder
         */
        public Builder outcome(@Nullable String value) {
            this.outcome = value;
            return this;
        }

        /**
         * Builds the elements.
         *
         * @return elements with what was set
         */
        public ResponseElements build() {
            return new ResponseElements(
                    accessKeyId,
                    expiration,
                    assumedRoleId,
                    assumedRoleArn,
                    federatedUserArn,
                    federatedUserId,
                    sourceIdentity,
                    subject,
                    issuer,
                    subjectType,
                    nameQualifier,
                    provider,
                    audience,
                    subjectFromWebIdentityToken,
                    outcome);
        }
    }
}
