// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a statement: one key under one operator.
 *
 * @param operator the comparison
 * @param ifExists whether a missing key satisfies it ({@code …IfExists})
 * @param set how it treats a key of several values
 * @param key the condition key in lower case, for its case does not matter
 * @param values what the key is compared with: one of them has to match, or none where the operator is negated
 */
record Condition(Operator operator, boolean ifExists, SetOperator set, String key, List<String> values) {
    private static final String SESSION_NAME = "sts:rolesessionname";
    private static final String SESSION_NAME_VARIABLE = "${" + SESSION_NAME;
    private static final String USER_NAME = "aws:username";
    private static final String USER_NAME_VARIABLE = "${" + USER_NAME + "}";
    private static final String PRINCIPAL_TYPE = "aws:principaltype";
    private static final String PRINCIPAL_ACCOUNT = "aws:principalaccount";

    /** Operators that compare with texts are told apart, all others are not. */
    enum Operator {
        STRING_EQUALS,
        STRING_EQUALS_IGNORE_CASE,
        STRING_LIKE,
        STRING_NOT_EQUALS,
        STRING_NOT_EQUALS_IGNORE_CASE,
        STRING_NOT_LIKE,
        NULL,
        OTHER;

        boolean isPositive() {
            return this == STRING_EQUALS || this == STRING_EQUALS_IGNORE_CASE || this == STRING_LIKE;
        }

        boolean isNegated() {
            return this == STRING_NOT_EQUALS || this == STRING_NOT_EQUALS_IGNORE_CASE || this == STRING_NOT_LIKE;
        }

        boolean hasWildcards() {
            return this == STRING_LIKE || this == STRING_NOT_LIKE;
        }

        boolean ignoresCase() {
            return this == STRING_EQUALS_IGNORE_CASE || this == STRING_NOT_EQUALS_IGNORE_CASE;
        }
    }

    /** What {@code ForAnyValue:} and {@code ForAllValues:} say. */
    enum SetOperator {
        NONE,
        ANY_VALUE,
        ALL_VALUES
    }

    /**
     * What the name of an operator says.
     *
     * @param operator the comparison
     * @param ifExists whether a missing key satisfies it
     * @param set how it treats a key of several values
     */
    record Comparison(Operator operator, boolean ifExists, SetOperator set) {
        private static final String IF_EXISTS = "IfExists";
        private static final String ANY_VALUE = "ForAnyValue:";
        private static final String ALL_VALUES = "ForAllValues:";
        private static final Set<String> OTHERS = Set.of(
                "NumericEquals",
                "NumericNotEquals",
                "NumericLessThan",
                "NumericLessThanEquals",
                "NumericGreaterThan",
                "NumericGreaterThanEquals",
                "DateEquals",
                "DateNotEquals",
                "DateLessThan",
                "DateLessThanEquals",
                "DateGreaterThan",
                "DateGreaterThanEquals",
                "Bool",
                "BinaryEquals",
                "IpAddress",
                "NotIpAddress",
                "ArnEquals",
                "ArnLike",
                "ArnNotEquals",
                "ArnNotLike");

        /** Reads a name; {@code null} where IAM has no such operator. */
        static @Nullable Comparison of(String name) {
            SetOperator set = name.startsWith(ANY_VALUE)
                    ? SetOperator.ANY_VALUE
                    : name.startsWith(ALL_VALUES) ? SetOperator.ALL_VALUES : SetOperator.NONE;
            String rest = set == SetOperator.NONE ? name : name.substring(name.indexOf(':') + 1);
            if (rest.equals("Null")) {
                return set == SetOperator.NONE ? new Comparison(Operator.NULL, false, set) : null;
            }
            boolean ifExists = rest.endsWith(IF_EXISTS);
            String base = ifExists ? rest.substring(0, rest.length() - IF_EXISTS.length()) : rest;
            Operator operator = switch (base) {
                case "StringEquals" -> Operator.STRING_EQUALS;
                case "StringEqualsIgnoreCase" -> Operator.STRING_EQUALS_IGNORE_CASE;
                case "StringLike" -> Operator.STRING_LIKE;
                case "StringNotEquals" -> Operator.STRING_NOT_EQUALS;
                case "StringNotEqualsIgnoreCase" -> Operator.STRING_NOT_EQUALS_IGNORE_CASE;
                case "StringNotLike" -> Operator.STRING_NOT_LIKE;
                default -> Operator.OTHER;
            };
            return operator == Operator.OTHER && !OTHERS.contains(base)
                    ? null
                    : new Comparison(operator, ifExists, set);
        }
    }

    Condition {
        key = key.toLowerCase(Locale.ROOT);
        values = List.copyOf(values);
    }

    Condition(Comparison comparison, String key, List<String> values) {
        this(comparison.operator(), comparison.ifExists(), comparison.set(), key, values);
    }

    boolean isOnSessionName() {
        return key.equals(SESSION_NAME);
    }

    /** Whether some other key is compared with the session name. */
    boolean comparesWithSessionName() {
        return values.stream()
                .anyMatch(
                        value -> value.toLowerCase(Locale.ROOT).replace(" ", "").contains(SESSION_NAME_VARIABLE));
    }

    /** Whether some value has a policy variable that IAM users may be without, or one within other text. */
    boolean hasVariableOtherThanUserName() {
        return values.stream().anyMatch(value -> value.contains("${") && !value.equalsIgnoreCase(USER_NAME_VARIABLE));
    }

    /** Whether only IAM users can satisfy it: a missing user name satisfies none of these. */
    boolean asksForUsers() {
        if (key.equals(USER_NAME)) {
            return isStrict() || isNull("false");
        }
        return key.equals(PRINCIPAL_TYPE) && isStrict() && values.stream().allMatch("User"::equals);
    }

    /** Whether just the callers without a user name satisfy it. */
    boolean asksForOthersThanUsers() {
        return key.equals(USER_NAME) && isNull("true");
    }

    /** The accounts that callers have to be of; empty where it asks for none in particular. */
    Set<String> accounts() {
        boolean literal =
                key.equals(PRINCIPAL_ACCOUNT) && isStrict() && values.stream().allMatch(Principals::isAccountId);
        return literal ? Set.copyOf(values) : Set.of();
    }

    /** Whether the key has to be there and to equal, or be like, one of some values. */
    private boolean isStrict() {
        return operator.isPositive() && !ifExists && set == SetOperator.NONE && !values.isEmpty();
    }

    private boolean isNull(String value) {
        return operator == Operator.NULL && values.equals(List.of(value));
    }
}
