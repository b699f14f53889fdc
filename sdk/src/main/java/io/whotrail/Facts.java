// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.policy.RoleKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event teaches; most teach nothing.
 *
 * @param issuances the credentials that it hands out
 * @param newKey whether it tells something of its key
 * @param newName the name of a principal that was not known
 * @param changedRole the role whose trust policy it shows
 */
record Facts(
        List<Issuance> issuances,
        boolean newKey,
        @Nullable String newName,
        @Nullable RoleKey changedRole) {
    private static final Facts NONE = new Facts(List.of(), false, null, null);

    static Facts of(List<Issuance> issuances, boolean newKey, @Nullable String newName, @Nullable RoleKey changedRole) {
        boolean none = issuances.isEmpty() && !newKey && newName == null && changedRole == null;
        return none ? NONE : new Facts(issuances, newKey, newName, changedRole);
    }

    @SuppressWarnings("ReferenceEquality") // the very one
    boolean any() {
        return this != NONE;
    }
}
