// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import io.whotrail.Identity;
import java.util.Map;

/** A user of IAM Identity Center. */
public final class IdentityCenterUser extends Actor {
    private static final String RESERVED_PATH = "/aws-reserved/sso.amazonaws.com/eu-central-1/";

    private final String name;
    private final String address;
    private final String userId;
    private final String store;
    private final String credentialId;
    private final boolean typed;

    IdentityCenterUser(Account account, String name, String address) {
        this(
                account,
                name,
                address,
                uuid(account),
                storeOf(account),
                "AAAAAGpEa" + account.story().ids().hex(40),
                true);
    }

    private IdentityCenterUser(
            Account account,
            String name,
            String address,
            String userId,
            String store,
            String credentialId,
            boolean typed) {
        super(account);
        this.name = name;
        this.address = address;
        this.userId = userId;
        this.store = store;
        this.credentialId = credentialId;
        this.typed = typed;
    }

    private static String uuid(Account account) {
        return "9967710cc5-" + account.story().ids().uuid();
    }

    private static String storeOf(Account account) {
        return "arn:" + account.partition() + ":identitystore::" + account.id() + ":identitystore/d-9967710cc5";
    }

    /** The same user as CloudTrail told of it before 2025. */
    public IdentityCenterUser untyped() {
        return new IdentityCenterUser(account(), name, address, userId, store, credentialId, false);
    }

    public String name() {
        return name;
    }

    /** Who it is as the records of the Identity Center itself show: by id, before 2025 by name too. */
    @Override
    public Identity origin() {
        return Origins.identityCenterUser(typed ? null : name, userId, typed ? store : null);
    }

    /** Who it is as the records of a role session show. */
    public Identity inRole() {
        return Origins.identityCenterUser(name, userId, store);
    }

    Map<String, Object> onBehalfOf() {
        return Json.object("userId", userId, "identityStoreArn", store);
    }

    @Override
    Map<String, Object> userIdentity() {
        return typed
                ? Json.object(
                        "type",
                        "IdentityCenterUser",
                        "accountId",
                        account().id(),
                        "onBehalfOf",
                        onBehalfOf(),
                        "credentialId",
                        credentialId)
                : Json.object(
                        "type",
                        "Unknown",
                        "principalId",
                        userId,
                        "accountId",
                        account().id(),
                        "userName",
                        name);
    }

    @Override
    String address() {
        return address;
    }

    /** Signs in to the access portal. */
    public StoryEvent signsIn() {
        return calls(
                "signin.amazonaws.com",
                "UserAuthentication",
                draft -> draft.agent(BROWSER)
                        .put(
                                "additionalEventData",
                                Json.object(
                                        "AuthWorkflowID",
                                        story().ids().uuid(),
                                        "LoginTo",
                                        "https://acme.awsapps.com/start",
                                        "CredentialType",
                                        "PASSWORD",
                                        "UserName",
                                        name))
                        .put("serviceEventDetails", Json.object("UserAuthentication", "Success"))
                        .put("readOnly", false)
                        .put("eventType", "AwsServiceEvent"));
    }

    /** Asks the portal for the credentials of a permission set: that event shows no key. */
    public StoryEvent getsRoleCredentials(Account member, String permissionSet) {
        return calls(
                "sso.amazonaws.com",
                "GetRoleCredentials",
                draft -> draft.put("requestParameters", Json.NULL)
                        .put("serviceEventDetails", Json.object("role_name", permissionSet, "account_id", member.id()))
                        .put("eventType", "AwsServiceEvent"));
    }

    /** The role of a permission set in a member account. */
    public static Role roleOf(Account member, String permissionSet) {
        return member.role(RESERVED_PATH, "AWSReservedSSO_" + permissionSet + "_7243976e43c75fc5");
    }

    /** The Identity Center assumes the role for this user: by SAML, from an address of AWS. */
    public RoleSession entersRole(Account member, String permissionSet) {
        Federated subject = Federated.saml(
                member,
                member.arn("iam", "saml-provider/AWSSSO_9882ccf00912484e_DO_NOT_DELETE"),
                name,
                "198.51.100.40");
        return subject.assumes(roleOf(member, permissionSet), name).onBehalfOf(this);
    }
}
