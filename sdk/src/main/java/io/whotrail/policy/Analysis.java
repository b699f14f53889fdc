// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import io.whotrail.policy.NameRule.Strength;
import io.whotrail.policy.SessionNameRequirement.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a trust policy asks of session names. */
final class Analysis {
    /* Each statement that allows a session is a way to one, for callers of AWS accounts, for identity providers and for
     * services. What a way asks of the name is what its conditions ask, and what a Deny that holds for everybody refuses.
     * A caller takes the easiest way, so the weakest decides; a way that nobody can take does not count. Conditions that
     * are not on the name are taken to be satisfied, and a Deny that is not certain to hold is taken not to: both can only
     * make more names possible than there are. */

    private final Statement.Policy policy;
    private final List<Route> routes = new ArrayList<>();
    private boolean servicesAdmitted;

    private Analysis(Statement.Policy policy) {
        this.policy = policy;
    }

    static SessionNameRequirement of(Statement.Policy policy) {
        if (policy.notEvaluated() != null) {
            return SessionNameRequirement.of(policy.notEvaluated(), null);
        }
        for (Statement statement : policy.statements()) {
            if (statement.notEvaluated() != null) {
                return SessionNameRequirement.of(statement.notEvaluated(), statement.label());
            }
        }
        return new Analysis(policy).requirement();
    }

    private SessionNameRequirement requirement() {
        var finder = new Route.Finder(policy);
        policy.statements().stream()
                .filter(Statement::allows)
                .forEach(statement -> routes.addAll(finder.of(statement)));
        if (routes.isEmpty()) {
            return SessionNameRequirement.of(Finding.NO_ALLOW, null);
        }
        List<Route> open = routes.stream()
                .filter(route -> route.rule().strength() != Strength.IMPOSSIBLE)
                .toList();
        servicesAdmitted = open.stream().anyMatch(route -> route.kind() == Route.Kind.SERVICES);
        List<Route> callers = open.stream()
                .filter(route -> route.kind() != Route.Kind.SERVICES)
                .toList();
        if (open.isEmpty()) {
            NameRule rule = routes.get(0).rule();
            return answer(rule.finding(), rule);
        }
        return callers.isEmpty() ? answer(Finding.SERVICES_ONLY, open.get(0).rule()) : weakest(callers);
    }

    private SessionNameRequirement weakest(List<Route> callers) {
        String account = account(callers);
        for (Strength strength : List.of(Strength.NOTHING, Strength.DOUBT)) {
            for (Route route : callers) {
                if (route.rule().strength() == strength) {
                    return answer(finding(route), route.rule()).with(account, servicesAdmitted);
                }
            }
        }
        NameRule first = callers.get(0).rule();
        for (Route route : callers) {
            NameRule rule = route.rule();
            if (!Objects.equals(rule.pattern(), first.pattern())) {
                NameRule other = rule.strength() == Strength.PATTERN ? rule : first;
                return answer(Finding.SEVERAL_PATHS, other).with(account, servicesAdmitted);
            }
        }
        NameRule loosest = callers.stream()
                .map(Route::rule)
                .filter(NameRule::ignoresCase)
                .findFirst()
                .orElse(first);
        return answer(loosest.finding(), loosest).with(account, servicesAdmitted);
    }

    private static Finding finding(Route route) {
        Finding finding = route.rule().finding();
        return route.kind() == Route.Kind.FEDERATED && finding == Finding.NO_CONDITION ? Finding.FEDERATED : finding;
    }

    private SessionNameRequirement answer(Finding finding, NameRule rule) {
        String pattern = finding.answer() == Answer.FORCED_TO_PATTERN ? rule.pattern() : null;
        return new SessionNameRequirement(
                finding.answer(),
                pattern,
                rule.ignoresCase(),
                null,
                servicesAdmitted,
                rule.statement(),
                finding.why(),
                finding.advice());
    }

    /** The account of all callers, if it is one. */
    private static @Nullable String account(List<Route> callers) {
        Set<String> accounts = new HashSet<>();
        for (Route route : callers) {
            if (route.accounts() == null) {
                return null;
            }
            accounts.addAll(route.accounts());
        }
        return accounts.size() == 1 ? accounts.iterator().next() : null;
    }
}
