// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.ACCOUNT;
import static io.whotrail.policy.Policies.PIN;
import static io.whotrail.policy.Policies.ROOT;
import static io.whotrail.policy.Policies.allow;
import static io.whotrail.policy.Policies.aws;
import static io.whotrail.policy.Policies.deny;
import static io.whotrail.policy.Policies.oldPolicy;
import static io.whotrail.policy.Policies.policy;
import static io.whotrail.policy.Policies.statement;
import static io.whotrail.policy.Policies.user;
import static io.whotrail.policy.SessionNameRequirement.Answer.FORCED_TO_CALLER;
import static io.whotrail.policy.SessionNameRequirement.Answer.FORCED_TO_PATTERN;
import static io.whotrail.policy.SessionNameRequirement.Answer.FREE;
import static io.whotrail.policy.SessionNameRequirement.Answer.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.policy.SessionNameRequirement.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form of a trust policy that is met, and what it forces. */
class TrustPolicyTest {
    private static final String OTHER_ACCOUNT = "444455556666";
    private static final String NAME = "'sts:RoleSessionName'";

    private static SessionNameRequirement of(String policy) {
        return TrustPolicy.parse(policy).requirement();
    }

    private static SessionNameRequirement named(String operator, String values) {
        return of(policy(allow(ROOT, "'" + operator + "':{" + NAME + ":" + values + "}")));
    }

    private static void assertAnswer(SessionNameRequirement actual, Answer answer, String statement, Finding finding) {
        assertThat(actual.answer()).isEqualTo(answer);
        assertThat(actual.statement()).isEqualTo(statement);
        assertThat(actual.why()).isEqualTo(finding.why());
        assertThat(actual.advice()).isEqualTo(finding.advice());
    }

    private static void assertFirst(SessionNameRequirement actual, Answer answer, Finding finding) {
        assertAnswer(actual, answer, "Statement[0]", finding);
    }

    // One condition in the Allow

    @Test
    void theUserNameByStringEqualsOrStringLikeForcesIt() {
        for (String operator : new String[] {"StringEquals", "StringLike"}) {
            SessionNameRequirement actual = named(operator, "'${aws:username}'");
            assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
            assertThat(actual.principalAccount()).isEqualTo(ACCOUNT);
            assertThat(actual.ignoresCase()).isFalse();
            assertThat(actual.namesTheCaller()).isTrue();
        }
    }

