// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A role as an export shows it. Immutable.
 *
 * @param role the role; {@code null} for a trust policy that does not say whose it is
 * @param name the role's name as written, or the place where the policy stands
 * @param roleId the role's unique id, {@code AROA…}
 * @param createDate when the role was created
 * @param capturedAt when the export was taken of it; {@code null} where the export does not say
 * @param requirement what the trust policy asks of session names; unknown where it cannot be read
 * @param problem why the trust policy cannot be read; {@code null} where it can
 */
public record RoleSnapshot(
        @Nullable RoleKey role,
        String name,
        @Nullable String roleId,
        @Nullable Instant createDate,
        @Nullable Instant capturedAt,
        SessionNameRequirement requirement,
        @Nullable String problem) {

    /** Checks that there is a requirement. */
    public RoleSnapshot {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(requirement, "requirement");
    }

    /**
     * A role with the text of its trust policy.
     *
     * @param role the role; {@code null} where that is not known
     * @param name the role's name as written, or the place where the policy stands
     * @param roleId the role's unique id
     * @param createDate when the role was created
     * @param capturedAt when the export was taken
     * @param document the trust policy in any form that {@link TrustPolicy#parse} reads; {@code null} where it is missing
     * @return the snapshot; with a problem where the document is no trust policy
     */
    public static RoleSnapshot of(
            @Nullable RoleKey role,
            String name,
            @Nullable String roleId,
            @Nullable Instant createDate,
            @Nullable Instant capturedAt,
            @Nullable String document) {
        SessionNameRequirement requirement = SessionNameRequirement.of(Finding.UNREADABLE, null);
        String problem = null;
        try {
            if (document == null) {
                problem = "not a trust policy: there is none";
            } else {
                requirement = TrustPolicy.parse(document).requirement();
            }
        } catch (MalformedTrustPolicyException malformed) {
            problem = malformed.getMessage();
        }
        return new RoleSnapshot(role, name, roleId, createDate, capturedAt, requirement, problem);
    }
}
