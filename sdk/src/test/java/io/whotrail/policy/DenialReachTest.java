// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.ACCOUNT;
import static io.whotrail.policy.Policies.ROOT;
import static io.whotrail.policy.Policies.allow;
import static io.whotrail.policy.Policies.deny;
import static io.whotrail.policy.Policies.oldPolicy;
import static io.whotrail.policy.Policies.policy;
import static io.whotrail.policy.Policies.statement;
import static io.whotrail.policy.Policies.user;
import static io.whotrail.policy.Requirements.requirement;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Deny forces the name only of callers whom it is certain to reach, in all that they can call. */
class DenialReachTest {
    private static final String OTHER_NAMES = "'StringNotEquals':{'sts:RoleSessionName':'${aws:username}'}";
    private static final String USERS = "'Null':{'aws:username':'false'}";

    private static Finding finding(String policy) {
        return Requirements.finding(requirement(policy));
    }

    private static String principal(String kind) {
        return switch (kind) {
            case "all" -> "'Principal':'*'";
            case "all of AWS" -> "'Principal':{'AWS':'*'}";
            case "an account" -> "'Principal':" + ROOT;
            case "a gone user" -> "'Principal':{'AWS':'AIDAQRSTUVWXYZEXAMPLE'}";
            default -> "'NotPrincipal':" + user("eve");
        };
    }

