// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.ACCOUNT;
import static io.whotrail.policy.RoleEvents.ROLE_ID;
import static io.whotrail.policy.RoleEvents.at;
import static io.whotrail.policy.RoleEvents.captured;
import static io.whotrail.policy.RoleEvents.created;
import static io.whotrail.policy.RoleEvents.deleted;
import static io.whotrail.policy.RoleEvents.selfAssumed;
import static io.whotrail.policy.RoleEvents.undated;
import static io.whotrail.policy.RoleEvents.updated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.IamRole;
import io.whotrail.policy.SessionNameRequirement.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Which trust policy was in force when a session was born. */
class TrustPoliciesTest {
    private static final String FORCED = Policies.forced();
    private static final String FREE = Policies.free();
    private static final int HOUR = 3600;

    private final TrustPolicies policies = TrustPolicies.create();

    private void learn(Object... facts) {
        for (Object fact : facts) {
            RoleKey changed = fact instanceof RoleSnapshot snapshot
                    ? policies.learn(snapshot)
                    : policies.learn((CloudTrailEvent) fact);
            assertThat(changed).isEqualTo(new RoleKey(ACCOUNT, "dev"));
        }
    }

    private SessionNameRequirement requirement(long seconds) {
        return policies.requirementAt(ACCOUNT, "DEV", ROLE_ID, at(seconds));
    }

    private void assertForced(long seconds) {
        assertThat(requirement(seconds).namesTheCaller()).isTrue();
    }

    private void assertFound(long seconds, Finding finding) {
        assertThat(requirement(seconds).why()).isEqualTo(finding.why());
    }

