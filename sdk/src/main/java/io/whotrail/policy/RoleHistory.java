// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import io.whotrail.event.InputTrust;
import io.whotrail.policy.PolicyVersion.Kind;
import io.whotrail.policy.TrustPolicies.InForce;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one role's trust policy over time. Immutable.
 *
 * @param changes what IAM's events say
 * @param captured what exports say that tell when they were taken
 * @param undated what other exports say; the second is the role's creation
 * @param flaw what makes every answer void; {@code null} where nothing does
 */
record RoleHistory(
        VersionList changes,
        VersionList captured,
        VersionList undated,
        @Nullable Finding flaw) {
    static final RoleHistory EMPTY = new RoleHistory(VersionList.EMPTY, VersionList.EMPTY, VersionList.EMPTY, null);

    private static final long LOOK_BACK = TrustPolicies.BEFORE_BIRTH.toSeconds();
    private static final long LOOK_AHEAD = TrustPolicies.AFTER_BIRTH.toSeconds();

    /* A change is in force from its second on, until the next change has spread. Asked is about all versions that may
     * have been in force in a window around a birth: those of the last second before it, and all within it. Exports that
     * tell their time stand in before the first change. Beside changes they are witnesses: one that saw what could not be
     * in force then shows that a change is missing, and nothing is said from the change before it until the one after. */

    RoleHistory withChange(PolicyVersion change, int maximum) {
        return new RoleHistory(changes.with(change, maximum), captured, undated, flaw);
    }

    RoleHistory withCaptured(PolicyVersion version, int maximum) {
        return new RoleHistory(changes, captured.with(version, maximum), undated, flaw);
    }

    RoleHistory withUndated(PolicyVersion version, int maximum) {
        return new RoleHistory(changes, captured, undated.with(version, maximum), flaw);
    }

    /** With a flaw; of several the worst counts, whichever came first. */
    RoleHistory withFlaw(Finding worse) {
        Finding worst = flaw == Finding.SELF_ASSUMED ? flaw : worse;
        return new RoleHistory(changes, captured, undated, worst);
    }

    /** With all that another history of the same role has. */
    RoleHistory with(RoleHistory other, int maximum) {
        var both = new RoleHistory(
                changes.with(other.changes, maximum),
                captured.with(other.captured, maximum),
                undated.with(other.undated, maximum),
                flaw);
        return other.flaw == null ? both : both.withFlaw(other.flaw);
    }

    InForce inForceAt(@Nullable String roleId, long birth) {
        if (flaw != null) {
            return found(flaw);
        }
        long from = birth - LOOK_BACK;
        long to = birth + LOOK_AHEAD;
        if (isForgotten(from)) {
            return found(Finding.FORGOTTEN);
        }
        PolicyVersion base = capturedBefore(from);
        List<PolicyVersion> inForce = inForce(from, to, base);
        if (inForce.isEmpty()) {
            return ofUndated(roleId, to);
        }
        return isContradicted(inForce.get(0), to, base) ? found(Finding.CONTRADICTED) : weakest(inForce, roleId);
    }

    /** Why nothing is said; that needs nobody's trust. */
    private static InForce found(Finding finding) {
        return new InForce(SessionNameRequirement.of(finding, null), InputTrust.DIGEST_VERIFIED);
    }

    private boolean isForgotten(long from) {
        boolean changed = changes.isCut() && changes.lastBefore(from).isEmpty();
        boolean seen = captured.isCut() && from <= captured.versions().get(0).second();
        return changed || seen;
    }

    /** What an export saw before the first change, if that is before the window too. */
    private @Nullable PolicyVersion capturedBefore(long from) {
        long firstChange =
                changes.isEmpty() ? Long.MAX_VALUE : changes.versions().get(0).second();
        List<PolicyVersion> before = captured.lastBefore(Math.min(from, firstChange));
        return before.isEmpty() ? null : before.get(0);
    }

    /** What may have been in force; nothing where that is not known, for there may have been something else before. */
    private List<PolicyVersion> inForce(long from, long to, @Nullable PolicyVersion base) {
        List<PolicyVersion> inForce = new ArrayList<>(changes.lastBefore(from));
        List<PolicyVersion> within = changes.between(from, to);
        if (inForce.isEmpty()) {
            if (base != null) {
                inForce.add(base);
            } else if (within.isEmpty() || within.get(0).kind() != Kind.CREATED) {
                return List.of();
            }
        }
        inForce.addAll(within);
        return inForce;
    }

    /** Whether an export saw something else than can have been in force when it was taken. */
    private boolean isContradicted(PolicyVersion first, long to, @Nullable PolicyVersion base) {
        PolicyVersion nextChange = changes.firstAfter(to);
        PolicyVersion nextSeen = captured.firstAfter(to);
        long end = nextSeen == null ? to : nextSeen.second();
        if (nextChange != null) {
            end = Math.min(end, nextChange.second() - 1);
        }
        for (PolicyVersion seen : captured.between(first.second(), Math.max(end, to))) {
            List<PolicyVersion> possible =
                    inForce(seen.second() - LOOK_BACK, seen.second() + LOOK_AHEAD, base == null ? first : base);
            if (possible.stream().noneMatch(version -> isSame(version, seen))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(PolicyVersion one, PolicyVersion other) {
        boolean otherRole =
                one.roleId() != null && other.roleId() != null && !one.roleId().equals(other.roleId());
        return !otherRole && one.requirement().equals(other.requirement());
    }

    private InForce weakest(List<PolicyVersion> inForce, @Nullable String roleId) {
        Set<String> ids = new HashSet<>();
        SessionNameRequirement weakest = null;
        InputTrust trust = InputTrust.DIGEST_VERIFIED;
        for (PolicyVersion version : inForce) {
            trust = trust.weaker(version.trust());
            if (!version.isDeletion()) {
                addId(version, ids);
                SessionNameRequirement other = version.requirement();
                weakest = weakest == null ? other : weakest.weaker(other);
            }
        }
        if (weakest == null) {
            return found(Finding.DELETED);
        }
        boolean other = ids.size() > 1 || (roleId != null && ids.stream().anyMatch(id -> !id.equals(roleId)));
        return other ? found(Finding.OTHER_ROLE) : new InForce(weakest, trust);
    }

    /** The role that a version is of: an update is of the role that was created last. */
    private void addId(PolicyVersion version, Set<String> ids) {
        if (version.kind() != Kind.UPDATED) {
            if (version.roleId() != null) {
                ids.add(version.roleId());
            }
            return;
        }
        List<PolicyVersion> before = changes.between(Long.MIN_VALUE, version.second());
        for (int i = before.size() - 1; i >= 0; i--) {
            PolicyVersion earlier = before.get(i);
            if (earlier.roleId() != null) {
                ids.add(earlier.roleId());
            }
            if (earlier.kind() == Kind.CREATED || earlier.isDeletion()) {
                return;
            }
        }
    }

    /** What exports say that do not tell their time: no more than that nothing was known to change. */
    private InForce ofUndated(@Nullable String roleId, long to) {
        List<PolicyVersion> all = new ArrayList<>(undated.versions());
        if (!changes.isEmpty() || all.isEmpty() || all.get(all.size() - 1).second() > to) {
            return found(Finding.NOT_KNOWN);
        }
        all.addAll(captured.versions());
        PolicyVersion first = all.get(0);
        return !undated.isCut() && all.stream().allMatch(version -> isSame(first, version))
                ? weakest(all, roleId)
                : found(Finding.CONTRADICTED);
    }

    boolean isCut() {
        return changes.isCut() || captured.isCut() || undated.isCut();
    }
}
