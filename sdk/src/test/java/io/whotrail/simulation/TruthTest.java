// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Basis;
import io.whotrail.Explanation;
import io.whotrail.Gap;
import io.whotrail.UnattributedReason;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nobody is named for another's act, no reason is a wrong one, and all that the delivered records prove is said: for every
 * profile. {@code -Dsimulation.events=1000000} asks more of it, {@code -Dsimulation.seeds=10} of more worlds,
 * {@code -Dsimulation.worlds=1000} of more small ones, {@code -Dsimulation.first=1000} of others, and {@code -Psimulation} all night.
 */
class TruthTest {
    private static final long EVENTS = Long.getLong("simulation.events", 15_000);
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1);
    private static final int SMALL_WORLDS = Integer.getInteger("simulation.worlds", 40);

    /** The first of the small worlds. */
    private static final int FIRST = Integer.getInteger("simulation.first", 1);

    private static final int SMALL = 300;
    private static final int LATE_WORLDS = 8;
    private static final int LATE_EVENTS = 20_000;

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
        for (int seed = FIRST; seed < FIRST + SMALL_WORLDS; seed++) {
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

    /**
     * What comes after the lateness is answered with what is there, and changes nothing that was said; both for the use that is
     * late and for the records that it rests on.
     */
    @Test
    void everyKindOfEvidenceIsUsedAfterTheLateness() {
        var lateUses = EnumSet.noneOf(Basis.class);
        var withLateEvidence = EnumSet.noneOf(Basis.class);
        var without = EnumSet.noneOf(UnattributedReason.class);
        for (int seed = 1; seed <= LATE_WORLDS; seed++) {
            Deliveries deliveries = new Simulation(Profile.LATE, seed).delivered(LATE_EVENTS);
            assertRight(
                    new Trial(Profile.LATE, deliveries, (event, answer, judgement) -> {
                        if (answer.verdict() instanceof Explanation known
                                && event.fate().late()) {
                            lateUses.add(known.basis());
                        }
                        if (answer.verdict() instanceof Explanation known && hasLateEvidence(event)) {
                            withLateEvidence.add(known.basis());
                        }
                        if (answer.verdict() instanceof Gap gap && hasLateEvidence(event)) {
                            without.add(gap.reason());
                        }
                    }),
                    seed);
        }
        var reached = EnumSet.complementOf(EnumSet.of(Basis.ENFORCED_NAME, Basis.SOURCE_IDENTITY));
        assertThat(lateUses).containsAll(reached);
        assertThat(withLateEvidence)
                .contains(Basis.ISSUED_KEY, Basis.SESSION_BIRTH, Basis.PROVIDER, Basis.WORKLOAD, Basis.SOURCE_IDENTITY);
        assertThat(without).contains(UnattributedReason.ISSUANCE_NOT_SEEN);
    }

    private static boolean hasLateEvidence(SimulatedEvent event) {
        return event.truth().evidence() != null
                && event.truth().evidence().all().stream()
                        .anyMatch(copy -> copy.fate().late());
    }

    /** Where the simulation goes on long enough, which it does for most. */
    @Test
    void whatIsLateComesBehindTheWatermark() {
        List<SimulatedEvent> happened = new Simulation(Profile.LATE, 1).happened((int) EVENTS);
        long end = time(happened.get(happened.size() - 1));
        long lateness = Profile.LATE.lateness().toSeconds();
        long behind = 0;
        long latest = Long.MIN_VALUE;
        Deliveries deliveries = new Simulation(Profile.LATE, 1).delivered(EVENTS);
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            latest = Math.max(latest, time(event));
            if (event.fate().late() && time(event) < end - lateness) {
                behind++;
                assertThat(time(event)).isLessThan(latest - lateness);
            }
        }
        assertThat(behind).isGreaterThan(EVENTS / 100);
    }

    private static long time(SimulatedEvent event) {
        return event.event().eventTime().getEpochSecond();
    }
}