    @Test
    void aRoleCreatedWithAPolicyHasItFromThenOn() {
        learn(created(0, ROLE_ID, FORCED));
        assertFound(-HOUR, Finding.NOT_KNOWN);
        assertForced(0);
        assertForced(HOUR);
        assertThat(policies.requirementAt(ACCOUNT, "Dev", null, at(HOUR)).namesTheCaller())
                .isTrue();
        assertThat(policies.requirementAt("999999999999", "Dev", null, at(HOUR)).answer())
                .isEqualTo(Answer.UNKNOWN);
        assertThat(policies.requirementAt(ACCOUNT, "Other", null, at(HOUR)).answer())
                .isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void aBirthJustBeforeTheCreationIsWithinTheClocks() {
        learn(created(0, ROLE_ID, FORCED));
        assertForced(-1);
        assertFound(-2, Finding.NOT_KNOWN);
    }

    @Test
    void anUpdateCountsFromASecondBeforeItAndWhatWasBeforeForFiveMinutesMore() {
        learn(created(0, ROLE_ID, FREE), updated(HOUR, FORCED), updated(2 * HOUR, FREE));
        assertFound(HOUR - 2, Finding.NO_CONDITION);
        assertFound(HOUR, Finding.NO_CONDITION);
        assertFound(HOUR + 300, Finding.NO_CONDITION);
        assertForced(HOUR + 301);
        assertForced(2 * HOUR - 2);
        assertFound(2 * HOUR - 1, Finding.NO_CONDITION);
    }

    @Test
    void ofAnUpdateAloneTheTimeBeforeIsNotKnown() {
        learn(updated(0, FORCED));
        assertFound(0, Finding.NOT_KNOWN);
        assertFound(300, Finding.NOT_KNOWN);
        assertForced(301);
    }

    @Test
    void ofTwoChangesInOneSecondTheWeakerCounts() {
        learn(created(0, ROLE_ID, FORCED), updated(0, FREE));
        assertFound(HOUR, Finding.NO_CONDITION);
    }

    @Test
    void aDeletedRoleHasNoPolicy() {
        learn(created(0, ROLE_ID, FORCED), deleted(HOUR));
        assertForced(HOUR + 300);
        assertFound(HOUR + 301, Finding.DELETED);
    }

    @Test
    void aRoleCreatedAgainIsAnother() {
        learn(created(0, ROLE_ID, FORCED), deleted(HOUR), created(2 * HOUR, "AROASECOND", FORCED));
        assertForced(HOUR - 1);
        assertFound(3 * HOUR, Finding.OTHER_ROLE);
        assertThat(policies.requirementAt(ACCOUNT, "Dev", "AROASECOND", at(3 * HOUR))
                        .namesTheCaller())
                .isTrue();
        assertThat(policies.requirementAt(ACCOUNT, "Dev", "AROASECOND", at(HOUR))
                        .answer())
                .isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void anUpdateIsOfTheRoleThatWasCreatedLast() {
        learn(created(0, ROLE_ID, FORCED), deleted(HOUR), created(2 * HOUR, "AROASECOND", FREE));
        learn(updated(3 * HOUR, FORCED));
        assertFound(4 * HOUR, Finding.OTHER_ROLE);
        assertThat(policies.requirementAt(ACCOUNT, "Dev", "AROASECOND", at(4 * HOUR))
                        .namesTheCaller())
                .isTrue();
    }

    @Test
    void aRoleDeletedAndCreatedWithinTheWindowIsNotTold() {
        learn(created(0, ROLE_ID, FORCED), deleted(HOUR), created(HOUR + 10, "AROASECOND", FORCED));
        assertFound(HOUR + 20, Finding.OTHER_ROLE);
        assertThat(policies.requirementAt(ACCOUNT, "Dev", null, at(HOUR + 20)).answer())
                .isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void failedCallsChangeNothing() {
        CloudTrailEvent failed = RoleEvents.event("UpdateAssumeRolePolicy", HOUR)
                .errorCode("AccessDenied")
                .iamRole(new IamRole("Dev", FREE, null))
                .build();
        learn(created(0, ROLE_ID, FORCED));
        assertThat(policies.learn(failed)).isNull();
        assertForced(2 * HOUR);
    }

    @Test
    void anUnreadablePolicyIsUnknown() {
        learn(created(0, ROLE_ID, FORCED), updated(HOUR, "{"), updated(2 * HOUR, null));
        assertFound(HOUR + 301, Finding.UNREADABLE);
        assertFound(3 * HOUR, Finding.UNREADABLE);
    }

    @Test
    void anUpdateWithoutATimeVoidsAllAnswers() {
        learn(created(0, ROLE_ID, FORCED));
        learn(RoleEvents.event("UpdateAssumeRolePolicy", 0)
                .eventTime(null)
                .iamRole(new IamRole("Dev", FORCED, null))
                .build());
        assertFound(HOUR, Finding.NO_TIME);
    }

    @Test
    void aRoleThatAssumesItselfWithoutAGrantIsFree() {
        learn(created(0, ROLE_ID, FORCED), selfAssumed(HOUR));
        assertFound(10, Finding.SELF_ASSUMED);
        assertThat(requirement(10).answer()).isEqualTo(Answer.FREE);
    }

    @Test
    void aServiceLinkedRoleIsTheServices() {
        String policy = Policies.policy(Policies.allow("{'Service':'ecs.amazonaws.com'}", ""));
        String arn = "arn:aws:iam::" + ACCOUNT + ":role/aws-service-role/ecs.amazonaws.com/Dev";
        learn(RoleEvents.event("CreateServiceLinkedRole", 0)
                .iamRole(new IamRole(
                        null, null, new IamRole.Stored("Dev", arn, ROLE_ID, null, Policies.urlEncoded(policy))))
                .build());
        assertFound(HOUR, Finding.SERVICES_ONLY);
    }

    @Test
    void otherEventsAreOfNoRole() {
        assertThat(policies.learn(CloudTrailEvent.builder("x").build())).isNull();
        assertThat(policies.learn(RoleEvents.event("DeleteRole", 0)
                        .iamRole(new IamRole(null, null, null))
                        .build()))
                .isNull();
        assertThat(policies.unplaced()).isEqualTo(1);
        assertThat(policies.roles()).isZero();
    }

    @Test
    void repetitionsChangeNothing() {
        learn(created(0, ROLE_ID, FORCED), captured(HOUR, FORCED));
        assertThat(policies.learn(created(0, ROLE_ID, FORCED))).isNull();
        assertThat(policies.learn(captured(HOUR, FORCED))).isNull();
    }

    // Exports

    @Test
    void anExportWithATimeHoldsFromThenOn() {
        learn(captured(0, FORCED));
        assertFound(0, Finding.NOT_KNOWN);
        assertFound(300, Finding.NOT_KNOWN);
        assertForced(301);
        assertForced(100 * HOUR);
    }

    @Test
    void betweenTwoExportsThatDifferNothingIsKnown() {
        learn(captured(0, FORCED), captured(2 * HOUR, FREE));
        assertFound(HOUR, Finding.CONTRADICTED);
        assertFound(2 * HOUR + 301, Finding.NO_CONDITION);
        learn(captured(HOUR, FORCED));
        assertForced(HOUR - 2);
        assertFound(HOUR + 301, Finding.CONTRADICTED);
    }

    @Test
    void anExportBeforeTheFirstChangeHoldsUntilIt() {
        learn(captured(0, FORCED), updated(HOUR, FREE));
        assertForced(HOUR - 2);
        assertFound(HOUR - 1, Finding.NO_CONDITION);
        assertFound(HOUR + 299, Finding.NO_CONDITION);
    }

    @Test
    void anExportThatContradictsTheEventsMakesThatStretchUnknown() {
        learn(created(0, ROLE_ID, FORCED), captured(HOUR, FREE), updated(2 * HOUR, FORCED));
        assertFound(10, Finding.CONTRADICTED);
        assertFound(HOUR + 301, Finding.CONTRADICTED);
        assertFound(2 * HOUR + 299, Finding.CONTRADICTED);
        assertForced(2 * HOUR + 301);
    }

    @Test
    void anExportThatShowsAChangeLateDoesNotContradict() {
        learn(created(0, ROLE_ID, FREE), updated(HOUR, FORCED), captured(HOUR + 60, FREE));
        assertForced(HOUR + 301);
    }

    @Test
    void anExportOfAnotherRoleOfThatNameContradicts() {
        learn(created(0, ROLE_ID, FORCED));
        learn(RoleEvents.snapshot("AROASECOND", null, at(HOUR), FORCED));
        assertFound(10, Finding.CONTRADICTED);
    }

    @Test
    void anExportWithoutATimeHoldsFromTheCreationOnWhileNoChangeIsKnown() {
        learn(undated(0, FORCED));
        assertFound(-HOUR, Finding.NOT_KNOWN);
        assertForced(0);
        assertForced(100 * HOUR);
        learn(updated(50 * HOUR, FREE));
        assertFound(HOUR, Finding.NOT_KNOWN);
        assertFound(51 * HOUR, Finding.NO_CONDITION);
    }

    @Test
    void exportsWithoutATimeThatDifferSayNothing() {
        learn(undated(0, FORCED), undated(0, FREE));
        assertFound(HOUR, Finding.CONTRADICTED);
    }

    @Test
    void anExportWithATimeThatDiffersFromOneWithoutSaysNothingOfTheTimeBefore() {
        learn(undated(0, FORCED), captured(2 * HOUR, FREE));
        assertFound(HOUR, Finding.CONTRADICTED);
        assertFound(3 * HOUR, Finding.NO_CONDITION);
    }

    @Test
    void anExportOfARoleWithAnotherIdIsOfAnotherRole() {
        learn(RoleEvents.snapshot("AROASECOND", at(0), null, FORCED));
        assertFound(HOUR, Finding.OTHER_ROLE);
    }

    @Test
    void anExportWithoutAnyTimeOrRoleIsCounted() {
        assertThat(policies.learn(RoleEvents.snapshot(ROLE_ID, null, null, FORCED)))
                .isNull();
        assertThat(policies.learn(RoleSnapshot.of(null, "file", null, null, at(0), FORCED)))
                .isNull();
        assertThat(policies.unplaced()).isEqualTo(2);
    }

    // Bounds

    @Test
    void aRoleThatDoesNotFitIsUnknownAndCounted() {
        TrustPolicies small = TrustPolicies.create(1, 2);
        small.learn(created(0, ROLE_ID, FORCED));
        CloudTrailEvent other = RoleEvents.event("UpdateAssumeRolePolicy", 0)
                .iamRole(new IamRole("Other", FORCED, null))
                .build();
        assertThat(small.learn(other)).isNull();
        assertThat(small.refused()).isEqualTo(1);
        assertThat(small.roles()).isEqualTo(1);
        assertThat(small.requirementAt(ACCOUNT, "Other", null, at(HOUR)).answer())
                .isEqualTo(Answer.UNKNOWN);
        assertThat(small.requirementAt(ACCOUNT, "Dev", null, at(HOUR)).namesTheCaller())
                .isTrue();
        assertThatThrownBy(() -> TrustPolicies.create(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void versionsBeforeThoseKeptAreUnknownAndCounted() {
        TrustPolicies small = TrustPolicies.create(1, 2);
        small.learn(created(0, ROLE_ID, FORCED));
        small.learn(updated(HOUR, FREE));
        assertThat(small.rolesCut()).isZero();
        small.learn(updated(2 * HOUR, FORCED));
        assertThat(small.rolesCut()).isEqualTo(1);
        assertThat(small.requirementAt(ACCOUNT, "Dev", null, at(10)).why()).isEqualTo(Finding.FORGOTTEN.why());
        assertThat(small.requirementAt(ACCOUNT, "Dev", null, at(3 * HOUR)).namesTheCaller())
                .isTrue();
    }

    @Test
    void readersMayAskWhileAnotherLearns() throws InterruptedException {
        var done = new AtomicBoolean();
        var wrong = new ArrayList<SessionNameRequirement>();
        learn(created(0, ROLE_ID, FORCED));
        Thread reader = new Thread(() -> {
            while (!done.get()) {
                SessionNameRequirement asked = requirement(10);
                if (!asked.namesTheCaller()) {
                    wrong.add(asked);
                }
            }
        });
        reader.start();
        List<Integer> hours = List.of(5, 9, 2, 7, 3, 8, 4);
        hours.forEach(hour -> learn(updated(hour * HOUR, hour % 2 == 0 ? FREE : FORCED)));
        done.set(true);
        reader.join();
        assertThat(wrong).isEmpty();
    }
}
