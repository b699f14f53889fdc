// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.Arn;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * To whom a session counts when room is scarce. Pure.
 *
 * @param accountId the origin's account, else that of the role; empty where neither is known
 * @param origin who is behind it, as far as that is known
 */
record Owner(String accountId, String origin) {
    static Owner of(IssuedSession session) {
        Verdict verdict = session.ownVerdict();
        return verdict instanceof Explanation explanation ? ofOrigin(explanation, session) : ofCaller(session);
    }

    private static Owner ofOrigin(Explanation explanation, IssuedSession session) {
        Identity origin = explanation.origin();
        String account = origin.accountId();
        String id = origin.principalId() != null ? origin.principalId() : origin.sortKey();
        return new Owner(account == null ? accountOf(session, explanation.chain()) : account, id);
    }

    /** Services and providers have no account: their sessions count to the account of the role that they use first. */
    private static String accountOf(IssuedSession session, RoleChain chain) {
        Arn role = chain.length() == 0
                ? Arn.parse(session.addsHop() ? session.telling().roleArn() : null)
                : Arn.parse(chain.hops().get(0).roleArn());
        return role == null ? accountOf(session.groupKey()) : role.accountId();
    }

    private static Owner ofCaller(IssuedSession session) {
        Identity caller = session.telling().acting();
        String account = caller.accountId() == null ? accountOf(session.groupKey()) : caller.accountId();
        String id = caller.principalId() == null ? caller.arn() : caller.principalId();
        return new Owner(account, Objects.requireNonNullElse(id, ""));
    }

    private static String accountOf(@Nullable String groupKey) {
        Arn arn = Arn.parse(groupKey);
        return arn == null ? "" : arn.accountId();
    }
}
