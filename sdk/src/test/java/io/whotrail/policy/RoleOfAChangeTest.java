// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.ACCOUNT;
import static io.whotrail.policy.RoleEvents.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.event.AdditionalEventData;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.IamRole;
import io.whotrail.event.RequestParameters;
import io.whotrail.event.UserIdentity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which role an event changes, and to what: what IAM answered counts before what was asked for. */
class RoleOfAChangeTest {
    private static final String OTHER = "444455556666";
    private static final RoleKey DEV = new RoleKey(ACCOUNT, "dev");

    private final TrustPolicies policies = TrustPolicies.create();

    private static CloudTrailEvent.Builder created(@Nullable String asked, IamRole.@Nullable Stored stored) {
        return RoleEvents.event("CreateRole", 0).iamRole(new IamRole("Dev", asked, stored));
    }

    private static IamRole.Stored stored(@Nullable String arn, @Nullable String policy) {
        return new IamRole.Stored("Stored", arn, "AROA1", null, policy);
    }

    private Finding found(RoleKey role) {
        return Requirements.finding(policies.requirementAt(role.accountId(), role.roleName(), null, at(3600)));
    }

    @Test
    void theArnInTheAnswerNamesTheRole() {
        String arn = "arn:aws:iam::" + OTHER + ":role/path/Stored";
        assertThat(policies.learn(created(Policies.forced(), stored(arn, null)).build()))
                .isEqualTo(new RoleKey(OTHER, "stored"));
    }

    @Test
    void withoutAnArnTheRequestNamesItAndTheRecipientsAccountIsItsAccount() {
        for (IamRole.Stored stored : new IamRole.Stored[] {null, stored(null, null), stored("no ARN", null)}) {
            assertThat(TrustPolicies.create()
                            .learn(created(Policies.forced(), stored).build()))
                    .isEqualTo(DEV);
        }
    }

    @Test
    void withoutARecipientTheCallersAccountIsItsAccount() {
        UserIdentity caller = UserIdentity.builder().accountId(OTHER).build();
        assertThat(policies.learn(created(Policies.forced(), null)
                        .recipientAccountId(null)
                        .userIdentity(caller)
                        .build()))
                .isEqualTo(new RoleKey(OTHER, "dev"));
        assertThat(TrustPolicies.create()
                        .learn(created(Policies.forced(), null)
                                .userIdentity(caller)
                                .build()))
                .isEqualTo(DEV);
    }

    @Test
    void aNameThatOnlyTheAnswerHasNamesIt() {
        assertThat(policies.learn(RoleEvents.event("CreateServiceLinkedRole", 0)
                        .iamRole(new IamRole(null, null, stored(null, Policies.forced())))
                        .build()))
                .isEqualTo(new RoleKey(ACCOUNT, "stored"));
    }

    @Test
    void withoutAnAccountOrANameItIsOfNoRoleAndCounted() {
        var change = new IamRole("Dev", Policies.forced(), null);
        CloudTrailEvent.Builder event = RoleEvents.event("UpdateAssumeRolePolicy", 0);
        assertThat(policies.learn(event.iamRole(change).recipientAccountId(null).build()))
                .isNull();
        assertThat(policies.learn(event.iamRole(change).recipientAccountId("").build()))
                .isNull();
        event.recipientAccountId(ACCOUNT);
        assertThat(policies.learn(
                        event.iamRole(new IamRole("", Policies.forced(), null)).build()))
                .isNull();
        assertThat(policies.learn(event.iamRole(new IamRole(null, Policies.forced(), null))
                        .build()))
                .isNull();
        assertThat(policies.unplaced()).isEqualTo(4);
    }

    @Test
    void ofTheDocumentAskedForAndTheOneThatIsKeptTheWeakerCounts() {
        policies.learn(created(Policies.forced(), stored(null, Policies.urlEncoded(Policies.free())))
                .build());
        assertThat(found(DEV)).isEqualTo(Finding.NO_CONDITION);
    }

    @Test
    void oneDocumentIsEnough() {
        policies.learn(created(Policies.forced(), stored(null, null)).build());
        assertThat(found(DEV)).isEqualTo(Finding.PINNED);
        TrustPolicies others = TrustPolicies.create();
        others.learn(created(null, stored(null, Policies.forced())).build());
        assertThat(others.requirementAt(ACCOUNT, "dev", "AROA1", at(3600)).namesTheCaller())
                .isTrue();
    }

    @Test
    void withoutADocumentThePolicyCannotBeRead() {
        policies.learn(created(null, null).build());
        assertThat(found(DEV)).isEqualTo(Finding.UNREADABLE);
    }

    @Test
    void onlyAssumeRoleWithoutAGrantShowsThatARoleAssumesItself() {
        policies.learn(RoleEvents.created(0, "AROA1", Policies.forced()));
        var request =
                new RequestParameters("arn:aws:iam::" + ACCOUNT + ":role/Dev", "x", null, null, null, null, null, null);
        for (Boolean grant : new Boolean[] {null, true}) {
            assertThat(policies.learn(selfAssumed("AssumeRole", grant, request)))
                    .isNull();
        }
        assertThat(policies.learn(selfAssumed("AssumeRoot", false, request))).isNull();
        assertThat(policies.learn(selfAssumed(
                        "AssumeRole", false, new RequestParameters("x", "x", null, null, null, null, null, null))))
                .isNull();
        assertThat(found(DEV)).isEqualTo(Finding.PINNED);
        assertThat(policies.learn(selfAssumed("AssumeRole", false, request))).isEqualTo(DEV);
        assertThat(found(DEV)).isEqualTo(Finding.SELF_ASSUMED);
    }

    private static CloudTrailEvent selfAssumed(String name, @Nullable Boolean grant, RequestParameters request) {
        return CloudTrailEvent.builder(name)
                .eventTime(at(0))
                .eventName(name)
                .eventSource("sts.amazonaws.com")
                .requestParameters(request)
                .additionalEventData(
                        AdditionalEventData.builder().explicitTrustGrant(grant).build())
                .build();
    }

    @Test
    void ofARoleWithoutAnAccountOrANameNothingIsKnown() {
        policies.learn(RoleEvents.created(0, "AROA1", Policies.forced()));
        assertThat(policies.requirementAt("", "dev", null, at(10)).why()).isEqualTo(Finding.NOT_KNOWN.why());
        assertThat(policies.requirementAt(ACCOUNT, "", null, at(10)).why()).isEqualTo(Finding.NOT_KNOWN.why());
    }

    @Test
    void oneRoleAndOneVersionAreTheLeastThatCanBeKept() {
        assertThat(TrustPolicies.create(1, 1).roles()).isZero();
        assertThatThrownBy(() -> TrustPolicies.create(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustPolicies.create(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RoleKey("", "dev")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RoleKey(ACCOUNT, "")).isInstanceOf(IllegalArgumentException.class);
        assertThat(RoleKey.of("arn:aws:iam:::role/Dev")).isNull();
        assertThat(RoleKey.of("arn:aws:iam::" + ACCOUNT + ":user/bob")).isNull();
    }
}
