// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One value that a session name is compared with.
 *
 * @param text the value as written
 * @param wildcards whether {@code *} and {@code ?} are wildcards, rather than plain text
 * @param variables whether policy variables are replaced, rather than plain text
 * @param identityProviders whether only identity providers are meant, so that request tags are theirs
 */
record NameValue(String text, boolean wildcards, boolean variables, boolean identityProviders) {
    private static final String USER_NAME = "aws:username";
    private static final String REQUEST_TAG = "aws:requesttag/";
    /** What a caller chooses in the request for a session; a comparison with it leaves the name free. */
    private static final Set<String> CHOSEN = Set.of(
            "sts:rolesessionname",
            "sts:sourceidentity",
            "sts:externalid",
            "aws:useragent",
            "aws:referer",
            "sts:transitivetagkeys",
            "aws:tagkeys");
    /** What AWS or an identity provider says of a caller. */
    private static final Set<String> TOLD = Set.of(
            USER_NAME,
            "aws:userid",
            "aws:sourceidentity",
            "aws:principalaccount",
            "aws:principalarn",
            "aws:principalorgid",
            "aws:principaltype",
            "aws:federatedprovider");

    /** What the value is made of. */
    private static final class Parts {
        private final List<String> variables = new ArrayList<>();
        private boolean literal;
        private boolean star;
        private boolean questionMark;
        private boolean impossible;
        private boolean defaultValue;
        private boolean broken;
    }

    /** What it asks of a session name. */
    NameRule rule(boolean ignoresCase, String statement) {
        Parts parts = parts();
        if (parts.broken) {
            return NameRule.doubt(Finding.VARIABLE, statement);
        }
        if (parts.impossible || text.isEmpty()) {
            boolean literalVariable = !variables && text.contains("${");
            return NameRule.impossible(literalVariable ? Finding.LITERAL_VARIABLE : Finding.IMPOSSIBLE_NAME, statement);
        }
        if (parts.defaultValue) {
            return NameRule.nothing(Finding.DEFAULT_VALUE, statement);
        }
        boolean plain = !parts.literal && !parts.star && !parts.questionMark;
        if (plain && parts.variables.equals(List.of(USER_NAME))) {
            Finding finding = ignoresCase ? Finding.PINNED_IGNORING_CASE : Finding.PINNED;
            return new NameRule(NameRule.Strength.CALLER, null, ignoresCase, finding, statement);
        }
        return other(parts, ignoresCase, statement);
    }

    private NameRule other(Parts parts, boolean ignoresCase, String statement) {
        if (parts.variables.stream().anyMatch(this::isChosenByCaller)) {
            return NameRule.nothing(Finding.CHOSEN_BY_CALLER, statement);
        }
        if (!parts.variables.stream().allMatch(this::isTold)) {
            return NameRule.doubt(Finding.VARIABLE, statement);
        }
        if (parts.star && !parts.literal && parts.variables.isEmpty()) {
            return NameRule.nothing(Finding.ANY_NAME, statement);
        }
        return new NameRule(NameRule.Strength.PATTERN, text, ignoresCase, Finding.PATTERN, statement);
    }

    private boolean isChosenByCaller(String variable) {
        return CHOSEN.contains(variable) || (variable.startsWith(REQUEST_TAG) && !identityProviders);
    }

    /** Keys of identity providers begin with {@code saml:}, or with the provider's host name; request tags are theirs here. */
    private boolean isTold(String variable) {
        int colon = variable.indexOf(':');
        return TOLD.contains(variable)
                || variable.startsWith("aws:principaltag/")
                || variable.startsWith("saml:")
                || variable.startsWith(REQUEST_TAG)
                || variable.lastIndexOf('.', colon) > 0;
    }

    private Parts parts() {
        var parts = new Parts();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (variables && text.startsWith("${", i)) {
                int end = text.indexOf('}', i);
                if (end < 0) {
                    parts.broken = true;
                    return parts;
                }
                variable(text.substring(i + 2, end), parts);
                i = end + 1;
            } else {
                character(c, parts);
                i++;
            }
        }
        return parts;
    }

    private static void variable(String name, Parts parts) {
        if (name.equals("*") || name.equals("?") || name.equals("$")) {
            parts.impossible = true;
        } else if (name.indexOf(',') >= 0) {
            parts.defaultValue = true;
        } else {
            parts.variables.add(name.toLowerCase(Locale.ROOT));
        }
    }

    private void character(char c, Parts parts) {
        if (wildcards && c == '*') {
            parts.star = true;
        } else if (wildcards && c == '?') {
            parts.questionMark = true;
        } else if (isOfNames(c)) {
            parts.literal = true;
        } else {
            parts.impossible = true;
        }
    }

    /** STS accepts letters and digits of ASCII and {@code _+=,.@-} in a session name. */
    private static boolean isOfNames(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_+=,.@-".indexOf(c) >= 0;
    }
}
