// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Basis;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.UnattributedReason;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nobody is named for another's act, no reason is a wrong one, and all that the delivered records prove is said: for every
 * profile. {@code -Dsimulation.events=1000000} asks more of it, {@code -Dsimulation.seeds=10} of more worlds, and
 * {@code -Psimulation} all night.
 */
class TruthTest {
    private static final long EVENTS = Long.getLong("simulation.events", 15_000);
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1);
    private static final int SMALL_WORLDS = 40;
    private static final int SMALL = 300;

    @ParameterizedTest
    @EnumSource
    void everyAnswerIsRight(Profile profile) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            assertRight(
                    new Trial(
                            profile, new Simulation(profile, seed).delivered(EVENTS), (event, answer, judgement) -> {}),
                    seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyAnswerIsRightWhereEverybodyMeets(Profile profile) {
        for (int seed = 1; seed <= SMALL_WORLDS * SEEDS; seed++) {
            assertRight(
                    new Trial(
                            profile,
                            Simulation.small(profile, seed).delivered(SMALL),
                            (event, answer, judgement) -> {}),
                    seed);
        }
    }

    private static void assertRight(Trial trial, int seed) {
        trial.run();
        assertThat(trial.examples()).as("seed %s", seed).isEmpty();
        assertThat(trial.faults()).as("seed %s", seed).isZero();
        assertThat(trial.unanswered()).as("seed %s: unanswered events", seed).isZero();
        assertThat(trial.stats().balances()).as("%s", trial.stats()).isTrue();
        if (trial.stats().sessionsEvicted() == 0) {
            assertThat(trial.proven()).as("seed %s: recall", seed).isEqualTo(trial.provable());
        }
    }

    @Test
    void everyKindOfRightAnswerIsReached() {
        var judgements = EnumSet.noneOf(Judgement.class);
        var bases = EnumSet.noneOf(Basis.class);
        var reasons = EnumSet.noneOf(UnattributedReason.class);
        for (Profile profile : Profile.values()) {
            new Trial(profile, Simulation.small(profile, 1).delivered(3_000), (event, answer, judgement) -> {
                        judgements.add(judgement);
                        if (answer.verdict() instanceof Explanation explanation) {
                            bases.add(explanation.basis());
                        } else if (answer.verdict() instanceof Gap gap) {
                            reasons.add(gap.reason());
                        }
                    })
                    .run();
        }
        assertThat(judgements).containsOnly(Judgement.RIGHT, Judgement.AMBIGUOUS, Judgement.UNATTRIBUTED);
        assertThat(bases).containsAll(EnumSet.allOf(Basis.class));
        assertThat(reasons)
                .contains(
                        UnattributedReason.CONFLICT,
                        UnattributedReason.OUT_OF_VALIDITY,
                        UnattributedReason.ISSUANCE_NOT_SEEN,
                        UnattributedReason.NO_IDENTITY);
    }
}
