// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import io.whotrail.event.InputTrust;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What became, or was, of a role's trust policy in one second.
 *
 * @param second when, in seconds since 1970
 * @param kind what happened
 * @param roleId the role's unique id, where it is shown
 * @param requirement what the policy asks of session names from then on
 * @param trust how far what says so is believed: of several that say the same, the best
 */
record PolicyVersion(
        long second, Kind kind, @Nullable String roleId, SessionNameRequirement requirement, InputTrust trust)
        implements Comparable<PolicyVersion> {

    /** What happened, in the order in which it does where all of it happens in one second. */
    enum Kind {
        DELETED,
        CREATED,
        UPDATED,
        /** Nothing happened, but somebody looked. */
        CAPTURED
    }

    /**
     * Any total order will do beyond time and kind: it makes what is kept independent of what came first. How far it is
     * believed makes no other version.
     */
    private static final Comparator<PolicyVersion> ORDER = Comparator.comparingLong(PolicyVersion::second)
            .thenComparing(PolicyVersion::kind)
            .thenComparing(version -> String.valueOf(version.roleId))
            .thenComparing(version -> version.requirement.answer())
            .thenComparing(version -> version.requirement.toString());

    @Override
    public int compareTo(PolicyVersion other) {
        return ORDER.compare(this, other);
    }

    boolean isDeletion() {
        return kind == Kind.DELETED;
    }

    PolicyVersion at(long time) {
        return new PolicyVersion(time, kind, roleId, requirement, trust);
    }
}
