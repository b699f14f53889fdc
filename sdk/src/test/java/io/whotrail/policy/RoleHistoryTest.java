// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.InputTrust;
import io.whotrail.policy.PolicyVersion.Kind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What was in force around a birth, to the second: changes, witnesses between them, and what is forgotten. */
class RoleHistoryTest {
    private static final int MANY = 10;
    private static final long BACK = TrustPolicies.BEFORE_BIRTH.toSeconds();
    private static final long AHEAD = TrustPolicies.AFTER_BIRTH.toSeconds();

    /** Three policies that ask for different things. */
    private static final SessionNameRequirement A = SessionNameRequirement.of(Finding.PINNED, "a");

    private static final SessionNameRequirement B = SessionNameRequirement.of(Finding.PINNED, "b");
    private static final SessionNameRequirement C = SessionNameRequirement.of(Finding.PINNED, "c");

    private static PolicyVersion version(
            long second, Kind kind, @Nullable String roleId, SessionNameRequirement requirement) {
        return new PolicyVersion(second, kind, roleId, requirement, InputTrust.SOURCE_AUTHENTICATED);
    }

    private static RoleHistory changes(PolicyVersion... changes) {
        RoleHistory history = RoleHistory.EMPTY;
        for (PolicyVersion change : changes) {
            history = history.withChange(change, MANY);
        }
        return history;
    }

    private static PolicyVersion created(long second, @Nullable String roleId, SessionNameRequirement requirement) {
        return version(second, Kind.CREATED, roleId, requirement);
    }

    private static PolicyVersion updated(long second, SessionNameRequirement requirement) {
        return version(second, Kind.UPDATED, null, requirement);
    }

    private static PolicyVersion deleted(long second) {
        return version(second, Kind.DELETED, null, C);
    }

    private static PolicyVersion seen(long second, @Nullable String roleId, SessionNameRequirement requirement) {
        return version(second, Kind.CAPTURED, roleId, requirement);
    }

    private static void assertSays(
            RoleHistory history, @Nullable String roleId, long birth, SessionNameRequirement in) {
        assertThat(history.inForceAt(roleId, birth).requirement()).isEqualTo(in);
    }

    private static void assertFinds(RoleHistory history, @Nullable String roleId, long birth, Finding finding) {
        assertSays(history, roleId, birth, SessionNameRequirement.of(finding, null));
    }

    @Test
    void whatAWitnessSawAgainstTheLastChangeContradictsIt() {
        RoleHistory history = changes(created(0, "X", A)).withCaptured(seen(9_000, "X", B), MANY);
        assertFinds(history, "X", 1_000, Finding.CONTRADICTED);
    }

    @Test
    void whatAWitnessSawAfterTheNextChangeSaysNothingOfTheTimeBeforeIt() {
        RoleHistory history = changes(created(0, "X", A), updated(2_000, B));
        assertSays(history.withCaptured(seen(9_000, "X", C), MANY), "X", 1_000, A);
        assertSays(history.withCaptured(seen(2_000, "X", C), MANY), "X", 1_000, A);
        assertFinds(history.withCaptured(seen(1_999, "X", C), MANY), "X", 1_000, Finding.CONTRADICTED);
    }

    @Test
    void aWitnessMaySeeAChangeASecondEarlyAndTheOneBeforeItForMinutes() {
        RoleHistory history = changes(created(0, "X", A), updated(2_000, B));
        assertSays(history.withCaptured(seen(2_000 - AHEAD, "X", B), MANY), "X", 1_000, A);
        assertFinds(history.withCaptured(seen(1_999 - AHEAD, "X", B), MANY), "X", 1_000, Finding.CONTRADICTED);
        assertSays(history.withCaptured(seen(2_000 + BACK, "X", A), MANY), "X", 9_000, B);
        assertFinds(history.withCaptured(seen(2_001 + BACK, "X", A), MANY), "X", 9_000, Finding.CONTRADICTED);
    }

    @Test
    void aWitnessRightAfterTheFirstChangeThatIsKnownIsHeldAgainstThatChange() {
        RoleHistory history = changes(updated(0, B));
        assertSays(history.withCaptured(seen(10, null, B), MANY), null, 1_000, B);
        assertFinds(history.withCaptured(seen(10, null, A), MANY), null, 1_000, Finding.CONTRADICTED);
    }

    @Test
    void whatAnExportSawBeforeTheFirstChangeMayBeSeenForMinutesAfterIt() {
        RoleHistory history = changes(updated(0, B)).withCaptured(seen(-5_000, null, A), MANY);
        assertSays(history.withCaptured(seen(10, null, A), MANY), null, 1_000, B);
        assertFinds(history.withCaptured(seen(10, null, C), MANY), null, 1_000, Finding.CONTRADICTED);
    }

