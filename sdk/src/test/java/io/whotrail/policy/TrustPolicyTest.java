// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static io.whotrail.policy.Policies.ACCOUNT;
import static io.whotrail.policy.Policies.PIN;
import static io.whotrail.policy.Policies.ROOT;
import static io.whotrail.policy.Policies.allow;
import static io.whotrail.policy.Policies.aws;
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

/** Every form of a trust policy that is met, and what it forces. */
class TrustPolicyTest {
    private static final String OTHER_ACCOUNT = "444455556666";
    private static final String NAME = "'sts:RoleSessionName'";

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
        assertFirst(named("StringLikeIfExists", "'ci-*'"), FORCED_TO_PATTERN, Finding.PATTERN);
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
        SessionNameRequirement actual = requirement(policy(statement(
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
        assertThat(requirement(policy(allow(ROOT, "\"StringEquals\":{" + NAME + ":\"${aws:username, 'x'}\"}")
                                .replace("'x'", "\\u0027x\\u0027")))
                        .why())
                .isEqualTo(Finding.DEFAULT_VALUE.why());
    }

    @Test
    void withoutVersion2012AVariableIsPlainText() {
        assertFirst(requirement(oldPolicy(allow(ROOT, PIN))), UNKNOWN, Finding.LITERAL_VARIABLE);
        String without = Policies.json("{'Statement':" + allow(ROOT, PIN) + "}");
        assertFirst(requirement(without), UNKNOWN, Finding.LITERAL_VARIABLE);
    }

    @Test
    void nullOnTheSessionNameAsksNothing() {
        assertFirst(named("Null", "'false'"), FREE, Finding.NO_PIN);
        assertFirst(named("StringNotEquals", "'root'"), FREE, Finding.NO_PIN);
    }

    @Test
    void nothingAskedIsFree() {
        assertFirst(requirement(Policies.free()), FREE, Finding.NO_CONDITION);
        assertFirst(
                requirement(policy(allow(ROOT, "'Bool':{'aws:MultiFactorAuthPresent':'true'}"))),
                FREE,
                Finding.NO_CONDITION);
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
        assertAnswer(
                requirement(policy(allow(ROOT, PIN), allow(ROOT, ""))), FREE, "Statement[1]", Finding.NO_CONDITION);
    }

    @Test
    void twoAllowsThatBothPinForceIt() {
        SessionNameRequirement actual = requirement(policy(allow(ROOT, PIN), allow(user("bob"), PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isEqualTo(ACCOUNT);
    }

    @Test
    void twoAllowsWithDifferentNamesLeaveAChoice() {
        String fixed = allow(ROOT, "'StringEquals':{" + NAME + ":'deploy'}");
        assertAnswer(requirement(policy(allow(ROOT, PIN), fixed)), FREE, "Statement[1]", Finding.SEVERAL_PATHS);
        assertFirst(requirement(policy(fixed, allow(ROOT, PIN))), FREE, Finding.SEVERAL_PATHS);
        String other = allow(ROOT, "'StringLike':{" + NAME + ":'ci-*'}");
        assertAnswer(requirement(policy(fixed, other)), FREE, "Statement[1]", Finding.SEVERAL_PATHS);
        assertThat(requirement(policy(fixed, other)).pattern()).isNull();
        assertFirst(requirement(policy(other, other)), FORCED_TO_PATTERN, Finding.PATTERN);
    }

    @Test
    void aServiceBesideUsersIsAPathOfItsOwn() {
        SessionNameRequirement actual =
                requirement(policy(allow(ROOT, PIN), allow("{'Service':'ec2.amazonaws.com'}", "")));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.servicesAdmitted()).isTrue();
        assertThat(actual.namesTheCaller()).isFalse();
    }

    @Test
    void aServiceInAPinnedStatementCannotPass() {
        SessionNameRequirement actual =
                requirement(policy(allow("{'AWS':'" + ACCOUNT + "','Service':'ec2.amazonaws.com'}", PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.servicesAdmitted()).isFalse();
    }

    @Test
    void servicesAloneNameTheirSessions() {
        SessionNameRequirement actual =
                requirement(policy(allow("{'Service':['ec2.amazonaws.com','ssm.amazonaws.com']}", "")));
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
        assertAnswer(requirement(policy(allow(ROOT, PIN), federated)), FREE, "Statement[1]", Finding.FEDERATED);
        assertFirst(requirement(policy(federated)), FREE, Finding.FEDERATED);
    }

    @Test
    void aFederatedPathThatAsksForAUserNameIsClosed() {
        String federated = statement(
                "Allow",
                "'Principal':{'Federated':'accounts.google.com'}",
                "'Action':'sts:AssumeRoleWithWebIdentity'",
                PIN);
        assertFirst(requirement(policy(allow(ROOT, PIN), federated)), FORCED_TO_CALLER, Finding.PINNED);
        assertFirst(requirement(policy(federated)), UNKNOWN, Finding.NO_USERS);
    }

    // Principals

    @Test
    void everybodyPinnedIsForcedButOfNoOneAccount() {
        for (String everybody : new String[] {"'*'", "{'AWS':'*'}"}) {
            SessionNameRequirement actual = requirement(policy(allow(everybody, PIN)));
            assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
            assertThat(actual.principalAccount()).isNull();
            assertThat(actual.namesTheCaller()).isFalse();
        }
    }

    @Test
    void everybodyOfOneAccountByConditionIsOfThatAccount() {
        String condition = PIN + ",'StringLike':{'aws:PrincipalAccount':'" + ACCOUNT + "'}";
        assertThat(requirement(policy(allow("'*'", condition))).principalAccount())
                .isEqualTo(ACCOUNT);
        String weak = PIN + ",'StringEqualsIfExists':{'aws:PrincipalAccount':'" + ACCOUNT + "'}";
        assertThat(requirement(policy(allow("'*'", weak))).principalAccount()).isNull();
    }

    @Test
    void anAccountIsOfTwelveDigitsAndAnyOfThem() {
        SessionNameRequirement actual = requirement(policy(allow(aws("098765432109"), PIN)));
        assertThat(actual.principalAccount()).isEqualTo("098765432109");
    }

    @Test
    void severalAccountsLeaveTheAccountOpen() {
        SessionNameRequirement actual = requirement(
                policy(allow("{'AWS':['" + ACCOUNT + "','arn:aws:iam::" + OTHER_ACCOUNT + ":root']}", PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isNull();
        assertThat(actual.namesTheCaller()).isFalse();
    }

    @Test
    void aSpecificUserMayChooseAName() {
        SessionNameRequirement actual = requirement(policy(allow(user("bob"), "")));
        assertFirst(actual, FREE, Finding.NO_CONDITION);
        assertThat(actual.principalAccount()).isEqualTo(ACCOUNT);
    }

    @Test
    void aSpecificUserPinnedIsForced() {
        SessionNameRequirement actual = requirement(policy(allow(user("division/bob"), PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isEqualTo(ACCOUNT);
    }

    @Test
    void aRoleAloneCannotHaveAUserName() {
        String role = aws("arn:aws:iam::" + ACCOUNT + ":role/Dev");
        assertFirst(requirement(policy(allow(role, PIN))), UNKNOWN, Finding.NO_USERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::111122223333:user/*",
                "arn:aws:iam::111122223333:role/*",
                "arn:aws:iam::111122223333:group/Dev",
                "arn:aws:iam:::user/bob",
                "arn:aws:iam::11112222333x:user/bob",
                "arn:aws:iam::1111222233334:user/bob",
                "11112222333:",
                "11112222333/",
                "arn:aws:other::111122223333:user/bob",
                "arn:aws:other::111122223333:role/Dev",
                "AIDAQRSTUVWXYZEXAMPLE"
            })
    void aPrincipalOfNoKnownKindMayBeAUserOfAnyAccount(String principal) {
        SessionNameRequirement actual = requirement(policy(allow(aws(principal), PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assumed-role/Dev/bob", "federated-user/bob"})
    void aSessionCannotHaveAUserName(String resource) {
        String session = aws("arn:aws:sts::" + ACCOUNT + ":" + resource);
        assertFirst(requirement(policy(allow(session, PIN))), UNKNOWN, Finding.NO_USERS);
    }

    @Test
    void aRoleBesideUsersCannotPass() {
        String both = "{'AWS':['arn:aws:iam::" + OTHER_ACCOUNT + ":role/Dev','" + ACCOUNT + "']}";
        SessionNameRequirement actual = requirement(policy(allow(both, PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isEqualTo(ACCOUNT);
    }

    @Test
    void aRoleThatMayAssumeItselfUnpinnedIsFree() {
        String self = allow(aws("arn:aws:iam::" + ACCOUNT + ":role/Self"), "");
        assertAnswer(requirement(policy(allow(ROOT, PIN), self)), FREE, "Statement[1]", Finding.NO_CONDITION);
    }

    @Test
    void notPrincipalInAnAllowIsEverybody() {
        String others = "'NotPrincipal':{'AWS':'arn:aws:iam::" + ACCOUNT + ":user/eve'}";
        SessionNameRequirement actual =
                requirement(policy(statement("Allow", others, "'Action':'sts:AssumeRole'", PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isNull();
        assertFirst(
                requirement(policy(statement("Allow", others, "'Action':'sts:AssumeRole'", ""))),
                FREE,
                Finding.NO_CONDITION);
    }

    @Test
    void notPrincipalInADenyIsNotForEverybody() {
        String others = "'NotPrincipal':{'AWS':'arn:aws:iam::" + ACCOUNT + ":user/eve'}";
        String denial = statement(
                "Deny", others, "'Action':'sts:AssumeRole'", "'StringNotEquals':{" + NAME + ":'${aws:username}'}");
        assertAnswer(
                requirement(policy(allow(user("bob"), ""), denial)),
                UNKNOWN,
                "Statement[1]",
                Finding.DENY_NOT_EVALUATED);
    }

    @Test
    void aKindOfPrincipalThatIsNotKnownMayBeAnybody() {
        SessionNameRequirement actual = requirement(policy(allow("{'Canonical':'x'}", PIN)));
        assertFirst(actual, FORCED_TO_CALLER, Finding.PINNED);
        assertThat(actual.principalAccount()).isNull();
    }

    @Test
    void aDeletedPrincipalIsOfNoKnownAccount() {
        SessionNameRequirement actual =
                requirement(policy(allow("{'AWS':['AIDAQRSTUVWXYZEXAMPLE','" + ACCOUNT + "']}", PIN)));
        assertThat(actual.answer()).isEqualTo(FORCED_TO_CALLER);
        assertThat(actual.principalAccount()).isNull();
        assertFirst(requirement(policy(allow(aws("AROAQRSTUVWXYZEXAMPLE"), ""))), FREE, Finding.NO_CONDITION);
    }
}
