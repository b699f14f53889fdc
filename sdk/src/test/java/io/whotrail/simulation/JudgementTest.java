// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Ambiguity;
import io.whotrail.Attribution;
import io.whotrail.Basis;
import io.whotrail.Claims;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.Identity;
import io.whotrail.IdentityType;
import io.whotrail.RoleChain;
import io.whotrail.Signal;
import io.whotrail.SignalType;
import io.whotrail.UnattributedReason;
import io.whotrail.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who judges answers notices each way in which one can be wrong: by itself, and in a trial of thousands with a single one. */
class JudgementTest {
    private static final int EVENTS = 2_000;
    private static final Identity ALICE = user("alice", "AIDAALICE");
    private static final Identity BOB = user("bob", "AIDABOB");
    private static final Identity CAROL = user("carol", "AIDACAROL");
    private static final Origin TRUTH = Origin.of(ALICE);

    private static Identity user(String name, String id) {
        return Origin.identity(IdentityType.IAM_USER, name, null, id, "111122223333");
    }

    private static Explanation named(Identity origin, Basis basis) {
        return new Explanation(origin, basis, new RoleChain(List.of(), 0));
    }

    private static Ambiguity either(Identity... origins) {
        var candidates = new ArrayList<Explanation>();
        for (Identity origin : origins) {
            candidates.add(named(origin, Basis.ISSUED_KEY));
        }
        return new Ambiguity(candidates);
    }

    private static Gap gap(UnattributedReason reason) {
        return new Gap(reason, null, new Claims(null, null));
    }

    private static Judgement judge(Outcome expected, Verdict verdict) {
        return new Expectation(Proof.of(expected)).judge(verdict, TRUTH);
    }

    // ---- one answer

    private static final Outcome ALICE_BY_KEY = Outcome.known(ALICE, Basis.ISSUED_KEY);
    private static final Outcome ALICE_OR_BOB = ALICE_BY_KEY.and(Outcome.known(BOB, Basis.ISSUED_KEY));
    private static final Outcome NOT_SEEN = Outcome.gap(UnattributedReason.ISSUANCE_NOT_SEEN);

    @Test
    void theRightOriginWithItsBasisIsRight() {
        assertThat(judge(ALICE_BY_KEY, named(ALICE, Basis.ISSUED_KEY))).isEqualTo(Judgement.RIGHT);
        assertThat(judge(ALICE_OR_BOB, either(BOB, ALICE))).isEqualTo(Judgement.AMBIGUOUS);
        assertThat(judge(NOT_SEEN, gap(UnattributedReason.ISSUANCE_NOT_SEEN))).isEqualTo(Judgement.UNATTRIBUTED);
    }

    @Test
    void anotherOriginIsWrong() {
        assertThat(judge(ALICE_BY_KEY, named(BOB, Basis.ISSUED_KEY))).isEqualTo(Judgement.WRONG);
        assertThat(judge(ALICE_OR_BOB, named(BOB, Basis.ISSUED_KEY))).isEqualTo(Judgement.WRONG);
        assertThat(judge(NOT_SEEN, named(BOB, Basis.SOURCE_IDENTITY))).isEqualTo(Judgement.WRONG);
        assertThat(judge(ALICE_BY_KEY, either(BOB, CAROL))).isEqualTo(Judgement.WRONG);
    }

    @ParameterizedTest
    @EnumSource(names = "ISSUED_KEY", mode = EnumSource.Mode.EXCLUDE)
    void anyOtherBasisIsAWrongBasis(Basis basis) {
        assertThat(judge(ALICE_BY_KEY, named(ALICE, basis))).isEqualTo(Judgement.WRONG_BASIS);
    }

    @Test
    void theTruthThatNothingProvesIsALuckyGuess() {
        assertThat(judge(NOT_SEEN, named(ALICE, Basis.ISSUED_KEY))).isEqualTo(Judgement.UNPROVEN);
        assertThat(judge(ALICE_OR_BOB, named(ALICE, Basis.ISSUED_KEY))).isEqualTo(Judgement.UNPROVEN);
    }

    @Test
    void severalOriginsWhereOneIsProvenAreNeedless() {
        assertThat(judge(ALICE_BY_KEY, either(ALICE, BOB))).isEqualTo(Judgement.NEEDLESSLY_AMBIGUOUS);
        assertThat(judge(ALICE_OR_BOB, either(ALICE, BOB, CAROL))).isEqualTo(Judgement.NEEDLESSLY_AMBIGUOUS);
        assertThat(judge(ALICE_OR_BOB, either(ALICE, CAROL))).isEqualTo(Judgement.NEEDLESSLY_AMBIGUOUS);
        assertThat(judge(NOT_SEEN, either(ALICE, BOB))).isEqualTo(Judgement.NEEDLESSLY_AMBIGUOUS);
    }

