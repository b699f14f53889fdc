// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import io.whotrail.event.Arn;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whom a statement is about, as far as it matters for session names.
 *
 * @param everybody everybody whatsoever: {@code "*"}, or all but some ({@code NotPrincipal})
 * @param all that it is {@code "*"} or {@code {"AWS": "*"}} and leaves nobody out
 * @param accounts the accounts of which IAM users are among them: named as a whole, or by a user
 * @param anyAccount whether users of other accounts may be among them: everybody, or ids that show no account
 * @param users whether IAM users may be among them
 * @param others whether callers in AWS accounts other than IAM users may be among them
 * @param federated whether identity providers are among them
 * @param services whether AWS services are among them
 */
record Principals(
        boolean everybody,
        boolean all,
        Set<String> accounts,
        boolean anyAccount,
        boolean users,
        boolean others,
        boolean federated,
        boolean services) {
    private static final int ACCOUNT_DIGITS = 12;

    /** Principals of AWS accounts, of any kind. */
    boolean inAccounts() {
        return users || others;
    }

    static Principals everyone() {
        return new Principals(true, true, Set.of(), true, true, true, false, true);
    }

    static Principals everyoneBut() {
        return new Principals(true, false, Set.of(), true, true, true, false, true);
    }

    static boolean isAccountId(String text) {
        return text.length() == ACCOUNT_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Collects the principals of one statement. */
    static final class Collector {
        private final Set<String> accounts = new HashSet<>();
        private boolean all;
        private boolean anyAccount;
        private boolean users;
        private boolean others;
        private boolean federated;
        private boolean services;

        void add(String type, List<String> names) {
            switch (type) {
                case "AWS" -> names.forEach(this::addAws);
                case "Federated" -> federated = true;
                case "Service" -> services = true;
                default -> addUnknown();
            }
        }

        private void addAws(String name) {
            Arn arn = Arn.parse(name);
            if (isAccountId(name)) {
                addAccount(name, true);
            } else if (name.equals("*")) {
                all = true;
                addUnknown();
            } else if (arn == null || !isAccountId(arn.accountId()) || name.contains("*")) {
                addUnknown();
            } else if (arn.isRoot()) {
                addAccount(arn.accountId(), true);
            } else if (arn.service().equals("iam") && arn.resource().startsWith("user/")) {
                addAccount(arn.accountId(), false);
            } else if (isWithoutUserName(arn)) {
                others = true;
            } else {
                addUnknown();
            }
        }

        private void addAccount(String account, boolean whole) {
            accounts.add(account);
            users = true;
            others |= whole;
        }

        private void addUnknown() {
            anyAccount = true;
            users = true;
            others = true;
        }

        private static boolean isWithoutUserName(Arn arn) {
            return arn.service().equals("sts")
                    || (arn.service().equals("iam") && arn.resource().startsWith("role/"));
        }

        Principals collected() {
            return new Principals(false, all, Set.copyOf(accounts), anyAccount, users, others, federated, services);
        }
    }
}
