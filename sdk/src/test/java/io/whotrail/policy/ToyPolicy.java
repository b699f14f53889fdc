// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small policy, and a second opinion on what it lets pass, written apart from the analysis. Where IAM's behaviour is in
 * doubt it lets pass.
 *
 * @param variables whether it is of version 2012-10-17
 * @param statements its statements
 */
record ToyPolicy(boolean variables, List<Line> statements) {
    private static final List<String> PRINCIPALS = List.of(
            "'*'",
            "{'AWS':'*'}",
            "{'AWS':'111122223333'}",
            "{'AWS':'arn:aws:iam::111122223333:root'}",
            "{'AWS':'arn:aws:iam::444455556666:root'}",
            "{'AWS':['111122223333','444455556666']}",
            "{'AWS':'arn:aws:iam::111122223333:user/bob'}",
            "{'AWS':['arn:aws:iam::111122223333:user/bob','arn:aws:iam::111122223333:user/alice']}",
            "{'AWS':'arn:aws:iam::111122223333:role/Dev'}",
            "{'AWS':['arn:aws:iam::111122223333:user/bob','arn:aws:iam::444455556666:role/Dev']}",
            "{'Service':'ec2.amazonaws.com'}",
            "{'AWS':'111122223333','Service':'ec2.amazonaws.com'}",
            "{'Federated':'arn:aws:iam::111122223333:saml-provider/corp'}",
            "{'Federated':'token.example.com'}",
            "{'AWS':'111122223333','Federated':'token.example.com'}");
    private static final List<List<String>> ACTIONS = List.of(
            List.of("sts:AssumeRole"),
            List.of("sts:AssumeRole"),
            List.of("sts:AssumeRole", "sts:TagSession"),
            List.of("STS:assumerole*"),
            List.of("sts:*"),
            List.of("*"),
            List.of("sts:AssumeRoleWithSAML"),
            List.of("sts:AssumeRoleWithWebIdentity"),
            List.of("sts:TagSession"));
    private static final List<String> NAME_OPERATORS = List.of(
            "StringEquals",
            "StringEquals",
            "StringLike",
            "StringEqualsIgnoreCase",
            "StringEqualsIfExists",
            "ForAnyValue:StringLike",
            "ForAllValues:StringEquals",
            "StringNotEquals",
            "StringNotEquals",
            "StringNotLike",
            "StringNotEqualsIgnoreCase",
            "StringNotEqualsIfExists");
    private static final List<List<String>> NAME_VALUES = List.of(
            List.of("${aws:username}"),
            List.of("${aws:username}"),
            List.of("${aws:username}"),
            List.of("${AWS:UserName}"),
            List.of("${aws:username}", "admin"),
            List.of("${aws:username}*"),
            List.of("${aws:username}!"),
            List.of("*"),
            List.of("ci-*"),
            List.of("admin"),
            List.of("${aws:userid}"),
            List.of("${aws:PrincipalTag/x}"),
            List.of("${aws:username}", "${aws:PrincipalTag/x}!"),
            List.of("${aws:username, 'admin'}"),
            List.of("${token.example.com:sub}"),
            List.of("${sts:RoleSessionName}"));
    private static final List<Test> OTHER_TESTS = List.of(
            new Test("Null", "aws:username", List.of("false")),
            new Test("Null", "aws:username", List.of("true")),
            new Test("StringLike", "aws:username", List.of("*")),
            new Test("StringEquals", "aws:username", List.of("bob")),
            new Test("StringEquals", "aws:PrincipalType", List.of("User")),
            new Test("StringEquals", "aws:PrincipalType", List.of("User", "AssumedRole")),
            new Test("StringNotEquals", "aws:PrincipalType", List.of("User")),
            new Test("StringEquals", "aws:PrincipalAccount", List.of(ToyCaller.A)),
            new Test("StringEqualsIfExists", "aws:PrincipalAccount", List.of(ToyCaller.A)),
            new Test("Bool", "aws:MultiFactorAuthPresent", List.of("true")),
            new Test("StringEquals", "aws:username", List.of("${sts:RoleSessionName}")));

    /** One condition. */
    record Test(String operator, String key, List<String> values) {}

    /** One statement. */
    record Line(
            boolean allows,
            boolean notPrincipal,
            String principal,
            boolean notAction,
            List<String> actions,
            List<Test> tests) {}

    static ToyPolicy random(Random random) {
        List<Line> lines = new ArrayList<>();
        lines.add(line(random, true));
        for (int more = random.nextInt(3); more > 0; more--) {
            lines.add(line(random, random.nextInt(3) == 0));
        }
        return new ToyPolicy(random.nextInt(12) != 0, lines);
    }

    private static Line line(Random random, boolean allows) {
        boolean simple = random.nextInt(3) > 0;
        String principal = simple ? (allows ? PRINCIPALS.get(random.nextInt(8)) : "'*'") : one(PRINCIPALS, random);
        List<String> actions = simple ? ACTIONS.get(0) : one(ACTIONS, random);
        List<Test> tests = new ArrayList<>();
        if (random.nextInt(4) > 0) {
            String operator = one(NAME_OPERATORS.subList(allows ? 0 : 5, allows ? 8 : 12), random);
            tests.add(new Test(operator, "sts:RoleSessionName", one(NAME_VALUES, random)));
        }
        if (random.nextInt(3) == 0) {
            Test other = one(OTHER_TESTS, random);
            boolean taken = tests.stream().anyMatch(test -> test.operator.equals(other.operator));
            if (!taken) {
                tests.add(other);
            }
        }
        return new Line(allows, random.nextInt(15) == 0, principal, random.nextInt(15) == 0, actions, tests);
    }

