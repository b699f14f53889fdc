// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who asks for a session.
 *
 * @param kind user, role, root, saml, web, service or anonymous
 * @param account the account, empty where there is none
 * @param arn how a principal names it
 * @param call what it can call
 * @param keys the condition keys that it has, in lower case
 */
record ToyCaller(String kind, String account, String arn, String call, Map<String, String> keys) {
    static final String A = "111122223333";
    static final String B = "444455556666";

    /** The same user name in two accounts, everybody else who has no user name. */
    static final List<ToyCaller> ALL = List.of(
            user(A, "bob", true),
            user(A, "alice", false),
            user(B, "bob", true),
            user(B, "Carol", false),
            inAccount("role", A, "role/Dev", "AssumedRole", "AROADEV:admin"),
            inAccount("role", B, "role/Dev", "AssumedRole", "AROAOTHER:bob"),
            inAccount("root", A, "root", "Account", A),
            provider("saml", "arn:aws:iam::111122223333:saml-provider/corp", "AssumeRoleWithSAML", "saml:sub"),
            provider("web", "token.example.com", "AssumeRoleWithWebIdentity", "token.example.com:sub"),
            new ToyCaller("service", "", "ec2.amazonaws.com", "AssumeRole", Map.of()),
            new ToyCaller("anonymous", "", "", "AssumeRole", Map.of("aws:principaltype", "Anonymous")));

    private static ToyCaller user(String account, String name, boolean tagged) {
        ToyCaller user =
                inAccount("user", account, "user/" + name, "User", "AIDA" + name.toUpperCase(java.util.Locale.ROOT));
        Map<String, String> keys = new LinkedHashMap<>(user.keys);
        keys.put("aws:username", name);
        if (tagged) {
            keys.put("aws:principaltag/x", "tag");
        }
        return new ToyCaller("user", account, user.arn, "AssumeRole", keys);
    }

    private static ToyCaller inAccount(String kind, String account, String resource, String type, String userId) {
        Map<String, String> keys =
                Map.of("aws:principalaccount", account, "aws:principaltype", type, "aws:userid", userId);
        return new ToyCaller(kind, account, "arn:aws:iam::" + account + ":" + resource, "AssumeRole", keys);
    }

    private static ToyCaller provider(String kind, String principal, String call, String subject) {
        return new ToyCaller(kind, "", principal, call, Map.of(subject, "ann"));
    }

    boolean isService() {
        return kind.equals("service");
    }

    @Nullable
    String userName() {
        return keys.get("aws:username");
    }
}