    @Test
    void theUserNameByStringEqualsIgnoreCaseForcesItApartFromCase() {
        SessionNameRequirement actual = named("StringEqualsIgnoreCase", "'${aws:username}'");
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED_IGNORING_CASE);
        assertThat(actual.ignoresCase()).isTrue();
    }

    @Test
    void ifExistsForcesItSinceThereIsAlwaysAName() {
        assertFirst(named("StringEqualsIfExists", "'${aws:username}'"), FORCED_TO_CALLER, Finding.PINNED_WEAKLY);
        assertFirst(named("StringLikeIfExists", "'${aws:username}'"), FORCED_TO_CALLER, Finding.PINNED_WEAKLY);
    }

    @Test
    void forAnyValueForcesIt() {
        assertFirst(named("ForAnyValue:StringEquals", "'${aws:username}'"), FORCED_TO_CALLER, Finding.PINNED);
    }

    @Test
    void forAllValuesIsTooWeakToTell() {
        assertFirst(named("ForAllValues:StringEquals", "'${aws:username}'"), UNKNOWN, Finding.FOR_ALL_VALUES);
    }

    @Test
    void aValueListLeavesAChoice() {
        assertFirst(named("StringEquals", "['${aws:username}','admin']"), FREE, Finding.SEVERAL_NAMES);
    }

    @Test
    void aListOfTheSameValueIsOneValue() {
        assertFirst(named("StringEquals", "['${aws:username}','${AWS:UserName}']"), FORCED_TO_CALLER, Finding.PINNED);
    }

    @Test
    void aStarLetsEveryNamePass() {
        assertFirst(named("StringLike", "'*'"), FREE, Finding.ANY_NAME);
        assertFirst(named("StringLike", "['${aws:username}','*']"), FREE, Finding.ANY_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${aws:username}*", "*${aws:username}*", "${aws:username}-*", "${aws:username}?"})
    void wildcardsBesideTheUserNameForceAPatternOnly(String pattern) {
        SessionNameRequirement actual = named("StringLike", "'" + pattern + "'");
        assertFirst(actual, FORCED_TO_PATTERN, Finding.PATTERN);
        assertThat(actual.pattern()).isEqualTo(pattern);
        assertThat(actual.namesTheCaller()).isFalse();
    }

    @Test
    void aStarUnderStringEqualsIsPlainTextThatNoNameCanBe() {
        assertFirst(named("StringEquals", "'${aws:username}-*'"), UNKNOWN, Finding.IMPOSSIBLE_NAME);
    }

    @Test
    void theUserIdIsAPatternOfItsOwn() {
        SessionNameRequirement actual = named("StringEquals", "'${aws:userid}'");
        assertFirst(actual, FORCED_TO_PATTERN, Finding.PATTERN);
        assertThat(actual.pattern()).isEqualTo("${aws:userid}");
    }

    @Test
    void aPrincipalTagPinsToItsValue() {
        assertThat(named("StringEquals", "'${aws:PrincipalTag/mail}'").pattern())
                .isEqualTo("${aws:PrincipalTag/mail}");
    }

    @Test
    void aRequestTagIsTheCallersChoiceUnlessAnIdentityProviderSetsIt() {
        String tag = "'${aws:RequestTag/user}@example.com'";
        assertFirst(named("StringEquals", tag), FREE, Finding.CHOSEN_BY_CALLER);
        String provider = "'Principal':{'Federated':'arn:aws:iam::1:oidc-provider/token.example.com'}";
        SessionNameRequirement actual = of(policy(statement(
                "Allow",
                provider,
                "'Action':'sts:AssumeRoleWithWebIdentity'",
                "'StringEquals':{" + NAME + ":" + tag + "}")));
        assertFirst(actual, FORCED_TO_PATTERN, Finding.PATTERN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${saml:sub}", "${token.actions.githubusercontent.com:sub}", "${aws:SourceIdentity}"})
    void aFederatedSubjectOrSourceIdentityPinsToIt(String variable) {
        SessionNameRequirement actual = named("StringEquals", "'" + variable + "'");
        assertFirst(actual, FORCED_TO_PATTERN, Finding.PATTERN);
        assertThat(actual.pattern()).isEqualTo(variable);
    }

    @Test
    void aDefaultValueHoldsForCallersWithoutAUserName() {
        assertThat(of(policy(allow(ROOT, "\"StringEquals\":{" + NAME + ":\"${aws:username, 'x'}\"}")
                                .replace("'x'", "\\u0027x\\u0027")))
                        .why())
                .isEqualTo(Finding.DEFAULT_VALUE.why());
    }

    @Test
    void withoutVersion2012AVariableIsPlainText() {
        assertFirst(of(oldPolicy(allow(ROOT, PIN))), UNKNOWN, Finding.LITERAL_VARIABLE);
        String without = Policies.json("{'Statement':" + allow(ROOT, PIN) + "}");
        assertFirst(of(without), UNKNOWN, Finding.LITERAL_VARIABLE);
    }

    @Test
    void nullOnTheSessionNameAsksNothing() {
        assertFirst(named("Null", "'false'"), FREE, Finding.NO_PIN);
        assertFirst(named("StringNotEquals", "'root'"), FREE, Finding.NO_PIN);
    }

    @Test
    void nothingAskedIsFree() {
        assertFirst(of(Policies.free()), FREE, Finding.NO_CONDITION);
        assertFirst(
                of(policy(allow(ROOT, "'Bool':{'aws:MultiFactorAuthPresent':'true'}"))), FREE, Finding.NO_CONDITION);
    }

    @Test
    void aNameThatTheCallerSetsIsFree() {
        assertFirst(named("StringEquals", "'${sts:RoleSessionName}'"), FREE, Finding.CHOSEN_BY_CALLER);
        assertFirst(named("StringEquals", "'${sts:SourceIdentity}'"), FREE, Finding.CHOSEN_BY_CALLER);
    }

    @Test
    void aFixedNameIsAPattern() {
        assertThat(named("StringEquals", "'deploy'").pattern()).isEqualTo("deploy");
        assertThat(named("StringLike", "'ci-*'").pattern()).isEqualTo("ci-*");
    }

    // Several statements

    @Test
    void twoAllowsOfWhichOneAsksNothingAreFree() {
        assertAnswer(of(policy(allow(ROOT, PIN), allow(ROOT, ""))), FREE, "Statement[1]", Finding.NO_CONDITION);
    }

    @Test
    void twoAllowsThatBothPinForceIt() {
        SessionNameRequirement actual = of(policy(allow(ROOT, PIN), allow(user("bob"), PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isEqualTo(ACCOUNT);
    }

    @Test
    void twoAllowsWithDifferentNamesLeaveAChoice() {
        String fixed = allow(ROOT, "'StringEquals':{" + NAME + ":'deploy'}");
        assertAnswer(of(policy(allow(ROOT, PIN), fixed)), FREE, "Statement[1]", Finding.SEVERAL_PATHS);
    }

    @Test
    void aServiceBesideUsersIsAPathOfItsOwn() {
        SessionNameRequirement actual = of(policy(allow(ROOT, PIN), allow("{'Service':'ec2.amazonaws.com'}", "")));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.servicesAdmitted()).isTrue();
        assertThat(actual.namesTheCaller()).isFalse();
    }

    @Test
    void aServiceInAPinnedStatementCannotPass() {
        SessionNameRequirement actual =
                of(policy(allow("{'AWS':'" + ACCOUNT + "','Service':'ec2.amazonaws.com'}", PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.servicesAdmitted()).isFalse();
    }

    @Test
    void servicesAloneNameTheirSessions() {
        SessionNameRequirement actual = of(policy(allow("{'Service':['ec2.amazonaws.com','ssm.amazonaws.com']}", "")));
        assertFirst(actual, FREE, Finding.SERVICES_ONLY);
        assertThat(actual.servicesAdmitted()).isTrue();
    }

    @Test
    void federationIsAPathOfItsOwn() {
        String federated = statement(
                "Allow",
                "'Principal':{'Federated':'arn:aws:iam::111122223333:saml-provider/corp'}",
                "'Action':'sts:AssumeRoleWithSAML'",
                "'StringEquals':{'SAML:aud':'https://signin.aws.amazon.com/saml'}");
        assertAnswer(of(policy(allow(ROOT, PIN), federated)), FREE, "Statement[1]", Finding.FEDERATED);
        assertFirst(of(policy(federated)), FREE, Finding.FEDERATED);
    }

    @Test
    void aFederatedPathThatAsksForAUserNameIsClosed() {
        String federated = statement(
                "Allow",
                "'Principal':{'Federated':'accounts.google.com'}",
                "'Action':'sts:AssumeRoleWithWebIdentity'",
                PIN);
        assertFirst(of(policy(allow(ROOT, PIN), federated)), FORCED_TO_CALLER, Finding.PINNED);
        assertFirst(of(policy(federated)), UNKNOWN, Finding.NO_USERS);
    }

    // Principals

    @Test
    void everybodyPinnedIsForcedButOfNoOneAccount() {
        for (String everybody : new String[] {"'*'", "{'AWS':'*'}"}) {
            SessionNameRequirement actual = of(policy(allow(everybody, PIN)));
            assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
            assertThat(actual.principalAccount()).isNull();
            assertThat(actual.namesTheCaller()).isFalse();
        }
    }

    @Test
    void everybodyOfOneAccountByConditionIsOfThatAccount() {
        String condition = PIN + ",'StringLike':{'aws:PrincipalAccount':'" + ACCOUNT + "'}";
        assertThat(of(policy(allow("'*'", condition))).principalAccount()).isEqualTo(ACCOUNT);
        String weak = PIN + ",'StringEqualsIfExists':{'aws:PrincipalAccount':'" + ACCOUNT + "'}";
        assertThat(of(policy(allow("'*'", weak))).principalAccount()).isNull();
    }

    @Test
    void severalAccountsLeaveTheAccountOpen() {
        SessionNameRequirement actual =
                of(policy(allow("{'AWS':['" + ACCOUNT + "','arn:aws:iam::" + OTHER_ACCOUNT + ":root']}", PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isNull();
        assertThat(actual.namesTheCaller()).isFalse();
    }

    @Test
    void aSpecificUserMayChooseAName() {
        SessionNameRequirement actual = of(policy(allow(user("bob"), "")));
        assertFirst(actual, FREE, Finding.NO_CONDITION);
        assertThat(actual.principalAccount()).isEqualTo(ACCOUNT);
    }

    @Test
    void aSpecificUserPinnedIsForced() {
        SessionNameRequirement actual = of(policy(allow(user("division/bob"), PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isEqualTo(ACCOUNT);
    }

    @Test
    void aRoleAloneCannotHaveAUserName() {
        String role = aws("arn:aws:iam::" + ACCOUNT + ":role/Dev");
        assertFirst(of(policy(allow(role, PIN))), UNKNOWN, Finding.NO_USERS);
    }

    @Test
    void aRoleBesideUsersCannotPass() {
        String both = "{'AWS':['arn:aws:iam::" + OTHER_ACCOUNT + ":role/Dev','" + ACCOUNT + "']}";
        SessionNameRequirement actual = of(policy(allow(both, PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isEqualTo(ACCOUNT);
    }

    @Test
    void aRoleThatMayAssumeItselfUnpinnedIsFree() {
        String self = allow(aws("arn:aws:iam::" + ACCOUNT + ":role/Self"), "");
        assertAnswer(of(policy(allow(ROOT, PIN), self)), FREE, "Statement[1]", Finding.NO_CONDITION);
    }

    @Test
    void notPrincipalInAnAllowIsEverybody() {
        String others = "'NotPrincipal':{'AWS':'arn:aws:iam::" + ACCOUNT + ":user/eve'}";
        SessionNameRequirement actual = of(policy(statement("Allow", others, "'Action':'sts:AssumeRole'", PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isNull();
        assertFirst(
                of(policy(statement("Allow", others, "'Action':'sts:AssumeRole'", ""))), FREE, Finding.NO_CONDITION);
    }

    @Test
    void notPrincipalInADenyIsNotForEverybody() {
        String others = "'NotPrincipal':{'AWS':'arn:aws:iam::" + ACCOUNT + ":user/eve'}";
        String denial = statement(
                "Deny", others, "'Action':'sts:AssumeRole'", "'StringNotEquals':{" + NAME + ":'${aws:username}'}");
        assertAnswer(of(policy(allow(user("bob"), ""), denial)), UNKNOWN, "Statement[1]", Finding.DENY_NOT_EVALUATED);
    }

    @Test
    void aDeletedPrincipalIsOfNoKnownAccount() {
        SessionNameRequirement actual = of(policy(allow("{'AWS':['AIDAQRSTUVWXYZEXAMPLE','" + ACCOUNT + "']}", PIN)));
        assertThat(actual.answer()).isEqualTo(FORCED_TO_CALLER);
        assertThat(actual.principalAccount()).isNull();
        assertFirst(of(policy(allow(aws("AROAQRSTUVWXYZEXAMPLE"), ""))), FREE, Finding.NO_CONDITION);
    }

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
        assertFirst(of(policy(statement("Allow", "'Principal':" + ROOT, action, ""))), FREE, Finding.NO_CONDITION);
        assertFirst(
                of(policy(statement("Allow", "'Principal':" + ROOT, action, PIN))), FORCED_TO_CALLER, Finding.PINNED);
    }

    @Test
    void otherActionsOpenNothing() {
        assertThat(of(policy(statement("Allow", "'Principal':" + ROOT, "'Action':'sts:TagSession'", "")))
                        .why())
                .isEqualTo(Finding.NO_ALLOW.why());
        assertThat(of(policy(statement("Allow", "'Principal':" + ROOT, "'NotAction':'sts:*'", "")))
                        .why())
                .isEqualTo(Finding.NO_ALLOW.why());
        String tag = statement("Allow", "'Principal':" + ROOT, "'Action':'sts:TagSession'", "");
        assertAnswer(of(policy(tag, allow(ROOT, PIN))), FORCED_TO_CALLER, "Statement[1]", Finding.PINNED);
    }

    // Denials

    @Test
    void aDenialOfOtherNamesForcesUsersButLeavesCallersWithoutAUserNameInDoubt() {
        for (String operator : new String[] {"StringNotEquals", "StringNotLike", "StringNotEqualsIfExists"}) {
            String denial = deny("'" + operator + "':{" + NAME + ":'${aws:username}'}");
            SessionNameRequirement users = of(policy(allow(user("bob"), ""), denial));
            assertAnswer(users, FORCED_TO_CALLER, "Statement[1]", Finding.PINNED_BY_DENY);
            assertThat(users.principalAccount()).isEqualTo(ACCOUNT);
            assertAnswer(of(policy(allow(ROOT, ""), denial)), UNKNOWN, "Statement[1]", Finding.DENY_WITHOUT_USER);
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
                of(policy(allow(ROOT, condition), denial)), FORCED_TO_CALLER, "Statement[1]", Finding.PINNED_BY_DENY);
    }

    @Test
    void aDenialOfCallersWithoutAUserNameLeavesUsersOnly() {
        String denial = deny("'StringNotEquals':{" + NAME + ":'${aws:username}'}");
        SessionNameRequirement actual = of(policy(allow(ROOT, ""), denial, deny("'Null':{'aws:username':'true'}")));
        assertAnswer(actual, FORCED_TO_CALLER, "Statement[1]", Finding.PINNED_BY_DENY);
    }

    @Test
    void aDenialOfSomeCallersOrInSomeCasesCountsAsDoubt() {
        String more = deny("'StringNotEquals':{" + NAME + ":'${aws:username}','aws:PrincipalType':'AssumedRole'}");
        assertAnswer(of(policy(allow(user("bob"), ""), more)), UNKNOWN, "Statement[1]", Finding.DENY_NOT_EVALUATED);
        String some = statement(
                "Deny",
                "'Principal':" + user("bob"),
                "'Action':'sts:AssumeRole'",
                "'StringNotEquals':{" + NAME + ":'${aws:username}'}");
        assertAnswer(of(policy(allow(ROOT, ""), some)), UNKNOWN, "Statement[1]", Finding.DENY_NOT_EVALUATED);
    }

    @Test
    void aDenialOfAssumeRoleDoesNotCoverFederation() {
        String federated = statement(
                "Allow",
                "'Principal':{'Federated':'accounts.google.com'}",
                "'Action':'sts:AssumeRoleWithWebIdentity'",
                "");
        String denial = deny("'StringNotEquals':{" + NAME + ":'${aws:username}'}");
        assertAnswer(of(policy(allow(user("bob"), ""), federated, denial)), FREE, "Statement[1]", Finding.FEDERATED);
    }

    @Test
    void aDenialOfAllNamesButAPatternForcesThePattern() {
        SessionNameRequirement actual = of(policy(allow(ROOT, ""), deny("'StringNotLike':{" + NAME + ":'ci-*'}")));
        assertAnswer(actual, FORCED_TO_PATTERN, "Statement[1]", Finding.PATTERN);
        assertThat(actual.pattern()).isEqualTo("ci-*");
    }

    @Test
    void aDenialWithAVariableThatUsersMayLackIsNotEvaluated() {
        String denial = deny("'StringNotEquals':{" + NAME + ":['${aws:username}','${aws:PrincipalTag/x}!']}");
        assertAnswer(of(policy(allow(user("bob"), ""), denial)), UNKNOWN, "Statement[1]", Finding.DENY_NOT_EVALUATED);
    }

    @Test
    void aDenialOfEverythingLeavesNobody() {
        assertAnswer(of(policy(allow(ROOT, ""), deny(""))), UNKNOWN, "Statement[1]", Finding.DENIED);
    }

    @Test
    void aDenialWithAVariableAsPlainTextDeniesAll() {
        String denial = deny("'StringNotEquals':{" + NAME + ":'${aws:username}'}");
        assertAnswer(of(oldPolicy(allow(ROOT, ""), denial)), UNKNOWN, "Statement[1]", Finding.LITERAL_VARIABLE);
    }

    @Test
    void aDenialOfOneNameLeavesTheOthers() {
        assertFirst(
                of(policy(allow(ROOT, ""), deny("'StringEquals':{" + NAME + ":'root'}"))), FREE, Finding.NO_CONDITION);
    }

    // What is not evaluated

    @Test
    void aPinInTheCallersOwnPolicyIsNotInTheRole() {
        assertFirst(of(Policies.free()), FREE, Finding.NO_CONDITION);
    }

    @Test
    void whatIsOutsideOfTheTrustPolicyIsNotSeen() {
        String organization = "'StringEquals':{'aws:PrincipalOrgID':'o-abc'}";
        assertFirst(of(policy(allow("'*'", organization))), FREE, Finding.NO_CONDITION);
    }

    @Test
    void theUserNameComparedWithTheSessionNameIsNotEvaluated() {
        assertFirst(
                of(policy(allow(ROOT, "'StringEquals':{'aws:username':'${sts:RoleSessionName}'}"))),
                UNKNOWN,
                Finding.REVERSED);
    }

    @Test
    void unknownOperatorsElementsActionsAndVariablesAreNotEvaluated() {
        assertFirst(named("StringSameAs", "'${aws:username}'"), UNKNOWN, Finding.OPERATOR);
        assertFirst(named("stringequals", "'${aws:username}'"), UNKNOWN, Finding.OPERATOR);
        assertFirst(named("StringEquals", "'${custom:thing}'"), UNKNOWN, Finding.VARIABLE);
        assertFirst(named("StringEquals", "'${aws:username'"), UNKNOWN, Finding.VARIABLE);
        assertFirst(named("StringEquals", "[]"), UNKNOWN, Finding.NO_VALUES);
        String resource = allow(ROOT, PIN).replace("'Effect'", "'Resource':'*','Effect'");
        assertFirst(of(policy(resource)), UNKNOWN, Finding.ELEMENT);
        String action = "'Action':'sts:AssumeRoleWithTelepathy'";
        assertFirst(of(policy(statement("Allow", "'Principal':" + ROOT, action, PIN))), UNKNOWN, Finding.ACTION);
    }

    @Test
    void theSidNamesTheDecidingStatement() {
        String sid = allow(ROOT, PIN).replace("{'Effect'", "{'Sid':'Users','Effect'");
        assertAnswer(of(policy(sid)), FORCED_TO_CALLER, "Users", Finding.PINNED);
    }

    @Test
    void conditionsOnTheNameAddUp() {
        String both = "'StringLike':{" + NAME + ":'*'},'StringEquals':{" + NAME + ":'${aws:username}'}";
        assertFirst(of(policy(allow(ROOT, both))), FORCED_TO_CALLER, Finding.PINNED);
    }

    @Test
    void keysAndVariablesAreReadInAnyCase() {
        assertFirst(
                of(policy(allow(ROOT, "'StringEquals':{'STS:rolesessionname':'${AWS:USERNAME}'}"))),
                FORCED_TO_CALLER,
                Finding.PINNED);
    }
}
