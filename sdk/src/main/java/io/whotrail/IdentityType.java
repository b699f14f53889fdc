// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import org.jspecify.annotations.Nullable;

/** What kind of identity an {@link Identity} is: CloudTrail's own words, and two of ours. */
public enum IdentityType {
    /** An IAM user. */
    IAM_USER("IAMUser"),
    /** The root user of an account. */
    ROOT("Root"),
    /** A federated user of {@code GetFederationToken}. */
    FEDERATED_USER("FederatedUser"),
    /** A subject that a SAML provider vouched for. */
    SAML_USER("SAMLUser"),
    /** A subject that an OpenID Connect provider vouched for. */
    WEB_IDENTITY_USER("WebIdentityUser"),
    /** A user of IAM Identity Center. */
    IDENTITY_CENTER_USER("IdentityCenterUser"),
    /** A role session; never an origin. */
    ASSUMED_ROLE("AssumedRole"),
    /** A role itself; never an origin. */
    ROLE("Role"),
    /** A principal of an account whose events were not delivered. */
    AWS_ACCOUNT("AWSAccount"),
    /** An AWS service. */
    AWS_SERVICE("AWSService"),
    /** A user of a directory service. */
    DIRECTORY("Directory"),
    /** An identity that CloudTrail itself could not determine. */
    UNKNOWN("Unknown"),
    /** Ours: a name that a session bears as {@code sts:SourceIdentity}; asserted, not proven. */
    SOURCE_IDENTITY("SourceIdentity"),
    /** Ours: an EC2 instance, ECS task, Lambda function or pod. */
    WORKLOAD("Workload");

    private final String word;

    IdentityType(String word) {
        this.word = word;
    }

    /**
     * The word as CloudTrail writes it, for example {@code IAMUser}.
     *
     * @return the word, as it stands in every output
     */
    public String word() {
        return word;
    }

    /**
     * Finds the type for CloudTrail's word.
     *
     * @param word the {@code type} of a {@code userIdentity}
     * @return the type; {@link #UNKNOWN} for a word that is not known, {@code null} for none
     */
    static @Nullable IdentityType of(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "IAMUser" -> IAM_USER;
            case "Root" -> ROOT;
            case "FederatedUser" -> FEDERATED_USER;
            case "SAMLUser" -> SAML_USER;
            case "WebIdentityUser" -> WEB_IDENTITY_USER;
            case "IdentityCenterUser" -> IDENTITY_CENTER_USER;
            case "AssumedRole" -> ASSUMED_ROLE;
            case "Role" -> ROLE;
            case "AWSAccount" -> AWS_ACCOUNT;
            case "AWSService" -> AWS_SERVICE;
            case "Directory" -> DIRECTORY;
            default -> UNKNOWN;
        };
    }
}