    @ParameterizedTest(name = "{0} may {1}, {2} may not {3}")
    @CsvSource({
        "an account,  AssumeRole,         all,        AssumeRole,         PINNED_BY_DENY",
        "an account,  AssumeRole,         all of AWS, AssumeRole,         PINNED_BY_DENY",
        "an account,  *,                  all,        AssumeRole,         PINNED_BY_DENY",
        "an account,  AssumeRole,         all,        AssumeRole*,        PINNED_BY_DENY",
        "an account,  AssumeRoleWithSAML, all,        AssumeRoleWithSAML, PINNED_BY_DENY",
        "an account,  AssumeRole,         but one,    AssumeRole,         DENY_NOT_EVALUATED",
        "an account,  AssumeRole,         all,        AssumeRoleWithSAML, NO_CONDITION",
        "a gone user, *,                  all,        AssumeRole,         DENY_NOT_EVALUATED",
        "a gone user, *,                  all,        *,                  PINNED_BY_DENY",
        "all,         AssumeRole,         all,        AssumeRole,         PINNED_BY_DENY",
        "all,         AssumeRole,         all of AWS, AssumeRole,         DENY_NOT_EVALUATED",
        "all,         *,                  all,        AssumeRole,         DENY_NOT_EVALUATED",
        "all of AWS,  AssumeRole,         all,        AssumeRole,         PINNED_BY_DENY",
        "all of AWS,  AssumeRole,         all of AWS, AssumeRole,         DENY_NOT_EVALUATED",
        "all of AWS,  *,                  all,        AssumeRole,         DENY_NOT_EVALUATED",
        "but one,     AssumeRole,         all,        AssumeRole,         PINNED_BY_DENY",
        "but one,     AssumeRole,         all of AWS, AssumeRole,         DENY_NOT_EVALUATED",
        "but one,     *,                  all,        AssumeRole,         DENY_NOT_EVALUATED"
    })
    void aDenialForcesTheNameIfItIsForAllWhoPassAndForAllTheyCall(
            String allowed, String call, String denied, String deniedCall, Finding expected) {
        String allow = statement("Allow", principal(allowed), "'Action':'sts:" + call + "'", USERS);
        String deny = statement("Deny", principal(denied), "'Action':'sts:" + deniedCall + "'", OTHER_NAMES);
        assertThat(finding(policy(allow, deny))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'StringEqualsIfExists':{'aws:PrincipalType':'User'}",
                "'ForAllValues:StringEquals':{'aws:PrincipalType':'User'}",
                "'StringEquals':{'aws:PrincipalType':['User','AssumedRole']}",
                "'StringEquals':{'aws:PrincipalType':[]}",
                "'StringNotEquals':{'aws:PrincipalType':'User'}",
                "'StringEquals':{'aws:PrincipalTag/kind':'User'}",
                "'StringEqualsIfExists':{'aws:username':'false'}",
                "'ForAllValues:StringLike':{'aws:username':'*'}",
                "'StringNotLike':{'aws:username':'x*'}",
                "'Null':{'aws:username':'true'}",
                "'Null':{'aws:userid':'false'}"
            })
    void aConditionThatOthersThanUsersMeetLeavesThemInDoubt(String condition) {
        assertThat(finding(policy(allow(ROOT, condition), deny(OTHER_NAMES)))).isEqualTo(Finding.DENY_WITHOUT_USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'StringLike'", "'StringEquals'", "'StringEqualsIgnoreCase'"})
    void theTypeUserIsOfUsersHoweverItIsCompared(String operator) {
        String users = operator + ":{'aws:PrincipalType':'User'}";
        assertThat(finding(policy(allow(ROOT, users), deny(OTHER_NAMES)))).isEqualTo(Finding.PINNED_BY_DENY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Null':{'aws:username':'false'}",
                "'Null':{'aws:PrincipalTag/x':'true'}",
                "'StringEquals':{'aws:username':'true'}",
                "'Null':{'aws:username':'true'},'Bool':{'aws:SecureTransport':'false'}"
            })
    void aDenialOfOthersThanThoseWithoutAUserNameLeavesThemInDoubt(String condition) {
        assertThat(finding(policy(allow(ROOT, ""), deny(OTHER_NAMES), deny(condition))))
                .isEqualTo(Finding.DENY_WITHOUT_USER);
    }

    @Test
    void aDenialOfSomeWithoutAUserNameOrOfAnotherCallLeavesTheOthersInDoubt() {
        String condition = "'Null':{'aws:username':'true'}";
        String some = statement("Deny", "'Principal':" + ROOT, "'Action':'sts:AssumeRole'", condition);
        String call = statement("Deny", "'Principal':'*'", "'Action':'sts:AssumeRoleWithSAML'", condition);
        for (String denial : new String[] {some, call}) {
            assertThat(finding(policy(allow(ROOT, ""), deny(OTHER_NAMES), denial)))
                    .isEqualTo(Finding.DENY_WITHOUT_USER);
        }
    }

    @Test
    void aDenialWithASetOperatorOrAVariableThatMayBeMissingIsNotEvaluated() {
        String name = ":{'sts:RoleSessionName':'${aws:username}'}";
        String tag = "'StringNotEquals':{'sts:RoleSessionName':'${aws:PrincipalTag/x}'}";
        for (String condition :
                new String[] {"'ForAnyValue:StringNotEquals'" + name, "'ForAllValues:StringNotEquals'" + name, tag}) {
            assertThat(finding(policy(allow(user("bob"), ""), deny(condition)))).isEqualTo(Finding.DENY_NOT_EVALUATED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'StringEquals':{'sts:RoleSessionName':'root'}",
                "'Null':{'sts:RoleSessionName':'true'}",
                "'StringNotEquals':{'aws:username':'bob'}"
            })
    void aDenialThatExcludesNoOtherNamesAsksNothing(String condition) {
        assertThat(finding(policy(allow(ROOT, ""), deny(condition)))).isEqualTo(Finding.NO_CONDITION);
    }

    @Test
    void aDenialOfEverythingToOneLeavesTheOthers() {
        String one = statement("Deny", "'Principal':" + user("bob"), "'Action':'sts:AssumeRole'", "");
        assertThat(finding(policy(allow(ROOT, ""), one))).isEqualTo(Finding.NO_CONDITION);
    }

    @Test
    void aDenialThatHeedsNoCaseForcesTheNameApartFromCase() {
        String anyCase = OTHER_NAMES.replace("NotEquals", "NotEqualsIgnoreCase");
        SessionNameRequirement actual = requirement(policy(allow(user("bob"), ""), deny(anyCase)));
        assertThat(Requirements.finding(actual)).isEqualTo(Finding.PINNED_BY_DENY);
        assertThat(actual.ignoresCase()).isTrue();
    }

    @Test
    void withoutVariablesADenialOfAllButAVariableLeavesNobody() {
        String tag = "'StringNotEquals':{'sts:RoleSessionName':'${aws:PrincipalTag/x}'}";
        assertThat(finding(oldPolicy(allow(ROOT, ""), deny(tag)))).isEqualTo(Finding.LITERAL_VARIABLE);
    }

    @Test
    void aDenialThatLeavesTheChoiceAsksNothingWhateverItsVariables() {
        String chosen = "'StringNotEquals':{'sts:RoleSessionName':'${sts:SourceIdentity}'}";
        assertThat(finding(policy(allow(user("bob"), ""), deny(chosen)))).isEqualTo(Finding.CHOSEN_BY_CALLER);
    }

    @Test
    void withoutVariablesTheSessionNameInAnotherKeyIsPlainText() {
        String reversed = "'StringEquals':{'aws:username':'${sts:RoleSessionName}'}";
        assertThat(finding(oldPolicy(allow(ROOT, reversed)))).isEqualTo(Finding.NO_CONDITION);
    }

    // Whose word a request tag is, and of which account callers are

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'AWS':'" + ACCOUNT + "','Federated':'token.example.com'}",
                "{'AWS':'arn:aws:iam::" + ACCOUNT + ":role/Dev','Federated':'token.example.com'}",
                "{'Service':'ec2.amazonaws.com','Federated':'token.example.com'}"
            })
    void aRequestTagIsTheCallersWordWhereOthersThanProvidersMayCome(String principal) {
        String tag = "'StringEquals':{'sts:RoleSessionName':'${aws:RequestTag/user}'}";
        String both = "'Action':['sts:AssumeRole','sts:AssumeRoleWithWebIdentity']";
        assertThat(finding(policy(statement("Allow", "'Principal':" + principal, both, tag))))
                .isEqualTo(Finding.CHOSEN_BY_CALLER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'StringLike':{'aws:PrincipalAccount':'444455556666'} | 444455556666",
                "'StringLike':{'aws:SourceAccount':'444455556666'} |",
                "'StringLike':{'aws:PrincipalAccount':'4444*'} |",
                "'StringNotLike':{'aws:PrincipalAccount':'444455556666'} |",
                "'ForAllValues:StringLike':{'aws:PrincipalAccount':'444455556666'} |",
                "'StringLike':{'aws:PrincipalAccount':'999999999999'} |"
            })
    void onlyAConditionThatNamesAnAccountOfThePrincipalsNarrowsThem(String condition, String account) {
        String accounts = "{'AWS':['" + ACCOUNT + "','444455556666']}";
        assertThat(requirement(policy(allow(accounts, Policies.PIN + ',' + condition)))
                        .principalAccount())
                .isEqualTo(account);
    }

