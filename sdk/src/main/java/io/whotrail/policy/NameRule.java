// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one way to a session asks of the session's name.
 *
 * @param strength how much it asks
 * @param pattern what names have to match, with {@link Strength#PATTERN}
 * @param ignoresCase whether case does not matter
 * @param finding why
 * @param statement the statement that asks it
 */
record NameRule(Strength strength, @Nullable String pattern, boolean ignoresCase, Finding finding, String statement) {

    /** How much is asked, the least first. */
    enum Strength {
        /** Callers may choose a name. */
        NOTHING,
        /** Something that is not evaluated. */
        DOUBT,
        /** A name of a form. */
        PATTERN,
        /** The caller's user name, which also keeps out all who have none. */
        CALLER,
        /** What nobody can satisfy. */
        IMPOSSIBLE
    }

    static NameRule nothing(Finding finding, String statement) {
        return new NameRule(Strength.NOTHING, null, false, finding, statement);
    }

    static NameRule doubt(Finding finding, String statement) {
        return new NameRule(Strength.DOUBT, null, false, finding, statement);
    }

    static NameRule impossible(Finding finding, String statement) {
        return new NameRule(Strength.IMPOSSIBLE, null, false, finding, statement);
    }

    /** What both ask together. */
    NameRule and(NameRule other) {
        int order = strength.compareTo(other.strength);
        if (order != 0) {
            return order > 0 ? this : other;
        }
        if (strength == Strength.NOTHING) {
            return finding == Finding.NO_CONDITION && other.finding != finding ? other : this;
        }
        return ignoresCase ? other : this;
    }

    /** What a list of values asks, of which the name has to match one. */
    static NameRule anyOf(Condition condition, boolean variables, boolean identityProviders, String statement) {
        if (condition.values().isEmpty()) {
            return doubt(Finding.NO_VALUES, statement);
        }
        boolean ignoresCase = condition.operator().ignoresCase();
        Set<NameRule> rules = new LinkedHashSet<>();
        List<NameRule> impossible = new ArrayList<>();
        for (String value : condition.values()) {
            var name = new NameValue(value, condition.operator().hasWildcards(), variables, identityProviders);
            NameRule rule = name.rule(ignoresCase, statement);
            if (rule.strength == Strength.IMPOSSIBLE) {
                impossible.add(rule);
            } else {
                rules.add(rule);
            }
        }
        return rules.isEmpty() ? impossible.get(0) : oneOf(rules, statement);
    }

    private static NameRule oneOf(Set<NameRule> rules, String statement) {
        NameRule first = rules.iterator().next();
        if (rules.size() == 1) {
            return first;
        }
        for (NameRule rule : rules) {
            if (rule.strength == Strength.NOTHING) {
                return rule;
            }
        }
        for (NameRule rule : rules) {
            if (rule.strength == Strength.DOUBT) {
                return rule;
            }
        }
        return nothing(Finding.SEVERAL_NAMES, statement);
    }
}
