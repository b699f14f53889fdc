// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.TestIndex;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The index of the attacks that are tried: each with the tests that show what is answered. */
final class AttacksTest {
    /**
     * One attack.
     *
     * @param number what it is called in the tests
     * @param what the attack in one line
     * @param shownBy the tests, as {@code Class.method}, below this package
     */
    record Attack(String number, String what, List<String> shownBy) {
        @Override
        public String toString() {
            return number + ": " + what;
        }
    }

    private static Attack attack(String number, String what, String... shownBy) {
        return new Attack(number, what, List.of(shownBy));
    }

    static Stream<Attack> attacks() {
        return Stream.of(
                attack(
                        "T1",
                        "a session is named like another person",
                        "NameAttacksTest.whoeverTakesAnothersNameIsNeverTakenForThatOther",
                        "AttributorTest.aSessionNameIsNeverAnOrigin"),
                attack(
                        "T2",
                        "two people's sessions of one role have one name at one time",
                        "NameAttacksTest.sessionsOfOneRoleAndNameAreToldApartByTheirKeys"),
                attack(
                        "T3",
                        "a session is named like an EC2 instance, or like another that AWS made a session for",
                        "NameAttacksTest.whoeverTakesAnInstancesNameIsNotTakenForTheInstance",
                        "NameAttacksTest.whoeverTakesTheNameThatAwsWroteIntoASessionIsSignalledInAnyOrder",
                        "NameAttacksTest.aRoleThatOnlyLooksLikeIdentityCentersMakesNoNameKnown"),
                attack(
                        "T4",
                        "the source identity is another person's name",
                        "NameAttacksTest.aSourceIdentityIsAClaimAndTheKeyDecides",
                        "AttributorTest.aSourceIdentityStandsInForAMissingIssuanceOnly"),
                attack(
                        "T5",
                        "a forged issuance of the victim's key comes after the real one",
                        "InputTrustTest.answersBeforeAConflictAreCorrectedWithBothEvidencesAndNeverRewrittenInSilence",
                        "InputTrustTest.aForgedIssuanceThatNoDigestCoversChangesNoAnswerThatADigestProves",
                        "ForgottenSessionsTest.whoIsIssuedTheKeyOfOneThatWasPushedOutIsNotTheAnswer"),
                attack(
                        "T6",
                        "a forged issuance of the victim's key comes before the real one",
                        "InputTrustTest.onlyADigestDecidesBetweenTwoIssuersInWhateverOrderTheyCome",
                        "InputTrustTest.issuancesThatAreBelievedAlikeStayAmbiguous",
                        "InputTrustTest.whoeverListensIsToldOnceOfEachIssuerThatWasSetAsideInWhateverOrderTheyCome",
                        "ForgottenSessionsTest.ofTwoThatWereIssuedOneKeyTheOneThatIsLeftIsNotTheAnswer"),
                attack(
                        "T7",
                        "records come twice, or twice with other contents",
                        "ForgedRecordsTest.duplicatesAnywhereChangeNoAnswerAndAreCounted",
                        "AttributorTest.anEventIdWithTwoContentsIsAConflict",
                        "InputTrustTest.whoeverListensIsToldWhichContentOfAnEventWasSetAsideAndWhy",
                        "pipeline.QuarantinedRecordsTest.eachIsAnIncidentThatSaysWhichAndWhy",
                        "HostileRecordsTest.aCallersCopyThatTheRoleOwnersCopyContradictsProvesNothing"),
                attack(
                        "T8",
                        "a call that failed plants a session",
                        "ForgedRecordsTest.aCallThatFailedPlantsNoSession",
                        "HostileRecordsTest.aCallThatHandsOutNothingIssuesNothing"),
                attack(
                        "T9",
                        "sessions issue each other, or themselves",
                        "IssuanceGraphsTest.noWayInWhichAFewSessionsIssueEachOtherLoopsOrNamesAnybodyButThoseWhoBegan",
                        "IssuanceGraphsTest.norDoesAnyInWhichFiveSessionsDo",
                        "IssuanceGraphsTest.norDoesAnyInWhichFiveHaveOneIssuerEachThemselvesPerhaps",
                        "IssuanceGraphsTest.norDoesAnyOfManyLargeOnes",
                        "IssuanceGraphsTest.everyAnswerIsRightForManyKeysOfTheLargeOnes",
                        "AttributorTest.recordsThatIssueEachOtherEndInNoLoop",
                        "CirclesTest.whatADigestCoversOpensACircleWheneverItComes",
                        "CirclesTest.aKeyThatAnEventIssuesOpensACircleByBirth",
                        "CirclesTest.noOrderDecidesWhereSomeRecordsAreVerifiedOrCorrected",
                        "CirclesTest.aCircleThatMemoryHidesIsOneWhenItShows",
                        "IssuanceGraphsTest.norDoesALongCircleNorManySessionsOfWhichEachIssuesAllOthers"),
                attack(
                        "T10",
                        "two roles assume each other for months",
                        "ChainAttacksTest.tenThousandHopsEndAtWhoeverBeganAlthoughTheParentsExpiredOnTheWay",
                        "AttributorTest.aJugglingChainOfThousandsEndsAtWhoeverBeganIt",
                        "SubtleAttacksTest.aLongChainOutlivesTheEvictionOfItsParents",
                        "GoneAncestorsTest.aChainWithoutEndTakesNoMemory",
                        "ChainAttacksTest.aChainOfTheLongestLengthIsFollowedAndOneHopMoreIsTooLong"),
                attack(
                        "T11",
                        "the parent's issuance comes after the child's",
                        "ChainAttacksTest.aParentThatComesAfterItsChildrenResolvesThemWhateverTheOrder",
                        "AttributorTest.aLateAncestorRevisesTheWholeChainBelowIt",
                        "simulation.OrderTest.theEndDoesNotDependOnTheOrder",
                        "simulation.OrderTest.norDoesItWhereGroupsAreBusy",
                        "HostileRecordsTest.aLongChainThatArrivesBackwardsIsFollowedToItsBeginning"),
                attack(
                        "T12",
                        "the cache is flooded with sessions that are used once",
                        "FloodTest.everyVictimWithinItsShareStaysAttributed",
                        "simulation.ShortMemoryTest.nobodyIsMisnamedWhereSessionsArePushedOut"),
                attack(
                        "T13",
                        "each session of a flood comes from another origin",
                        "FloodTest.newAccountsWithoutEndDoNotPushOutAnAccountThatIsKnown",
                        "FloodTest.newOriginsWithoutEndDoNotPushOutThoseThatAreKnownInTheirAccount",
                        "FloodTest.patientOriginsWithoutEndAreKnownOnlyAsFarAsTheyCanBeToldApart",
                        "FloodTest.moreAccountsThanCanBeToldApartDoNotPushOutThoseThatAreKnownAmongThem",
                        "FloodTest.whoComesBackAfterAWeekendIsKnownStill"),
                attack(
                        "T14",
                        "one event of the year 9999 expires everything",
                        "TimeAttacksTest.oneEventOfTheFarFutureAnywhereChangesNoOtherAnswer",
                        "TimeAttacksTest.norDoTenThousandOfThemOneBeforeEachOfTenThousandEvents",
                        "LatenessTest.theSlowestSourceHoldsTheWatermarkBack"),
                attack(
                        "T15",
                        "last month's file comes once more",
                        "TimeAttacksTest.aFileThatIsReplayedThreeTimesChangesNothing",
                        "TimeAttacksTest.lastMonthsFileChangesNoAnswerOfTodayAndIsAnsweredRightIfAtAll"),
                attack(
                        "T16",
                        "a key is used before its issue or after its expiration",
                        "TimeAttacksTest.aKeyCountsFromFiveMinutesBeforeItsIssueToFifteenAfterItsExpiration"),
                attack(
                        "T17",
                        "an expiration pins a key for ever",
                        "TimeAttacksTest.noExpirationMakesAKeyLiveLongerThanItsKindCan",
                        "TimeAttacksTest.anExpirationThatIsNotLegibleLeavesTheLongestThatItsKindCan"),
                attack(
                        "T18",
                        "a JSON key is there twice",
                        "source.ReadingAttacksTest.whateverIsThereTwiceItsRecordIsRefusedAndTheRestGoesOn",
                        "source.ReadingAttacksTest.anyTwoIdentifyingOnesThatAreThereTwiceAreRefusedLikeOne",
                        "source.ReadingAttacksTest.whatMayStandInTwoPlacesSaysTheSameInBoth",
                        "source.ReadingAttacksTest.aFederatedSubjectThatIsThereTwiceIsRefusedEvenIfOnceItIsNothing"),
                attack(
                        "T19",
                        "one parser reads what another reads otherwise",
                        "source.ReadingAttacksTest.noTextOfTheSuiteIsTakenForAnIdentityUnlessItIsWholeAndOfItsKind",
                        "source.ReadingAttacksTest.whatParsersReadDifferentlyIsReadAsItIsWrittenOrRefused",
                        "source.ReadingAttacksTest.aSecondDocumentOnTheLineIsARecordOfItsOwn",
                        "source.JsonTestSuiteTest.asAMemberWhatIsJsonIsReadAndWhatIsNoneIsRefused",
                        "source.Utf8Test.allShortSequencesAreJudgedAsTheJdkJudgesThem"),
                attack(
                        "T20",
                        "something is appended to a compressed file",
                        "source.GzipMembersTest.twoMembersInAFileAreBothRead",
                        "source.GzipMembersTest.twoMembersFromANetworkThatPausesBetweenThemAreBothRead",
                        "source.GzipMembersTest.garbageBehindTheLastMemberIsTrailingData",
                        "source.GzipMembersTest.aSecondHeaderThatIsCorruptIsTrailingData",
                        "integrity.LogIntegrityTest.aMemberThatIsAppendedToALogFileIsTrailingData",
                        "integrity.LogIntegrityTest.whatIsAppendedIsNoEvidence"),
                attack(
                        "T21",
                        "a name acts on its reader, or looks like another",
                        "sink.InjectionTest.twoThousandNamesAreWrittenSoThatNothingRawSurvivesAndNoTwoAreAlike",
                        "sink.InjectionTest.twoThousandNamesAreWrittenAlikeInEveryFormat",
                        "sink.InjectionTest.whereverATextOfTheInputIsWrittenItIsWrittenTheSameWay",
                        "sink.InjectionTest.aNameThatMixesScriptsToLookLikeAnotherIsSignalledWithItsIssuance",
                        "sink.NdjsonSinkTest.everyNameReadsBackAsItWas"),
                attack(
                        "T22",
                        "secrets in records reach an output, a log or the heap",
                        "source.SecretsTest.noSecretIsKeptAnywhere",
                        "CheckpointTest.noTokenIsInIt"),
                attack(
                        "T23",
                        "keys and ids fall together in hash tables",
                        "HashFloodTest.twentyThousandCollidingKeysOfOneSessionNameAreAnsweredLikeAnyOthers",
                        "HashFloodTest.aHundredThousandCollidingEventIdsAreToldApart",
                        "HashFloodTest.textsOfOneHashCodeSpreadInTheHashThatIsUsed",
                        "HashFloodTest.eventIdsThatFallTogetherForOneSeedSpreadForAnother",
                        "HashFloodTest.withASecretSeedSuchEventIdsCostNoMoreThanOthers",
                        "HashFloodTest.keysOfHashTablesCanBeComparedOrAreOurOwnObjects"),
                attack(
                        "T24",
                        "a checkpoint is changed, cut off, or replaced by an older one",
                        "CheckpointTest.everyChangeOfAByteIsRefused",
                        "CheckpointTest.everyCutIsRefused",
                        "pipeline.CheckpointFilesTest.whateverIsWrongWithTheNewestTheOneBeforeItIsUsedAndThatIsTold",
                        "pipeline.CheckpointMisuseTest.anOlderCheckpointThatWasPutBackIsGoneOnFromAndTheOutputIsTheSame",
                        "pipeline.CheckpointMisuseTest.withFilesThatWereHandedOnAnOlderCheckpointRepeatsLinesAndLosesNone",
                        "pipeline.CheckpointMisuseTest.aCheckpointOfAnotherConfigurationIsRefusedAndNothingIsTouched",
                        "pipeline.CheckpointMisuseTest.whatACheckpointCountsOnAndIsGoneIsMissed",
                        "pipeline.CheckpointFilesTest.whereNoneCanBeUsedNobodyBeginsAnewSilently"),
                attack(
                        "T25",
                        "a poisoned record stops everything behind it",
                        "source.RecordRecoveryTest.inALogFileABadRecordAnywhereCostsItselfOnly",
                        "source.RecordRecoveryTest.inNdjsonABadRecordAnywhereCostsItselfOnly",
                        "source.RecordRecoveryTest.twoBadRecordsBesideEachOtherCostThemselvesOnly",
                        "pipeline.PipelineTest.rejectedRecordsAreDeadLettersWithTheirPlace",
                        "pipeline.PipelineTest.anEventOnWhichTheAttributorFailsKeepsNoOtherBack"),
                attack(
                        "T26",
                        "issuances are suppressed",
                        "ForgedRecordsTest.whateverIssuancesAreSuppressedTheRestIsRightAndEachGapSaysWhy",
                        "integrity.LogIntegrityTest.aLogFileThatIsDeletedIsMissing",
                        "integrity.LogIntegrityTest.aDigestThatIsDeletedIsMissingAndItsLogFilesAreNotCovered"),
                attack(
                        "T27",
                        "a call into another account shows only the account",
                        "ForgedRecordsTest.aCallIntoAnotherAccountIsOfAForeignPrincipalWhileNothingSaysMore",
                        "ForgedRecordsTest.theCallersOwnCopyNamesWhoHidesBehindAnAccount",
                        "ForgedRecordsTest.theCallersOwnCopyIsFollowedUpItsSessionsChain",
                        "ForgedRecordsTest.aCallersOwnCopyThatWasPushedOutSaysSoAndHidesNobodyBehindAnAccount",
                        "ForgedRecordsTest.ofTwoCopiesThatContradictEachOtherTheOneThatIsLeftIsNotTheAnswer"),
                attack(
                        "T28",
                        "a console's key, which no event issued, fits several sessions",
                        "ConsoleAttacksTest.theOnlySessionOfThatBirthIsTheConsolesAndTheLinkSaysHow",
                        "ConsoleAttacksTest.onlyTheNearestBirthCountsAndTwoAsNearAreAmbiguous",
                        "ConsoleAttacksTest.collidingBirthsAreAnsweredOnlyWhereAllHaveOneOrigin",
                        "ConsoleAttacksTest.anotherPrincipalOfTheSameNameAndSecondIsNoCandidate",
                        "SwitchAttacksTest.aSwitchIsOfWhomItNamesAndACallOfItsSecondIsNobodysWhereOnlyTheOthersAssumeRoleCame",
                        "SwitchAttacksTest.whereAllIsDeliveredEachSwitchIsOfWhomItNamesAndCallsOfTheirSecondAreAmbiguous",
                        "SwitchAttacksTest.aSwitchOfASessionThatNobodyKnowsLeavesTheCallsWithoutAnAnswer",
                        "SwitchAttacksTest.ofTwoThatMaySwitchAsOneForeignPrincipalNeitherIsNamed",
                        "SwitchAttacksTest.whatTheMemoryBoundPushesOutOfTwoSwitchesNeverLeavesTheOthersName"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void everyAttackIsATest(Attack attack) throws ClassNotFoundException {
        TestIndex.assertShown(attack, attack.shownBy());
    }

    @Test
    void noAttackIsLeftOut() {
        assertThat(attacks().map(Attack::number))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 28)
                        .mapToObj(number -> "T" + number)
                        .toList());
    }
}
