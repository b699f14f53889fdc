// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import io.whotrail.event.Arn;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What names a role: its account, and its name without the path. Role names are unique in an account whatever their path
 * and case.
 *
 * @param accountId the role's account
 * @param roleName the role's name in lower case, without its path
 */
public record RoleKey(String accountId, String roleName) implements Comparable<RoleKey> {
    private static final Comparator<RoleKey> ORDER =
            Comparator.comparing(RoleKey::accountId).thenComparing(RoleKey::roleName);

    /**
     * Checks that both are there and lowers the name's case.
     *
     * @throws IllegalArgumentException if one is empty
     */
    public RoleKey {
        if (accountId.isEmpty() || roleName.isEmpty()) {
            throw new IllegalArgumentException("a role needs an account and a name, got one empty");
        }
        roleName = roleName.toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(RoleKey other) {
        return ORDER.compare(this, other);
    }

    /**
     * The role that an ARN is about, of a role or of a role session.
     *
     * @param arn the text of an ARN, or anything else
     * @return the role, or {@code null} where the text is no such ARN
     */
    public static @Nullable RoleKey of(@Nullable String arn) {
        Arn parsed = Arn.parse(arn);
        String name = parsed == null ? null : parsed.roleName();
        return parsed == null || name == null || parsed.accountId().isEmpty()
                ? null
                : new RoleKey(parsed.accountId(), name);
    }
}
