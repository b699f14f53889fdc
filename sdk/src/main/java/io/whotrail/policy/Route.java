// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import io.whotrail.policy.Actions.Opening;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way to a session: one statement that allows, for one kind of callers.
 *
 * @param kind who takes this way
 * @param rule what is asked of the name, with all that other statements refuse
 * @param accounts the accounts of its users; {@code null} where they may be of any
 */
record Route(Kind kind, NameRule rule, @Nullable Set<String> accounts) {
    /** Kinds of callers. */
    enum Kind {
        ACCOUNTS,
        FEDERATED,
        SERVICES
    }

    /** Finds the ways that one statement opens. */
    static final class Finder {
        private final Statement.Policy policy;
        private final List<Statement> denials;

        Finder(Statement.Policy policy) {
            this.policy = policy;
            this.denials = policy.statements().stream()
                    .filter(statement -> !statement.allows())
                    .toList();
        }

        List<Route> of(Statement allowing) {
            Set<Opening> openings = allowing.actions().openings();
            if (openings.isEmpty()) {
                return List.of();
            }
            Principals principals = allowing.principals();
            boolean providersOnly = !principals.inAccounts() && !principals.services();
            NameRule asked = asked(allowing, providersOnly);
            List<Route> routes = new ArrayList<>();
            if (principals.inAccounts()) {
                routes.add(ofAccounts(allowing, asked, openings));
            }
            NameRule others = withUserName(refused(asked, openings, false, true), false);
            if (principals.federated()) {
                routes.add(new Route(Kind.FEDERATED, others, null));
            }
            if (principals.services()) {
                routes.add(new Route(Kind.SERVICES, others, Set.of()));
            }
            return routes;
        }

        private Route ofAccounts(Statement allowing, NameRule asked, Set<Opening> openings) {
            Principals principals = allowing.principals();
            boolean everybody = principals.everybody() || principals.all();
            Set<Opening> needed = needed(openings, principals);
            NameRule rule = refused(asked, needed, usersOnly(allowing, needed), everybody);
            return new Route(Kind.ACCOUNTS, withUserName(rule, principals.users()), accounts(allowing));
        }

        /** Who is named as an account, user or role can only call {@code AssumeRole}; "everybody" may be federated. */
        private static Set<Opening> needed(Set<Opening> openings, Principals principals) {
            return !principals.anyAccount() && openings.contains(Opening.ASSUME_ROLE)
                    ? EnumSet.of(Opening.ASSUME_ROLE)
                    : openings;
        }

        /** Callers without a user name cannot give one. */
        private static NameRule withUserName(NameRule rule, boolean users) {
            return rule.strength() == NameRule.Strength.CALLER && !users
                    ? NameRule.impossible(Finding.NO_USERS, rule.statement())
                    : rule;
        }

        private NameRule asked(Statement allowing, boolean providersOnly) {
            NameRule rule = NameRule.nothing(Finding.NO_CONDITION, allowing.label());
            for (Condition condition : allowing.conditions()) {
                rule = rule.and(asked(condition, providersOnly, allowing.label()));
            }
            return rule;
        }

        private NameRule asked(Condition condition, boolean providersOnly, String label) {
            if (!condition.isOnSessionName()) {
                return policy.variables() && condition.comparesWithSessionName()
                        ? NameRule.doubt(Finding.REVERSED, label)
                        : NameRule.nothing(Finding.NO_CONDITION, label);
            }
            if (!condition.operator().isPositive()) {
                return NameRule.nothing(Finding.NO_PIN, label);
            }
            if (condition.set() == Condition.SetOperator.ALL_VALUES) {
                return NameRule.doubt(Finding.FOR_ALL_VALUES, label);
            }
            NameRule rule = NameRule.anyOf(condition, policy.variables(), providersOnly, label);
            return condition.ifExists() && rule.finding() == Finding.PINNED
                    ? new NameRule(rule.strength(), null, false, Finding.PINNED_WEAKLY, label)
                    : rule;
        }

        /* A Deny adds to what is asked only if it is certain to hold for everybody on the way: it names everybody, covers
         * every action of the way, and has no condition but one on the name. A variable without a value may make a Deny
         * void. Any other Deny that excludes names leaves a doubt, which counts only where nothing else is asked. */
        private NameRule refused(NameRule asked, Set<Opening> openings, boolean usersOnly, boolean everybody) {
            NameRule rule = asked;
            for (Statement denial : denials) {
                Set<Opening> covered = denial.actions().openings();
                covered.retainAll(openings);
                if (!covered.isEmpty()) {
                    boolean certain = covered.equals(openings) && namesAll(denial.principals(), everybody);
                    rule = rule.and(refused(denial, certain, usersOnly));
                }
            }
            return rule;
        }

        /** Whether a Deny is for all callers of AWS accounts, or for everybody whatsoever. */
        private static boolean namesAll(Principals denied, boolean everybody) {
            return denied.all() && (denied.everybody() || !everybody);
        }

        private NameRule refused(Statement denial, boolean certain, boolean usersOnly) {
            List<Condition> conditions = denial.conditions();
            if (certain && conditions.isEmpty()) {
                return NameRule.impossible(Finding.DENIED, denial.label());
            }
            if (!denial.excludesNames()) {
                return NameRule.nothing(Finding.NO_CONDITION, denial.label());
            }
            Condition condition = conditions.get(0);
            if (!certain || conditions.size() > 1 || condition.set() != Condition.SetOperator.NONE) {
                return NameRule.doubt(Finding.DENY_NOT_EVALUATED, denial.label());
            }
            NameRule rule = NameRule.anyOf(condition, policy.variables(), false, denial.label());
            boolean variable = policy.variables() && condition.hasVariableOtherThanUserName();
            if (variable && rule.strength() != NameRule.Strength.NOTHING) {
                return NameRule.doubt(Finding.DENY_NOT_EVALUATED, denial.label());
            }
            if (rule.strength() != NameRule.Strength.CALLER) {
                return rule;
            }
            return usersOnly
                    ? new NameRule(rule.strength(), null, rule.ignoresCase(), Finding.PINNED_BY_DENY, rule.statement())
                    : NameRule.doubt(Finding.DENY_WITHOUT_USER, rule.statement());
        }

        /** Whether only IAM users can pass, whatever the name. */
        private boolean usersOnly(Statement allowing, Set<Opening> openings) {
            return !allowing.principals().others()
                    || allowing.conditions().stream().anyMatch(Condition::asksForUsers)
                    || denials.stream().anyMatch(denial -> refusesOthers(denial, openings));
        }

        private static boolean refusesOthers(Statement denial, Set<Opening> openings) {
            return namesAll(denial.principals(), false)
                    && denial.actions().openings().containsAll(openings)
                    && denial.conditions().size() == 1
                    && denial.conditions().get(0).asksForOthersThanUsers();
        }

        private static @Nullable Set<String> accounts(Statement allowing) {
            Principals principals = allowing.principals();
            Set<String> named = principals.anyAccount() ? null : principals.accounts();
            for (Condition condition : allowing.conditions()) {
                Set<String> asked = condition.accounts();
                if (!asked.isEmpty()) {
                    Set<String> both = new HashSet<>(asked);
                    if (named != null) {
                        both.retainAll(named);
                    }
                    named = both;
                }
            }
            return named;
        }
    }
}