    @ParameterizedTest
    @EnumSource
    void noOriginWhereOneIsProvenIsMissedWhateverTheReason(UnattributedReason reason) {
        assertThat(judge(ALICE_BY_KEY, gap(reason))).isEqualTo(Judgement.MISSED);
        assertThat(judge(ALICE_OR_BOB, gap(reason))).isEqualTo(Judgement.MISSED);
    }

    @ParameterizedTest
    @EnumSource(names = "ISSUANCE_NOT_SEEN", mode = EnumSource.Mode.EXCLUDE)
    void anyOtherReasonIsAWrongReason(UnattributedReason reason) {
        assertThat(judge(NOT_SEEN, gap(reason))).isEqualTo(Judgement.WRONG_REASON);
    }

    @Test
    void whatIsRightAsWellIsRightOnlyAsItIsWritten() {
        var late = new Expectation(Proof.of(ALICE_BY_KEY).orMaybe(NOT_SEEN));
        assertThat(late.judge(gap(UnattributedReason.ISSUANCE_NOT_SEEN), TRUTH)).isEqualTo(Judgement.UNATTRIBUTED);
        assertThat(late.judge(gap(UnattributedReason.ISSUANCE_EVICTED), TRUTH)).isEqualTo(Judgement.MISSED);
        assertThat(late.judge(named(BOB, Basis.ISSUED_KEY), TRUTH)).isEqualTo(Judgement.WRONG);
        assertThat(late.judgeUnbounded(gap(UnattributedReason.ISSUANCE_NOT_SEEN), TRUTH))
                .isEqualTo(Judgement.MISSED);
        assertThat(late.isProvable()).isFalse();
    }

    @Test
    void onlyThreeJudgementsAreRight() {
        assertThat(Judgement.values())
                .filteredOn(Judgement::isRight)
                .containsExactly(Judgement.RIGHT, Judgement.AMBIGUOUS, Judgement.UNATTRIBUTED);
    }

    // ---- one answer in a trial

    /** A trial in which the first answer that something can be made of is taken for that. */
    private static Trial trial(Profile profile, Predicate<Attribution> which, UnaryOperator<Attribution> change) {
        var done = new boolean[1];
        Deliveries deliveries = new Simulation(profile, 3).delivered(EVENTS);
        var trial =
                new Trial(profile, profile.maximumSessions(), deliveries, (event, answer, judgement) -> {}, answer -> {
                    if (done[0] || !which.test(answer)) {
                        return answer;
                    }
                    done[0] = true;
                    return change.apply(answer);
                });
        trial.run();
        assertThat(done[0]).as("something to change").isTrue();
        return trial;
    }

    private static Attribution with(Attribution answer, List<Signal> signals, Verdict verdict) {
        return Attribution.of(
                answer.event(),
                answer.revision(),
                answer.isFinal(),
                answer.finalizedEarly(),
                signals,
                answer.sessionRevision(),
                verdict);
    }

    private static Attribution with(Attribution answer, Verdict verdict) {
        return with(answer, answer.signals(), verdict);
    }

    private static boolean isProvenByKey(Attribution answer) {
        return answer.verdict() instanceof Explanation known && known.basis() == Basis.ISSUED_KEY;
    }

    private static boolean isGap(Attribution answer) {
        return answer.verdict() instanceof Gap;
    }

    private static Explanation known(Attribution answer) {
        return (Explanation) answer.verdict();
    }

    private static void assertNoticed(Trial trial, Judgement fault) {
        assertThat(trial.counts()).containsEntry(fault, 1L);
        assertThat(trial.faults()).isEqualTo(1);
        assertThat(trial.examples()).singleElement().asString().startsWith(fault.name());
    }

    @Test
    void aTrialWithoutFaultHasNone() {
        Trial trial = trial(Profile.LOSSY, JudgementTest::isProvenByKey, answer -> answer);
        assertThat(trial.faults()).isZero();
        assertThat(trial.examples()).isEmpty();
        assertThat(trial.proven()).isEqualTo(trial.provable()).isPositive();
    }

    @Test
    void aTrialNoticesOneWrongOrigin() {
        assertNoticed(
                trial(
                        Profile.LOSSY,
                        JudgementTest::isProvenByKey,
                        answer -> with(answer, named(BOB, Basis.ISSUED_KEY))),
                Judgement.WRONG);
    }

    @Test
    void aTrialNoticesOneBasisThatClaimsTooMuch() {
        Predicate<Attribution> byBirth =
                answer -> answer.verdict() instanceof Explanation known && known.basis() == Basis.SESSION_BIRTH;
        assertNoticed(
                trial(
                        Profile.CONSOLE,
                        byBirth,
                        answer -> with(
                                answer,
                                new Explanation(
                                        known(answer).origin(),
                                        Basis.ISSUED_KEY,
                                        known(answer).chain()))),
                Judgement.WRONG_BASIS);
    }

