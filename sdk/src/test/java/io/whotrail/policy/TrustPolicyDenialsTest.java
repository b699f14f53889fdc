// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.ACCOUNT;
import static io.whotrail.policy.Policies.PIN;
import static io.whotrail.policy.Policies.ROOT;
import static io.whotrail.policy.Policies.allow;
import static io.whotrail.policy.Policies.deny;
import static io.whotrail.policy.Policies.oldPolicy;
import static io.whotrail.policy.Policies.policy;
import static io.whotrail.policy.Policies.statement;
import static io.whotrail.policy.Policies.user;
import static io.whotrail.policy.Requirements.assertAnswer;
import static io.whotrail.policy.Requirements.assertFirst;
import static io.whotrail.policy.Requirements.named;
import static io.whotrail.policy.Requirements.requirement;
import static io.whotrail.policy.SessionNameRequirement.Answer.FORCED_TO_CALLER;
import static io.whotrail.policy.SessionNameRequirement.Answer.FORCED_TO_PATTERN;
import static io.whotrail.policy.SessionNameRequirement.Answer.FREE;
import static io.whotrail.policy.SessionNameRequirement.Answer.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which actions open a session, what denials force, and what is not evaluated. */
class TrustPolicyDenialsTest {
    private static final String NAME = "'sts:RoleSessionName'";