    @Test
    void aPatternOfAccountsIsNoAccount() {
        String condition = Policies.PIN + ",'StringLike':{'aws:PrincipalAccount':'4444*'}";
        assertThat(requirement(policy(allow("'*'", condition))).principalAccount())
                .isNull();
    }

    @Test
    void whereNoServiceIsNamedNoneIsAdmitted() {
        assertThat(requirement(Policies.free()).servicesAdmitted()).isFalse();
        String provider = "{'Federated':'token.example.com'}";
        assertThat(requirement(policy(statement(
                                "Allow", "'Principal':" + provider, "'Action':'sts:AssumeRoleWithWebIdentity'", "")))
                        .servicesAdmitted())
                .isFalse();
    }

    // Which actions open a session

    @Test
    void anActionIsMatchedFromItsBeginningToItsEnd() {
        for (String action :
                new String[] {"AssumeRole", "s:AssumeRole", "sts:Assume", "sts:AssumeRol?e", "sts:AssumeRole?"}) {
            assertThat(finding(policy(statement("Allow", "'Principal':" + ROOT, "'Action':'" + action + "'", ""))))
                    .as(action)
                    .isEqualTo(Finding.NO_ALLOW);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sts:AssumeRole*", "sts:AssumeRole*L", "sts:?ssumeRole", "?????ssume*l*", "*e?ole"})
    void aPatternThatAnActionMatchesOpensASession(String pattern) {
        assertThat(finding(policy(statement("Allow", "'Principal':" + ROOT, "'Action':'" + pattern + "'", ""))))
                .isEqualTo(Finding.NO_CONDITION);
    }

    @Test
    void aPatternIsNoActionThatIsNotKnown() {
        for (String pattern : new String[] {"sts:AssumeRoleWith*", "sts:AssumeRole?ithSAML"}) {
            assertThat(finding(policy(statement("Allow", "'Principal':" + ROOT, "'Action':'" + pattern + "'", ""))))
                    .isEqualTo(Finding.NO_CONDITION);
        }
    }
}
