// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A flood against a small bound: who is within a fair share loses nothing, and what others lose is said to be pushed out. */
class FairRoomTest {
    private static final long EVENTS = 30_000;

    @ParameterizedTest(name = "{0} sessions, seed {1}")
    @CsvSource({"3000, 1", "4000, 2", "6000, 3", "9000, 4"})
    void whoIsWithinAFairShareLosesNothing(long sessions, long seed) {
        Deliveries deliveries = new Simulation(Profile.FLOOD, seed).delivered(EVENTS);
        Trial trial = new Trial(Profile.FLOOD, sessions, deliveries, (event, answer, judgement) -> {}).run();
        assertThat(trial.examples()).isEmpty();
        assertThat(trial.faults()).isZero();
        assertThat(trial.unanswered()).isZero();
        assertThat(trial.stats().sessionsEvicted()).isGreaterThan(sessions / 2);
        assertThat(trial.held()).as("answers for sessions of those within").isGreaterThan(500);
        assertThat(trial.pushedOut()).as("answers that others lost").isPositive();
    }

    @ParameterizedTest(name = "{0} sessions")
    @CsvSource({"1000", "5000"})
    void everybodyFitsWhereThereIsRoomForAll(long sessions) {
        Deliveries deliveries = new Simulation(Profile.FLOOD, 5).delivered(sessions / 2);
        FairRoom room = new FairRoom(sessions);
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            room.delivered(event);
            assertThat(room.fits(event)).isTrue();
        }
    }
}
