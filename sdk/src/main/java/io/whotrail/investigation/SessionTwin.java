// SPDX-License-Identifier: Apache-2.0
package io.whotrail.investigation;

import io.whotrail.Identity;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A session that nobody asked for, and that cannot be told from one that somebody did: a policy that denies the one denies
 * the other, since role and name are the same and their births no more than a second apart.
 *
 * @param origin whose session it is; {@code null} where that is not known
 * @param roleArn the role
 * @param sessionName the name
 * @param issuedAt the second of its birth
 */
public record SessionTwin(@Nullable Identity origin, String roleArn, String sessionName, Instant issuedAt) {
    static final Comparator<SessionTwin> ORDER = Comparator.comparing(SessionTwin::roleArn)
            .thenComparing(SessionTwin::sessionName)
            .thenComparing(SessionTwin::issuedAt)
            .thenComparing(SessionTwin::origin, Comparator.nullsFirst(SameOrigins.BY_NAME));
}