    @Test
    void aTrialNoticesOneMissedAnswer() {
        Trial trial = trial(
                Profile.LOSSY,
                JudgementTest::isProvenByKey,
                answer -> with(answer, gap(UnattributedReason.ISSUANCE_NOT_SEEN)));
        assertNoticed(trial, Judgement.MISSED);
        assertThat(trial.proven()).isEqualTo(trial.provable() - 1);
    }

    @Test
    void aTrialNoticesOneWrongReason() {
        assertNoticed(
                trial(
                        Profile.LOSSY,
                        JudgementTest::isGap,
                        answer -> with(answer, gap(UnattributedReason.CHAIN_TOO_LONG))),
                Judgement.WRONG_REASON);
    }

    @Test
    void aTrialNoticesOneLuckyGuess() {
        var truths = new HashMap<String, Identity>();
        for (SimulatedEvent event : new Simulation(Profile.LOSSY, 3).happened(2 * EVENTS)) {
            truths.put(event.event().eventId(), event.truth().origin().identity());
        }
        Predicate<Attribution> unseen =
                answer -> answer.verdict() instanceof Gap gap && gap.reason() == UnattributedReason.ISSUANCE_NOT_SEEN;
        assertNoticed(
                trial(
                        Profile.LOSSY,
                        unseen,
                        answer -> with(answer, named(truths.get(answer.eventId()), Basis.ISSUED_KEY))),
                Judgement.UNPROVEN);
    }

    @Test
    void aTrialNoticesOneNeedlessAmbiguity() {
        assertNoticed(
                trial(
                        Profile.LOSSY,
                        JudgementTest::isProvenByKey,
                        answer -> with(answer, new Ambiguity(List.of(known(answer), named(BOB, Basis.ISSUED_KEY))))),
                Judgement.NEEDLESSLY_AMBIGUOUS);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SOURCE_IDENTITY_DISAGREES",
                "SOURCE_IDENTITY_SELF_CHOSEN",
                "OUT_OF_VALIDITY",
                "FUTURE_TIME",
                "ROLE_JUGGLING",
                "CONTENT_CONFLICT"
            })
    void aTrialNoticesOneMissingSignal(SignalType type) {
        Trial trial = trial(
                Profile.HOSTILE,
                answer -> answer.signals().stream().anyMatch(signal -> signal.type() == type),
                answer -> with(
                        answer,
                        answer.signals().stream()
                                .filter(signal -> signal.type() != type)
                                .toList(),
                        answer.verdict()));
        assertThat(trial.unsignalled()).isEqualTo(1);
        assertThat(trial.faults()).isEqualTo(1);
        assertThat(trial.examples()).singleElement().asString().startsWith("unsignalled [" + type + "]");
    }

    @Test
    void aSignalOfAChainIsAskedForOnlyWhereTheChainIsKnown() {
        Expectation juggled = new Expectation(Proof.of(ALICE_BY_KEY)).signalling(Set.of(SignalType.ROLE_JUGGLING));
        Attribution unseen = Attribution.of(
                new Simulation(Profile.TYPICAL, 1).next().event(),
                0,
                true,
                false,
                List.of(),
                0,
                gap(UnattributedReason.ISSUANCE_NOT_SEEN));
        assertThat(juggled.missing(unseen)).isEmpty();
        assertThat(juggled.missing(with(unseen, named(ALICE, Basis.SOURCE_IDENTITY))))
                .isEmpty();
        assertThat(juggled.missing(with(unseen, named(ALICE, Basis.ISSUED_KEY))))
                .containsExactly(SignalType.ROLE_JUGGLING);
        assertThat(juggled.signalling(Set.of(SignalType.FUTURE_TIME)).missing(unseen))
                .containsExactly(SignalType.FUTURE_TIME);
    }

    // ---- a trial of a flood

    private static Trial crowded(Predicate<Attribution> which, UnaryOperator<Attribution> change) {
        Deliveries deliveries = new Simulation(Profile.FLOOD, 3).delivered(6_000);
        return new Trial(
                        Profile.FLOOD,
                        600,
                        deliveries,
                        (event, answer, judgement) -> {},
                        answer -> which.test(answer) ? change.apply(answer) : answer)
                .run();
    }

    @Test
    void aTrialOfAFloodNoticesLossesThatDoNotSaySo() {
        Predicate<Attribution> evicted =
                answer -> answer.verdict() instanceof Gap gap && gap.reason() == UnattributedReason.ISSUANCE_EVICTED;
        assertThat(crowded(evicted, answer -> answer).faults()).isZero();
        assertThat(crowded(evicted, answer -> with(answer, gap(UnattributedReason.ISSUANCE_NOT_SEEN)))
                        .faults())
                .isPositive();
    }

    @Test
    void aTrialOfAFloodNoticesWhoLosesAnswersWithinAFairShare() {
        assertThat(crowded(
                                JudgementTest::isProvenByKey,
                                answer -> with(answer, gap(UnattributedReason.ISSUANCE_EVICTED)))
                        .faults())
                .isPositive();
    }
}
