// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.nio.charset.StandardCharsets;

/** Texts of trust policies. */
final class Policies {
    static final String ACCOUNT = "111122223333";
    static final String ROOT = aws("arn:aws:iam::" + ACCOUNT + ":root");
    static final String PIN = "'StringEquals':{'sts:RoleSessionName':'${aws:username}'}";

    private Policies() {}

    /** A policy of version 2012-10-17. */
    static String policy(String... statements) {
        return json("{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}");
    }

    /** A policy of which the variables are plain text. */
    static String oldPolicy(String... statements) {
        return json("{'Version':'2008-10-17','Statement':[" + String.join(",", statements) + "]}");
    }

    static String allow(String principal, String condition) {
        return statement("Allow", "'Principal':" + principal, "'Action':'sts:AssumeRole'", condition);
    }

    static String deny(String condition) {
        return statement("Deny", "'Principal':'*'", "'Action':'sts:AssumeRole'", condition);
    }

    static String statement(String effect, String principal, String action, String condition) {
        return "{'Effect':'" + effect + "'," + principal + "," + action
                + (condition.isEmpty() ? "" : ",'Condition':{" + condition + "}") + "}";
    }

    static String aws(String principal) {
        return "{'AWS':'" + principal + "'}";
    }

    static String user(String name) {
        return aws("arn:aws:iam::" + ACCOUNT + ":user/" + name);
    }

    /** A policy in which everybody of the account has to bear the own user name. */
    static String forced() {
        return policy(allow(ROOT, PIN));
    }

    /** A policy that asks nothing. */
    static String free() {
        return policy(allow(ROOT, ""));
    }

    static String json(String text) {
        return text.replace('\'', '"');
    }

    /** As RFC 3986 encodes it, all but letters, digits and {@code -._~}. */
    static String urlEncoded(String text) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = (c < 0x80 && Character.isLetterOrDigit(c)) || "-._~".indexOf(c) >= 0;
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
