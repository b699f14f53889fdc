// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/** The members of what was asked, answered and added that are read, and of the objects in them. */
enum ElementMember implements Names.Named {
    ROLE_ARN("roleArn"),
    ROLE_SESSION_NAME("roleSessionName"),
    DURATION_SECONDS("durationSeconds"),
    SOURCE_IDENTITY("sourceIdentity"),
    TARGET_PRINCIPAL("targetPrincipal"),
    NAME("name"),
    PRINCIPAL_ARN("principalArn"),
    EXTERNAL_ID("externalId"),
    CREDENTIALS("credentials"),
    CREDENTIAL_SET("credentialSet"),
    ACCESS_KEY_ID("accessKeyId"),
    EXPIRATION("expiration"),
    ASSUMED_ROLE_USER("assumedRoleUser"),
    ASSUMED_ROLE_ID("assumedRoleId|assumeRoleId"),
    ARN("arn"),
    FEDERATED_USER("federatedUser"),
    FEDERATED_USER_ID("federatedUserId"),
    SUBJECT("subject"),
    ISSUER("issuer"),
    SUBJECT_TYPE("subjectType"),
    NAME_QUALIFIER("nameQualifier"),
    PROVIDER("provider"),
    AUDIENCE("audience"),
    SUBJECT_FROM_WEB_IDENTITY_TOKEN("subjectFromWebIdentityToken"),
    OUTCOME("ConsoleLogin|SwitchRole|ExitRole|RenewRole"),
    SWITCH_FROM("SwitchFrom"),
    SAML_PROVIDER_ARN("SamlProviderArn"),
    SIGN_IN_SESSION_ARN("signInSessionArn"),
    EXPLICIT_TRUST_GRANT("explicitTrustGrant"),
    USER_NAME("UserName"),
    IDENTITY_STORE_USER_ID("identitystore:UserId"),
    IDENTITY_STORE_ARN("identitystore:IdentityStoreArn"),
    CREDENTIAL_ID("identitycenter:CredentialId"),
    LAKE_FORMATION_PRINCIPAL("lakeFormationPrincipal"),
    LAKE_FORMATION_ROLE_SESSION_NAME("lakeFormationRoleSessionName"),
    CROSS_PARTITION_DATA("crossPartitionData"),
    SOURCE_PRINCIPAL_ARN("sourcePrincipalArn"),
    SERVICE_ACCOUNT_ID("account_id"),
    SERVICE_ROLE_NAME("role_name"),
    ROLE_NAME("roleName"),
    ASSUME_ROLE_POLICY_DOCUMENT("assumeRolePolicyDocument"),
    POLICY_DOCUMENT("policyDocument"),
    ROLE("role"),
    ROLE_ID("roleId"),
    CREATE_DATE("createDate"),
    REASON("reason"),
    UPDATED_FIELDS("updatedFields"),
    ORIGINAL_EVENT_ID("originalEventID|originalEventId");

    static final Names<ElementMember> NAMES = new Names<>(ElementMember.class);

    private final String names;

    ElementMember(String names) {
        this.names = names;
    }

    @Override
    public String names() {
        return names;
    }
}
