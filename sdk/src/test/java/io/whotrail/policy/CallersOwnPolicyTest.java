// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.ACCOUNT;
import static io.whotrail.policy.Policies.PIN;
import static io.whotrail.policy.Policies.json;
import static io.whotrail.policy.Policies.policy;
import static io.whotrail.policy.Policies.user;
import static io.whotrail.policy.RoleEvents.at;
import static io.whotrail.policy.RoleEvents.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.UnattributedReason;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import io.whotrail.policy.SessionNameRequirement.Answer;
import io.whotrail.source.CloudTrailReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A name that is pinned in the caller's own policy, and not in the role's trust policy, is not proven: it binds those only
 * who carry that policy, and the role does not show who they are.
 */
class CallersOwnPolicyTest {
    private static final int HOUR = 3600;
    private static final String ROLE_ARN = "arn:aws:iam::" + ACCOUNT + ":role/team/Dev";

    /** What a user may carry: leave to assume the role, under the own name. */
    private static final String OWN = policy(
            "{'Effect':'Allow','Action':'sts:AssumeRole','Resource':'" + ROLE_ARN + "','Condition':{" + PIN + "}}");

    /** The same with a Deny of all other names, for which leave may come from anywhere. */
    private static final String OWN_DENY = policy("{'Effect':'Deny','Action':'sts:AssumeRole','Resource':'*',"
            + "'Condition':{'StringNotEquals':{'sts:RoleSessionName':'${aws:username}'}}}");

    private final TrustPolicies policies = TrustPolicies.create();

    private static CloudTrailEvent useUnderTheNameOf(String name) {
        return CloudTrailEvent.builder("use")
                .eventTime(at(HOUR + 60))
                .eventSource("s3.amazonaws.com")
                .eventName("ListBuckets")
                .recipientAccountId(ACCOUNT)
                .userIdentity(UserIdentity.builder()
                        .type("AssumedRole")
                        .principalId(RoleEvents.ROLE_ID + ":" + name)
                        .arn("arn:aws:sts::" + ACCOUNT + ":assumed-role/Dev/" + name)
                        .accountId(ACCOUNT)
                        .accessKeyId("ASIAKEY1")
                        .sessionContext(SessionContext.of(
                                new SessionIssuer("Role", RoleEvents.ROLE_ID, ROLE_ARN, ACCOUNT, "Dev"), at(HOUR)))
                        .build())
                .build();
    }

    private void assertNotNamed() {
        Attribution answer = Attributor.builder(InstantSource.fixed(at(2 * HOUR)))
                .trustPolicies(policies)
                .build()
                .ask(useUnderTheNameOf("alice"));
        assertThat(answer).isInstanceOfSatisfying(Attribution.Unattributed.class, unattributed -> {
            assertThat(unattributed.reason()).isEqualTo(UnattributedReason.ISSUANCE_NOT_SEEN);
            assertThat(unattributed.claims().sessionName()).isEqualTo("alice");
        });
    }

    private void assertFree() {
        SessionNameRequirement requirement = policies.requirementAt(ACCOUNT, "Dev", RoleEvents.ROLE_ID, at(HOUR));
        assertThat(requirement.answer()).isEqualTo(Answer.FREE);
        assertThat(requirement.why()).isEqualTo(Finding.NO_CONDITION.why());
        assertThat(requirement.advice()).isEqualTo(Finding.NO_CONDITION.advice());
        assertThat(requirement.namesTheCaller()).isFalse();
    }

    @Test
    void aRoleThatTrustsItsAccountOrOneUserIsFreeWhateverTheirOwnPoliciesAsk() {
        for (String principal : List.of(Policies.ROOT, user("alice"))) {
            SessionNameRequirement requirement = Requirements.requirement(policy(Policies.allow(principal, "")));
            Requirements.assertFirst(requirement, Answer.FREE, Finding.NO_CONDITION);
            assertThat(requirement.principalAccount()).isEqualTo(ACCOUNT);
            assertThat(requirement.namesTheCaller()).isFalse();
        }
    }

