// SPDX-License-Identifier: Apache-2.0
package io.whotrail.story;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What an administrator does to a role's trust policy, as IAM's records tell it. */
public final class RoleAdmin {
    private static final String IAM = "iam.amazonaws.com";

    private final Actor actor;

    RoleAdmin(Actor actor) {
        this.actor = actor;
    }

    /** A trust policy that lets users of an account in under their own names only. */
    public static String namesItsCallers(Account account) {
        return trustPolicy(account, Json.object("StringLike", Json.object("sts:RoleSessionName", "${aws:username}")));
    }

    /** A trust policy that lets users of an account in under any name. */
    public static String letsChooseNames(Account account) {
        return trustPolicy(account, Json.object());
    }

    private static String trustPolicy(Account account, Object condition) {
        return Json.text(Json.object(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(Json.object(
                        "Sid",
                        "Users",
                        "Effect",
                        "Allow",
                        "Principal",
                        Json.object("AWS", account.arn("iam", "root")),
                        "Action",
                        "sts:AssumeRole",
                        "Condition",
                        condition))));
    }

    public StoryEvent creates(Role role, String trustPolicy) {
        String created = actor.story().now().toString();
        return actor.calls(
                IAM,
                "CreateRole",
                draft -> draft.request(
                                "roleName", role.name(), "path", role.path(), "assumeRolePolicyDocument", trustPolicy)
                        .response(
                                "role",
                                Json.object(
                                        "path",
                                        role.path(),
                                        "roleName",
                                        role.name(),
                                        "roleId",
                                        role.id(),
                                        "arn",
                                        role.arn(),
                                        "createDate",
                                        created,
                                        "assumeRolePolicyDocument",
                                        encoded(trustPolicy))));
    }

    /** URL-encoded as IAM does it: a space is {@code %20}. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public StoryEvent changesTrust(Role role, String trustPolicy) {
        return actor.calls(
                IAM,
                "UpdateAssumeRolePolicy",
                draft -> draft.request("roleName", role.name(), "policyDocument", trustPolicy));
    }

    public StoryEvent deletes(Role role) {
        return actor.calls(IAM, "DeleteRole", draft -> draft.request("roleName", role.name()));
    }
}