    // Actions

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Action':'sts:*'",
                "'Action':'*'",
                "'Action':'STS:ASSUMEROLE'",
                "'Action':['sts:TagSession','sts:Assume*']",
                "'NotAction':'iam:*'",
                "'NotAction':'sts:TagSession'"
            })
    void everyWayToWriteTheActionOpensThePath(String action) {
        assertFirst(
                requirement(policy(statement("Allow", "'Principal':" + ROOT, action, ""))), FREE, Finding.NO_CONDITION);
        assertFirst(
                requirement(policy(statement("Allow", "'Principal':" + ROOT, action, PIN))),
                FORCED_TO_CALLER,
                Finding.PINNED);
    }

    @Test
    void otherActionsOpenNothing() {
        assertThat(requirement(policy(statement("Allow", "'Principal':" + ROOT, "'Action':'sts:TagSession'", "")))
                        .why())
                .isEqualTo(Finding.NO_ALLOW.why());
        assertThat(requirement(policy(statement("Allow", "'Principal':" + ROOT, "'NotAction':'sts:*'", "")))
                        .why())
                .isEqualTo(Finding.NO_ALLOW.why());
        String tag = statement("Allow", "'Principal':" + ROOT, "'Action':'sts:TagSession'", "");
        assertAnswer(requirement(policy(tag, allow(ROOT, PIN))), FORCED_TO_CALLER, "Statement[1]", Finding.PINNED);
    }

    // Denials

    @Test
    void aDenialOfOtherNamesForcesUsersButLeavesCallersWithoutAUserNameInDoubt() {
        for (String operator : new String[] {"StringNotEquals", "StringNotLike", "StringNotEqualsIfExists"}) {
            String denial = deny("'" + operator + "':{" + NAME + ":'${aws:username}'}");
            SessionNameRequirement users = requirement(policy(allow(user("bob"), ""), denial));
            assertAnswer(users, FORCED_TO_CALLER, "Statement[1]", Finding.PINNED_BY_DENY);
            assertThat(users.principalAccount()).isEqualTo(ACCOUNT);
            assertAnswer(
                    requirement(policy(allow(ROOT, ""), denial)), UNKNOWN, "Statement[1]", Finding.DENY_WITHOUT_USER);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Null':{'aws:username':'false'}",
                "'StringLike':{'aws:username':'*'}",
                "'StringEquals':{'aws:PrincipalType':'User'}"
            })
    void aDenialForcesWhereOnlyUsersCanPass(String condition) {
        String denial = deny("'StringNotEquals':{" + NAME + ":'${aws:username}'}");
        assertAnswer(
                requirement(policy(allow(ROOT, condition), denial)),
                FORCED_TO_CALLER,
                "Statement[1]",
                Finding.PINNED_BY_DENY);
    }

    @Test
    void aDenialOfCallersWithoutAUserNameLeavesUsersOnly() {
        String denial = deny("'StringNotEquals':{" + NAME + ":'${aws:username}'}");
        SessionNameRequirement actual =
                requirement(policy(allow(ROOT, ""), denial, deny("'Null':{'aws:username':'true'}")));
        assertAnswer(actual, FORCED_TO_CALLER, "Statement[1]", Finding.PINNED_BY_DENY);
    }

    @Test
    void aDenialOfSomeCallersOrInSomeCasesCountsAsDoubt() {
        String more = deny("'StringNotEquals':{" + NAME + ":'${aws:username}','aws:PrincipalType':'AssumedRole'}");
        assertAnswer(
                requirement(policy(allow(user("bob"), ""), more)), UNKNOWN, "Statement[1]", Finding.DENY_NOT_EVALUATED);
        String some = statement(
                "Deny",
                "'Principal':" + user("bob"),
                "'Action':'sts:AssumeRole'",
                "'StringNotEquals':{" + NAME + ":'${aws:username}'}");
        assertAnswer(requirement(policy(allow(ROOT, ""), some)), UNKNOWN, "Statement[1]", Finding.DENY_NOT_EVALUATED);
    }

    @Test
    void aDenialOfAssumeRoleDoesNotCoverFederation() {
        String federated = statement(
                "Allow",
                "'Principal':{'Federated':'accounts.google.com'}",
                "'Action':'sts:AssumeRoleWithWebIdentity'",
                "");
        String denial = deny("'StringNotEquals':{" + NAME + ":'${aws:username}'}");
        assertAnswer(
                requirement(policy(allow(user("bob"), ""), federated, denial)),
                FREE,
                "Statement[1]",
                Finding.FEDERATED);
    }

    @Test
    void aDenialOfAllNamesButAPatternForcesThePattern() {
        SessionNameRequirement actual =
                requirement(policy(allow(ROOT, ""), deny("'StringNotLike':{" + NAME + ":'ci-*'}")));
        assertAnswer(actual, FORCED_TO_PATTERN, "Statement[1]", Finding.PATTERN);
        assertThat(actual.pattern()).isEqualTo("ci-*");
    }

    @Test
    void aDenialWithAVariableThatUsersMayLackIsNotEvaluated() {
        String denial = deny("'StringNotEquals':{" + NAME + ":['${aws:username}','${aws:PrincipalTag/x}!']}");
        assertAnswer(
                requirement(policy(allow(user("bob"), ""), denial)),
                UNKNOWN,
                "Statement[1]",
                Finding.DENY_NOT_EVALUATED);
    }

    @Test
    void aDenialOfEverythingLeavesNobody() {
        assertAnswer(requirement(policy(allow(ROOT, ""), deny(""))), UNKNOWN, "Statement[1]", Finding.DENIED);
    }

    @Test
    void aDenialWithAVariableAsPlainTextDeniesAll() {
        String denial = deny("'StringNotEquals':{" + NAME + ":'${aws:username}'}");
        assertAnswer(
                requirement(oldPolicy(allow(ROOT, ""), denial)), UNKNOWN, "Statement[1]", Finding.LITERAL_VARIABLE);
    }

    @Test
    void aDenialOfOneNameLeavesTheOthers() {
        assertFirst(
                requirement(policy(allow(ROOT, ""), deny("'StringEquals':{" + NAME + ":'root'}"))),
                FREE,
                Finding.NO_CONDITION);
    }

    // What is not evaluated

    @Test
    void whatIsOutsideOfTheTrustPolicyIsNotSeen() {
        String organization = "'StringEquals':{'aws:PrincipalOrgID':'o-abc'}";
        assertFirst(requirement(policy(allow("'*'", organization))), FREE, Finding.NO_CONDITION);
    }

    @Test
    void theUserNameComparedWithTheSessionNameIsNotEvaluated() {
        assertFirst(
                requirement(policy(allow(ROOT, "'StringEquals':{'aws:username':'${sts:RoleSessionName}'}"))),
                UNKNOWN,
                Finding.REVERSED);
    }

    @Test
    void unknownOperatorsElementsActionsAndVariablesAreNotEvaluated() {
        assertFirst(named("StringSameAs", "'${aws:username}'"), UNKNOWN, Finding.OPERATOR);
        for (String set : new String[] {"ForAnyValue:Null", "ForAllValues:Null", "ForSomeValues:StringEquals"}) {
            assertFirst(named(set, "'${aws:username}'"), UNKNOWN, Finding.OPERATOR);
        }
        assertFirst(named("stringequals", "'${aws:username}'"), UNKNOWN, Finding.OPERATOR);
        assertFirst(named("StringEquals", "'${custom:thing}'"), UNKNOWN, Finding.VARIABLE);
        assertFirst(named("StringEquals", "'${aws:username'"), UNKNOWN, Finding.VARIABLE);
        assertFirst(named("StringEquals", "[]"), UNKNOWN, Finding.NO_VALUES);
        String resource = allow(ROOT, PIN).replace("'Effect'", "'Resource':'*','Effect'");
        assertFirst(requirement(policy(resource)), UNKNOWN, Finding.ELEMENT);
        String element = oldPolicy(allow(ROOT, PIN)).replace("{\"Version\"", "{\"Other\":[{}],\"Version\"");
        assertAnswer(requirement(element), UNKNOWN, null, Finding.ELEMENT);
        String action = "'Action':'sts:AssumeRoleWithTelepathy'";
        assertFirst(
                requirement(policy(statement("Allow", "'Principal':" + ROOT, action, PIN))), UNKNOWN, Finding.ACTION);
    }

    @Test
    void theSidNamesTheDecidingStatement() {
        String sid = allow(ROOT, PIN).replace("{'Effect'", "{'Sid':'Users','Effect'");
        assertAnswer(requirement(policy(sid)), FORCED_TO_CALLER, "Users", Finding.PINNED);
    }

    @Test
    void conditionsOnTheNameAddUp() {
        String both = "'StringLike':{" + NAME + ":'*'},'StringEquals':{" + NAME + ":'${aws:username}'}";
        assertFirst(requirement(policy(allow(ROOT, both))), FORCED_TO_CALLER, Finding.PINNED);
    }

    @Test
    void ofTwoConditionsThatForceTheNameTheOneThatHeedsItsCaseCounts() {
        String anyCase = "'StringEqualsIgnoreCase':{" + NAME + ":'${aws:username}'}";
        for (String both : new String[] {anyCase + "," + PIN, PIN + "," + anyCase}) {
            assertFirst(requirement(policy(allow(ROOT, both))), FORCED_TO_CALLER, Finding.PINNED);
        }
    }

    @Test
    void ofTwoConditionsThatLeaveTheChoiceTheFirstIsNamed() {
        String not = "'StringNotEquals':{" + NAME + ":'root'}";
        String any = "'StringLike':{" + NAME + ":'*'}";
        assertFirst(requirement(policy(allow(ROOT, not + "," + any))), FREE, Finding.NO_PIN);
        assertFirst(requirement(policy(allow(ROOT, any + "," + not))), FREE, Finding.ANY_NAME);
    }

    @Test
    void aValueInDoubtLeavesTheListInDoubtUnlessAnotherLetsEveryNamePass() {
        assertFirst(named("StringLike", "['${aws:username}','${custom:thing}']"), UNKNOWN, Finding.VARIABLE);
        assertFirst(named("StringLike", "['${custom:thing}','*']"), FREE, Finding.ANY_NAME);
    }

    @Test
    void keysAndVariablesAreReadInAnyCase() {
        assertFirst(
                requirement(policy(allow(ROOT, "'StringEquals':{'STS:rolesessionname':'${AWS:USERNAME}'}"))),
                FORCED_TO_CALLER,
                Finding.PINNED);
    }
}