    @Test
    void suchAPolicyIsNoTrustPolicy() {
        for (String own : List.of(OWN, OWN_DENY)) {
            assertThatThrownBy(() -> TrustPolicy.parse(own)).isInstanceOf(MalformedTrustPolicyException.class);
        }
        String both = OWN.replace("\"Action\"", "\"Principal\":\"*\",\"Action\"");
        Requirements.assertFirst(Requirements.requirement(both), Answer.UNKNOWN, Finding.ELEMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PutUserPolicy",
                "PutGroupPolicy",
                "PutRolePolicy",
                "PutUserPermissionsBoundary",
                "PutRolePermissionsBoundary",
                "CreatePolicy",
                "CreatePolicyVersion",
                "AttachUserPolicy",
                "AttachRolePolicy"
            })
    void theEventThatGivesItTellsNothingOfTheRole(String call) {
        policies.learn(created(0, RoleEvents.ROLE_ID, Policies.free()));
        assertThat(policies.learn(read(call))).isNull();
        assertFree();
        assertNotNamed();
        assertThat(policies.roles()).isEqualTo(1);
        assertThat(policies.unplaced()).isZero();
    }

    private static CloudTrailEvent read(String call) {
        String quoted = '"' + OWN.replace("\"", "\\\"") + '"';
        String record = json("{'eventID':'e','eventTime':'2026-03-02T12:30:00Z','eventSource':'iam.amazonaws.com',"
                        + "'eventName':'" + call + "','recipientAccountId':'" + ACCOUNT + "',"
                        + "'requestParameters':{'userName':'alice','groupName':'people','roleName':'Dev',"
                        + "'policyName':'own','policyArn':'arn:aws:iam::" + ACCOUNT + ":policy/own','policyDocument':")
                + quoted + "},\"responseElements\":null}";
        return CloudTrailReader.create().parseEvent(record.getBytes(StandardCharsets.UTF_8));
    }

    /** An export shows all policies beside the roles; those of users, groups and of the role itself are not of its trust. */
    @Test
    void anExportThatShowsItBesideTheRoleTellsNothingOfTheRole() throws IOException {
        String own = json("[{'PolicyName':'own','PolicyDocument':") + OWN + "}]";
        String export = json("{'UserDetailList':[{'UserName':'alice','UserId':'AIDAALICE','UserPolicyList':") + own
                + json("}],'GroupDetailList':[{'GroupName':'people','GroupPolicyList':") + own
                + json("}],'RoleDetailList':[{'Path':'/team/','RoleName':'Dev','RoleId':'" + RoleEvents.ROLE_ID
                        + "','Arn':'" + ROLE_ARN + "','CreateDate':'2026-03-02T11:00:00+00:00','RolePolicyList':")
                + own + json(",'AssumeRolePolicyDocument':") + Policies.free()
                + json("}],'Policies':[{'PolicyName':'own','PolicyVersionList':[{'IsDefaultVersion':true,'Document':")
                + OWN + "}]}]}";
        var roles = new ArrayList<RoleSnapshot>();
        var problems = new ArrayList<RoleExportProblem>();
        RoleExportReader.create(roles::add, problems::add)
                .read(new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8)), "export");
        assertThat(problems).isEmpty();
        assertThat(roles).singleElement().satisfies(policies::learn);
        assertFree();
        assertNotNamed();
    }

    /** So that the cases above do not stay unnamed for another cause. */
    @Test
    void thePinInTheTrustPolicyOfThatRoleWouldName() {
        policies.learn(created(0, RoleEvents.ROLE_ID, Policies.forced()));
        Attribution answer = Attributor.builder(InstantSource.fixed(at(2 * HOUR)))
                .trustPolicies(policies)
                .build()
                .ask(useUnderTheNameOf("alice"));
        assertThat(answer).isInstanceOf(Attribution.Attributed.class);
    }
}