    private static <T> T one(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    String json() {
        List<String> lines = new ArrayList<>();
        for (Line line : statements) {
            String principal = (line.notPrincipal ? "'NotPrincipal':" : "'Principal':") + line.principal;
            String action = (line.notAction ? "'NotAction':" : "'Action':") + list(line.actions);
            List<String> tests = line.tests.stream()
                    .map(test -> "'" + test.operator + "':{'" + test.key + "':" + list(test.values) + "}")
                    .toList();
            lines.add(Policies.statement(line.allows ? "Allow" : "Deny", principal, action, String.join(",", tests)));
        }
        String[] all = lines.toArray(String[]::new);
        return variables ? Policies.policy(all) : Policies.oldPolicy(all);
    }

    private static String list(List<String> values) {
        return values.stream()
                .map(value -> "'" + value.replace("'", "\\u0027") + "'")
                .reduce((one, other) -> one + "," + other)
                .map(all -> values.size() == 1 ? all : "[" + all + "]")
                .orElseThrow();
    }

    /** Whether a caller may get a session of a name. */
    boolean lets(ToyCaller caller, String name) {
        return statements.stream().anyMatch(line -> line.allows && applies(line, caller, name))
                && statements.stream().noneMatch(line -> !line.allows && applies(line, caller, name));
    }

    private boolean applies(Line line, ToyCaller caller, String name) {
        boolean action = line.actions.stream()
                .anyMatch(pattern ->
                        like(pattern.toLowerCase(Locale.ROOT), ("sts:" + caller.call()).toLowerCase(Locale.ROOT)));
        return names(line, caller) != line.notPrincipal
                && action != line.notAction
                && line.tests.stream().allMatch(test -> holds(test, caller, name, line.allows));
    }

    private static boolean names(Line line, ToyCaller caller) {
        if (line.principal.equals("'*'")) {
            return true;
        }
        if (line.principal.contains("'AWS':'*'")) {
            return !caller.account().isEmpty() || (line.allows && caller.kind().equals("anonymous"));
        }
        boolean account = caller.account().isEmpty()
                ? false
                : line.principal.contains("'" + caller.account() + "'")
                        || line.principal.contains("::" + caller.account() + ":root'");
        boolean itself = !caller.arn().isEmpty() && line.principal.contains("'" + caller.arn() + "'");
        return account || itself;
    }

    private boolean holds(Test test, ToyCaller caller, String name, boolean allows) {
        String key = test.key.toLowerCase(Locale.ROOT);
        String value = key.equals("sts:rolesessionname") ? name : caller.keys().get(key);
        String operator = test.operator;
        if (operator.equals("Bool")) {
            return allows;
        }
        if (operator.equals("Null")) {
            return (value == null) == test.values.get(0).equals("true");
        }
        if (operator.startsWith("ForAllValues:") && allows) {
            return true;
        }
        boolean negated = operator.contains("Not");
        if (value == null) {
            return negated || operator.endsWith("IfExists");
        }
        boolean any = false;
        for (String wanted : test.values) {
            String resolved = resolve(wanted, caller, name, operator.contains("Like"));
            if (resolved == null && negated) {
                return allows;
            }
            any |= resolved != null
                    && Pattern.compile(resolved, operator.contains("IgnoreCase") ? Pattern.CASE_INSENSITIVE : 0)
                            .matcher(value)
                            .matches();
        }
        return any != negated;
    }

    /** The value as a regular expression; {@code null} where a variable has no value. */
    private @Nullable String resolve(String wanted, ToyCaller caller, String name, boolean wildcards) {
        return variables ? resolved(wanted, caller, name, wildcards) : literal(wanted, wildcards);
    }

    static @Nullable String resolved(String wanted, ToyCaller caller, String name, boolean wildcards) {
        int start = wanted.indexOf("${");
        if (start < 0) {
            return literal(wanted, wildcards);
        }
        int end = wanted.indexOf('}', start);
        String[] variable = wanted.substring(start + 2, end).split(", ", -1);
        String key = variable[0].toLowerCase(Locale.ROOT);
        String value = key.equals("sts:rolesessionname") ? name : caller.keys().get(key);
        if (value == null && variable.length > 1) {
            value = variable[1].replace("'", "");
        }
        String rest = resolved(wanted.substring(end + 1), caller, name, wildcards);
        return value == null || rest == null
                ? null
                : literal(wanted.substring(0, start), wildcards) + Pattern.quote(value) + rest;
    }

    private static String literal(String text, boolean wildcards) {
        var regex = new StringBuilder();
        text.chars().forEach(c -> {
            if (wildcards && (c == '*' || c == '?')) {
                regex.append(c == '*' ? ".*" : ".");
            } else {
                regex.append(Pattern.quote(String.valueOf((char) c)));
            }
        });
        return regex.toString();
    }

    private static boolean like(String pattern, String text) {
        return Pattern.matches(literal(pattern, true), text);
    }
}
