// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.Basis;
import io.whotrail.Explanation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where memory holds a small part of the sessions, attacks find nobody whose name they can put in another's place. */
class ShortMemoryTest {
    private static final int SEEDS = 6;
    private static final int EVENTS = 6_000;
    private static final int[] FEW_SESSIONS = {30, 150, 300};
    private static final Duration SHORT = Duration.ofMinutes(4);

    /** The others say themselves that the issuing event is missing. */
    private static final Set<Basis> PROVEN =
            EnumSet.of(Basis.DIRECT, Basis.ISSUED_KEY, Basis.SESSION_BIRTH, Basis.FOREIGN_ACCOUNT, Basis.ENFORCED_NAME);

    /** Holds each final answer against the truth. */
    private static final class Judge implements AttributionListener {
        private final Map<String, SimulatedEvent> delivered = new HashMap<>();
        private int judged;

        @Override
        public void onAttribution(Attribution answer) {
            if (answer.finalizedEarly()
                    || !(answer.verdict() instanceof Explanation explanation)
                    || !PROVEN.contains(explanation.basis())) {
                return;
            }
            judged++;
            assertThat(delivered.get(answer.eventId()).truth().judge(explanation))
                    .as("%s", answer)
                    .isNotIn(Judgement.WRONG, Judgement.UNPROVEN, Judgement.WRONG_BASIS);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MIXED", "HOSTILE", "COLLISIONS", "CONSOLE", "CROSS_ACCOUNT", "CHAINS", "FLOOD", "DUPLICATES"})
    void nobodyIsMisnamedWhereSessionsArePushedOut(Profile profile) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Deliveries deliveries = new Simulation(profile, seed).delivered(EVENTS);
            Attributor attributor = read(
                    deliveries,
                    Attributor.builder(deliveries.clock()).maximumSessions(FEW_SESSIONS[seed % FEW_SESSIONS.length]),
                    profile.lateness());
            assertThat(attributor.stats().sessionsEvicted()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MIXED", "HOSTILE", "COLLISIONS"})
    void norWhereTheyExpireWhileTheyAreUsed(Profile profile) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Deliveries deliveries = Simulation.small(profile, seed).delivered(EVENTS);
            Attributor attributor =
                    read(deliveries, Attributor.builder(deliveries.clock()).retention(SHORT), profile.lateness());
            assertThat(attributor.stats().sessionsExpired()).isPositive();
        }
    }

    private static Attributor read(Deliveries deliveries, Attributor.Builder builder, Duration lateness) {
        var judge = new Judge();
        Attributor attributor =
                builder.lateness(lateness).holdUntilFinal().listener(judge).build();
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            judge.delivered.putIfAbsent(event.event().eventId(), event);
            attributor.attribute(event.event());
        }
        attributor.finish();
        assertThat(judge.judged).isGreaterThan(1_000);
        assertThat(attributor.stats().balances()).as("%s", attributor.stats()).isTrue();
        return attributor;
    }
}
