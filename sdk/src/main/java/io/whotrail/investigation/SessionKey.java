// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Hop;
import io.whotrail.event.Arn;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What makes a caller's sessions different ones: role, name and second. Roles are the same whatever their case and path. */
record SessionKey(
        @Nullable String role,
        @Nullable String name,
        @Nullable Instant issuedAt) implements Comparable<SessionKey> {
    private static final Comparator<SessionKey> ORDER = Comparator.<SessionKey, String>comparing(
                    SessionKey::role, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(SessionKey::name, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(SessionKey::issuedAt, Comparator.nullsFirst(Comparator.naturalOrder()));

    static SessionKey of(Hop hop) {
        return new SessionKey(role(hop.roleArn()), hop.sessionName(), hop.issuedAt());
    }

    /** A role's partition, account and name; what is no role's ARN stays as it is. */
    static @Nullable String role(@Nullable String roleArn) {
        Arn role = Arn.parse(roleArn);
        return role == null || role.roleName() == null
                ? roleArn
                : role.partition()
                        + ':'
                        + role.accountId()
                        + ':'
                        + role.roleName().toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(SessionKey other) {
        return ORDER.compare(this, other);
    }
}
