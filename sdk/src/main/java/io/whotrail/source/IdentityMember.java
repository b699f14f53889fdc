// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

/** The members of {@code userIdentity} and of the objects in it that are read. */
enum IdentityMember implements Names.Named {
    TYPE("type"),
    PRINCIPAL_ID("principalId"),
    ARN("arn"),
    ACCOUNT_ID("accountId"),
    ACCESS_KEY_ID("accessKeyId"),
    USER_NAME("userName"),
    INVOKED_BY("invokedBy"),
    INVOKED_BY_DELEGATE("invokedByDelegate"),
    IDENTITY_PROVIDER("identityProvider"),
    CREDENTIAL_ID("credentialId"),
    SESSION_CONTEXT("sessionContext"),
    SESSION_ISSUER("sessionIssuer"),
    ATTRIBUTES("attributes"),
    CREATION_DATE("creationDate"),
    MFA_AUTHENTICATED("mfaAuthenticated"),
    SOURCE_IDENTITY("sourceIdentity"),
    EC2_ROLE_DELIVERY("ec2RoleDelivery"),
    ASSUMED_ROOT("assumedRoot"),
    SIGN_IN_SESSION_ARN("signInSessionArn"),
    SESSION_CREDENTIAL_FROM_CONSOLE("sessionCredentialFromConsole"),
    WEB_ID_FEDERATION_DATA("webIdFederationData"),
    FEDERATED_PROVIDER("federatedProvider"),
    ON_BEHALF_OF("onBehalfOf"),
    USER_ID("userId"),
    IDENTITY_STORE_ARN("identityStoreArn"),
    IN_SCOPE_OF("inScopeOf"),
    ISSUER_TYPE("issuerType"),
    CREDENTIALS_ISSUED_TO("credentialsIssuedTo"),
    SOURCE_ARN("sourceArn"),
    SOURCE_ACCOUNT("sourceAccount");

    static final Names<IdentityMember> NAMES = new Names<>(IdentityMember.class);

    private final String name;

    IdentityMember(String name) {
        this.name = name;
    }

    @Override
    public String names() {
        return name;
    }
}