    @Test
    void aWitnessOfAnotherRoleContradictsAndOneThatNamesNoneDoesNot() {
        RoleHistory history = changes(created(0, "X", A));
        assertSays(history.withCaptured(seen(5_000, null, A), MANY), "X", 1_000, A);
        assertFinds(history.withCaptured(seen(5_000, "Y", A), MANY), "X", 1_000, Finding.CONTRADICTED);
        RoleHistory unnamed = changes(created(0, null, A)).withCaptured(seen(5_000, "Y", A), MANY);
        assertSays(unnamed, null, 1_000, A);
    }

    @Test
    void anUpdateIsOfTheRoleThatWasCreatedLast() {
        assertFinds(changes(created(0, "X", A), updated(100, B)), "Y", 1_000, Finding.OTHER_ROLE);
        assertSays(changes(created(0, "X", A), updated(100, B)), "X", 1_000, B);
        assertSays(changes(created(0, null, A), updated(100, B)), "X", 1_000, B);
        assertSays(changes(created(0, "X", A), created(200, "Y", A), updated(300, B)), "Y", 1_000, B);
        RoleHistory again = changes(created(0, "X", A), deleted(100), created(200, "Y", A), updated(300, B));
        assertSays(again, "Y", 1_000, B);
        assertFinds(again, "X", 1_000, Finding.OTHER_ROLE);
        assertSays(changes(created(0, "X", A), deleted(100), updated(200, B)), "Y", 1_000, B);
    }

    @Test
    void whereExportsWereForgottenNothingIsSaidUpToTheFirstThatIsKept() {
        RoleHistory history = RoleHistory.EMPTY.withCaptured(seen(0, "X", A), 1).withCaptured(seen(5_000, "X", A), 1);
        assertThat(history.isCut()).isTrue();
        assertFinds(history, "X", 5_000 + BACK, Finding.FORGOTTEN);
        assertFinds(history, "X", 4_999 + BACK, Finding.FORGOTTEN);
        assertSays(history, "X", 5_001 + BACK, A);
    }

    @Test
    void whereChangesWereForgottenNothingIsSaidUpToTheFirstThatIsKept() {
        RoleHistory history =
                RoleHistory.EMPTY.withChange(created(0, "X", A), 1).withChange(updated(5_000, B), 1);
        assertThat(history.isCut()).isTrue();
        assertFinds(history, null, 5_000 + BACK, Finding.FORGOTTEN);
        assertSays(history, null, 5_001 + BACK, B);
    }

    @Test
    void anExportWithoutATimeCountsFromTheRolesCreationOn() {
        RoleHistory history = RoleHistory.EMPTY.withUndated(seen(1_000, "X", A), MANY);
        assertSays(history, "X", 1_000 - AHEAD, A);
        assertFinds(history, "X", 999 - AHEAD, Finding.NOT_KNOWN);
        assertThat(history.isCut()).isFalse();
        assertFinds(history.withCaptured(seen(5_000, "X", B), MANY), "X", 2_000, Finding.CONTRADICTED);
        assertSays(history.withCaptured(seen(5_000, "X", A), MANY), "X", 2_000, A);
    }

    @Test
    void ofExportsWithoutATimeThatWereForgottenNobodyKnowsWhetherTheyAgreed() {
        RoleHistory history = RoleHistory.EMPTY.withUndated(seen(0, "X", A), 1).withUndated(seen(1, "X", A), 1);
        assertThat(history.isCut()).isTrue();
        assertFinds(history, "X", 1_000, Finding.CONTRADICTED);
    }

    @Test
    void ofTwoFlawsTheWorseCountsWhicheverCameFirstAndInWhicheverOfTwoHistories() {
        RoleHistory sound = changes(created(0, "X", A));
        RoleHistory untimed = sound.withFlaw(Finding.NO_TIME);
        RoleHistory selfAssumed = sound.withFlaw(Finding.SELF_ASSUMED);
        assertFinds(untimed.withFlaw(Finding.SELF_ASSUMED), "X", 1_000, Finding.SELF_ASSUMED);
        assertFinds(selfAssumed.withFlaw(Finding.NO_TIME), "X", 1_000, Finding.SELF_ASSUMED);
        assertFinds(untimed.with(selfAssumed, MANY), "X", 1_000, Finding.SELF_ASSUMED);
        assertFinds(selfAssumed.with(untimed, MANY), "X", 1_000, Finding.SELF_ASSUMED);
        assertFinds(untimed.with(sound, MANY), "X", 1_000, Finding.NO_TIME);
        assertFinds(sound.with(untimed, MANY), "X", 1_000, Finding.NO_TIME);
        assertSays(sound.with(sound, MANY), "X", 1_000, A);
    }
}
