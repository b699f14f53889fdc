// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.testing.JsonTree;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A policy of nothing but denials by user id and time of issue, evaluated as IAM does. */
final class DenyingPolicy {
    private static final Map<String, Object> EVERYTHING = Map.of("Effect", "Deny", "Action", "*", "Resource", "*");

    private final List<?> statements;

    DenyingPolicy(String json) {
        Map<String, Object> document = JsonTree.object(json);
        if (document.size() != 2 || !"2012-10-17".equals(document.get("Version"))) {
            throw new AssertionError("no policy: " + json);
        }
        statements = (List<?>) document.get("Statement");
    }

    boolean denies(String userId, Instant issued) {
        return statements.stream().anyMatch(statement -> denies((Map<?, ?>) statement, userId, issued));
    }

    private static boolean denies(Map<?, ?> statement, String userId, Instant issued) {
        EVERYTHING.forEach((key, value) -> {
            if (!value.equals(statement.get(key))) {
                throw new AssertionError("does not deny everything: " + statement);
            }
        });
        Map<?, ?> conditions = (Map<?, ?>) statement.get("Condition");
        if (conditions.size() != 3 || statement.size() != 4) {
            throw new AssertionError("other conditions: " + statement);
        }
        return pattern(value(conditions, "StringLike", "aws:userid"))
                        .matcher(userId)
                        .matches()
                && !issued.isBefore(Instant.parse(value(conditions, "DateGreaterThanEquals", "aws:TokenIssueTime")))
                && issued.isBefore(Instant.parse(value(conditions, "DateLessThan", "aws:TokenIssueTime")));
    }

    private static String value(Map<?, ?> conditions, String operator, String key) {
        return (String) ((Map<?, ?>) conditions.get(operator)).get(key);
    }

    private static Pattern pattern(String like) {
        var pattern = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char one = like.charAt(i);
            pattern.append(one == '*' ? ".*" : one == '?' ? "." : Pattern.quote(String.valueOf(one)));
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }
}
