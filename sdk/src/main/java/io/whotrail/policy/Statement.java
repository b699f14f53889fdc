// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a trust policy.
 *
 * @param label its {@code Sid}, or where it stands
 * @param allows whether it allows; else it denies
 * @param principals whom it is about
 * @param actions what it is about
 * @param conditions what has to hold, all of it
 * @param notEvaluated what of it is not evaluated, so that the policy is not either
 */
record Statement(
        String label,
        boolean allows,
        Principals principals,
        Actions actions,
        List<Condition> conditions,
        @Nullable Finding notEvaluated) {

    /**
     * A whole policy.
     *
     * @param variables whether policy variables are replaced, rather than plain text
     * @param statements the statements, at least one
     * @param notEvaluated what beside the statements is not evaluated
     */
    record Policy(
            boolean variables,
            List<Statement> statements,
            @Nullable Finding notEvaluated) {}

    Statement {
        conditions = List.copyOf(conditions);
    }

    /** Whether it has a condition on the session name that excludes names. */
    boolean excludesNames() {
        return conditions.stream()
                .anyMatch(condition ->
                        condition.isOnSessionName() && condition.operator().isNegated());
    }
}
