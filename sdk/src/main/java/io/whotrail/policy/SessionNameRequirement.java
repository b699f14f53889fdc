// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a trust policy asks of the names of the role's sessions: the answer to <i>can anyone obtain a session of this role
 * with a session name other than the caller's own IAM user name?</i>, and why.
 *
 * <p>An answer is about the role as a whole. Sessions that identity providers open ({@code AssumeRoleWithSAML},
 * {@code AssumeRoleWithWebIdentity}) count like all others, since a session whose issuance is missing may be one of them.
 * Sessions that AWS services open are kept apart in {@link #servicesAdmitted}. Every doubt makes the answer
 * {@link Answer#FREE} or {@link Answer#UNKNOWN}.
 *
 * <p>Immutable, safe for use by any number of threads.
 *
 * @param answer the answer
 * @param pattern what every session name has to match, as the policy writes it, at most {@value #MAXIMUM_TEXT}
 *     characters of it; only with {@link Answer#FORCED_TO_PATTERN}
 * @param ignoresCase whether a name that is forced may differ from the caller's in case
 * @param principalAccount the account of all IAM users who can open a session, where the policy admits those of exactly
 *     one; user names are unique in an account only
 * @param servicesAdmitted whether an AWS service may open sessions as well. A service chooses its sessions' names, often
 *     after something that a user named (a function, an instance profile's instance), so that a name alone does not tell
 *     a service's session from a user's
 * @param statement the statement that decides: its {@code Sid}, at most {@value #MAXIMUM_TEXT} characters of it, else
 *     {@code Statement[n]} counted from 0; {@code null} where no single one does
 * @param why why, in a sentence that holds nothing of the policy
 * @param advice what to change for the name to be forced; {@code null} where nothing is to be changed
 */
public record SessionNameRequirement(
        Answer answer,
        @Nullable String pattern,
        boolean ignoresCase,
        @Nullable String principalAccount,
        boolean servicesAdmitted,
        @Nullable String statement,
        String why,
        @Nullable String advice) {

    /** The longest text of the policy that is kept, in characters: twice what a session name may have. */
    static final int MAXIMUM_TEXT = 128;

    /** Checks that there is an answer and a reason. */
    public SessionNameRequirement {
        Objects.requireNonNull(answer, "answer");
        Objects.requireNonNull(why, "why");
        pattern = cut(pattern);
        statement = cut(statement);
    }

    /** What is asked of session names, the weakest first. */
    public enum Answer {
        /** Somebody may choose a name. */
        FREE,
        /** The policy is not known, or uses what is not evaluated, or nobody can satisfy it. */
        UNKNOWN,
        /** Every name matches one pattern, which is not just the caller's user name. */
        FORCED_TO_PATTERN,
        /** Every session that no service opened is named after the IAM user who opened it. */
        FORCED_TO_CALLER
    }

    /**
     * Whether a session's name alone proves which user opened the session: it is forced to be the caller's, all callers
     * are users of one account, and no service opens sessions.
     *
     * @return whether it does
     */
    public boolean namesTheCaller() {
        return answer == Answer.FORCED_TO_CALLER && principalAccount != null && !servicesAdmitted;
    }

    static SessionNameRequirement of(Finding finding, @Nullable String statement) {
        return new SessionNameRequirement(
                finding.answer(), null, false, null, false, statement, finding.why(), finding.advice());
    }

    /** What is left to say where one of two holds: the weaker answer, and only what both agree on. */
    SessionNameRequirement weaker(SessionNameRequirement other) {
        boolean services = servicesAdmitted || other.servicesAdmitted;
        boolean anyCase = ignoresCase || other.ignoresCase;
        String account = Objects.equals(principalAccount, other.principalAccount) ? principalAccount : null;
        if (answer == Answer.FORCED_TO_PATTERN && other.answer == answer && !Objects.equals(pattern, other.pattern)) {
            return of(Finding.SEVERAL_NAMES, null).with(account, services);
        }
        SessionNameRequirement weak = answer.compareTo(other.answer) <= 0 ? this : other;
        return new SessionNameRequirement(
                weak.answer, weak.pattern, anyCase, account, services, weak.statement, weak.why, weak.advice);
    }

    SessionNameRequirement with(@Nullable String account, boolean services) {
        return new SessionNameRequirement(answer, pattern, ignoresCase, account, services, statement, why, advice);
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= MAXIMUM_TEXT ? text : text.substring(0, MAXIMUM_TEXT - 1) + "…";
    }
}
