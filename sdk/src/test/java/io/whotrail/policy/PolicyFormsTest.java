// SPDX-License-Identifier: Apache-2.0
package io.whotrail.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.TestIndex;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The index of the forms of trust policies that are told apart: each with the tests that show what is answered. */
final class PolicyFormsTest {
    private static final int FORMS = 30;

    /**
     * One form.
     *
     * @param what what is written in the policy
     * @param shownBy the tests, as {@code Class.method}, in this package
     */
    record Form(String what, List<String> shownBy) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Form form(String what, String... shownBy) {
        return new Form(what, Stream.of(shownBy).map(test -> "policy." + test).toList());
    }

    static Stream<Form> forms() {
        return Stream.of(
                form(
                        "StringEquals or StringLike on the session name, ${aws:username}",
                        "TrustPolicyTest.theUserNameByStringEqualsOrStringLikeForcesIt"),
                form(
                        "StringEqualsIgnoreCase",
                        "TrustPolicyTest.theUserNameByStringEqualsIgnoreCaseForcesItApartFromCase"),
                form("IfExists on the session name", "TrustPolicyTest.ifExistsForcesItSinceThereIsAlwaysAName"),
                form(
                        "ForAnyValue and ForAllValues",
                        "TrustPolicyTest.forAnyValueForcesIt",
                        "TrustPolicyTest.forAllValuesIsTooWeakToTell"),
                form(
                        "a list of values",
                        "TrustPolicyTest.aValueListLeavesAChoice",
                        "TrustPolicyTest.aListOfTheSameValueIsOneValue"),
                form(
                        "StringLike with wildcards alone or beside the user name",
                        "TrustPolicyTest.aStarLetsEveryNamePass",
                        "TrustPolicyTest.wildcardsBesideTheUserNameForceAPatternOnly"),
                form("StringEquals with a star", "TrustPolicyTest.aStarUnderStringEqualsIsPlainTextThatNoNameCanBe"),
                form("${aws:userid}", "TrustPolicyTest.theUserIdIsAPatternOfItsOwn"),
                form(
                        "${aws:PrincipalTag/x} and ${aws:RequestTag/x}",
                        "TrustPolicyTest.aPrincipalTagPinsToItsValue",
                        "TrustPolicyTest.aRequestTagIsTheCallersChoiceUnlessAnIdentityProviderSetsIt",
                        "NameValueTest.aRequestTagIsTheProvidersWordOnlyWhereProvidersAreMeant"),
                form(
                        "a federated subject or the source identity",
                        "TrustPolicyTest.aFederatedSubjectOrSourceIdentityPinsToIt",
                        "NameValueTest.whatAnIdentityProviderSaysIsAPattern"),
                form(
                        "a variable with a default value",
                        "TrustPolicyTest.aDefaultValueHoldsForCallersWithoutAUserName",
                        "NameValueTest.aVariableWithADefaultHasOneWhateverIsBeforeTheComma"),
                form(
                        "version 2008-10-17, or none",
                        "TrustPolicyTest.withoutVersion2012AVariableIsPlainText",
                        "TrustPolicyDenialsTest.aDenialWithAVariableAsPlainTextDeniesAll"),
                form("two Allows of which one asks nothing", "TrustPolicyTest.twoAllowsOfWhichOneAsksNothingAreFree"),
                form(
                        "a service beside the pinned users",
                        "TrustPolicyTest.aServiceBesideUsersIsAPathOfItsOwn",
                        "TrustPolicyTest.aServiceInAPinnedStatementCannotPass"),
                form(
                        "every principal, pinned, without a condition on the account",
                        "TrustPolicyTest.everybodyPinnedIsForcedButOfNoOneAccount",
                        "TrustPolicyTest.everybodyOfOneAccountByConditionIsOfThatAccount"),
                form("principals of several accounts", "TrustPolicyTest.severalAccountsLeaveTheAccountOpen"),
                form(
                        "a specific user, by ARN or as the id of a deleted one",
                        "TrustPolicyTest.aSpecificUserMayChooseAName",
                        "TrustPolicyTest.aSpecificUserPinnedIsForced",
                        "TrustPolicyTest.aDeletedPrincipalIsOfNoKnownAccount"),
                form(
                        "a role alone with ${aws:username}",
                        "TrustPolicyTest.aRoleAloneCannotHaveAUserName",
                        "TrustPolicyTest.aRoleBesideUsersCannotPass"),
                form(
                        "NotPrincipal in an Allow and in a Deny",
                        "TrustPolicyTest.notPrincipalInAnAllowIsEverybody",
                        "TrustPolicyTest.notPrincipalInADenyIsNotForEverybody"),
                form(
                        "NotAction, and actions with wildcards or in another case",
                        "TrustPolicyDenialsTest.everyWayToWriteTheActionOpensThePath",
                        "TrustPolicyDenialsTest.otherActionsOpenNothing"),
                form(
                        "a Deny of other names by StringNotEquals or StringNotLike",
                        "TrustPolicyDenialsTest.aDenialOfOtherNamesForcesUsersButLeavesCallersWithoutAUserNameInDoubt",
                        "TrustPolicyDenialsTest.aDenialForcesWhereOnlyUsersCanPass",
                        "TrustPolicyDenialsTest.aDenialOfCallersWithoutAUserNameLeavesUsersOnly"),
                form(
                        "a Deny of other names by StringNotEqualsIfExists",
                        "TrustPolicyDenialsTest.aDenialOfOtherNamesForcesUsersButLeavesCallersWithoutAUserNameInDoubt"),
                form("Null on the session name", "TrustPolicyTest.nullOnTheSessionNameAsksNothing"),
                form(
                        "a pin in the caller's own policy alone",
                        "CallersOwnPolicyTest.aRoleThatTrustsItsAccountOrOneUserIsFreeWhateverTheirOwnPoliciesAsk",
                        "CallersOwnPolicyTest.suchAPolicyIsNoTrustPolicy",
                        "CallersOwnPolicyTest.theEventThatGivesItTellsNothingOfTheRole",
                        "CallersOwnPolicyTest.anExportThatShowsItBesideTheRoleTellsNothingOfTheRole"),
                form(
                        "a permissions boundary or a policy of the organisation",
                        "TrustPolicyDenialsTest.whatIsOutsideOfTheTrustPolicyIsNotSeen",
                        "CallersOwnPolicyTest.theEventThatGivesItTellsNothingOfTheRole"),
                form(
                        "federation beside the pinned users",
                        "TrustPolicyTest.federationIsAPathOfItsOwn",
                        "TrustPolicyTest.aFederatedPathThatAsksForAUserNameIsClosed",
                        "TrustPolicyDenialsTest.aDenialOfAssumeRoleDoesNotCoverFederation"),
                form(
                        "the account's root, whose users need a policy of their own",
                        "TrustPolicyTest.nothingAskedIsFree",
                        "CallersOwnPolicyTest.aRoleThatTrustsItsAccountOrOneUserIsFreeWhateverTheirOwnPoliciesAsk"),
                form(
                        "a role that may assume itself, granted or not",
                        "TrustPolicyTest.aRoleThatMayAssumeItselfUnpinnedIsFree",
                        "TrustPoliciesTest.aRoleThatAssumesItselfWithoutAGrantIsFree"),
                form(
                        "operators add up, keys and variables are read in any case, operators are not",
                        "TrustPolicyDenialsTest.conditionsOnTheNameAddUp",
                        "TrustPolicyDenialsTest.keysAndVariablesAreReadInAnyCase",
                        "TrustPolicyDenialsTest.unknownOperatorsElementsActionsAndVariablesAreNotEvaluated"),
                form(
                        "the policy in force when the session was born counts",
                        "TrustPoliciesTest.anUpdateCountsFromASecondBeforeItAndWhatWasBeforeForFiveMinutesMore",
                        "TrustPoliciesTest.aRoleCreatedAgainIsAnother"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormIsATest(Form form) throws ClassNotFoundException {
        TestIndex.assertShown(form, form.shownBy());
    }

    @Test
    void noFormIsLeftOut() {
        assertThat(forms().map(Form::what)).hasSize(FORMS).doesNotHaveDuplicates();
    }
}
