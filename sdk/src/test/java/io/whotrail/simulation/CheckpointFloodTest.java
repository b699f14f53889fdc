// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a bound pushes sessions out, a restart may cost answers as any other moment may, and makes none wrong. */
class CheckpointFloodTest {
    private static final int EVENTS = 12_000;
    private static final int BETWEEN_CUTS = 2_500;

    /** Holds each final answer against the truth. */
    private static final class Judge implements AttributionListener {
        private final Map<String, SimulatedEvent> delivered = new HashMap<>();
        private int judged;
        private int inTime;

        @Override
        public void onAttribution(Attribution answer) {
            judged++;
            if (answer.finalizedEarly()) {
                return; // The caller's own copy may not have come yet.
            }
            inTime++;
            assertThat(delivered.get(answer.eventId()).truth().judge(answer.verdict()))
                    .as("%s", answer)
                    .isNotIn(Judgement.WRONG, Judgement.UNPROVEN);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyIsMisnamedAfterARestartAmidAFlood(boolean byMemory) throws IOException, CheckpointException {
        Deliveries deliveries = new Simulation(Profile.FLOOD, 3).delivered(EVENTS);
        var judge = new Judge();
        Attributor attributor = builder(deliveries, judge, byMemory).build();
        int count = 0;
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            judge.delivered.putIfAbsent(event.event().eventId(), event);
            attributor.attribute(event.event());
            if (++count % BETWEEN_CUTS == 0) {
                attributor = CheckpointCutTest.restored(attributor, builder(deliveries, judge, byMemory));
            }
        }
        attributor.finish();
        assertThat(attributor.stats().sessionsEvicted()).isPositive();
        assertThat(attributor.stats().balances()).as("%s", attributor.stats()).isTrue();
        assertThat(judge.inTime).isGreaterThan(1_000);
        // A duplicate of an event whose id had to be forgotten is answered again.
        assertThat(judge.judged).isGreaterThanOrEqualTo(judge.delivered.size());
    }

    private static Attributor.Builder builder(Deliveries deliveries, Judge judge, boolean byMemory) {
        Attributor.Builder builder = Attributor.builder(deliveries.clock())
                .lateness(Profile.FLOOD.lateness())
                .maximumWaiting(Profile.FLOOD.maximumWaiting())
                .holdUntilFinal()
                .listener(judge);
        return byMemory ? builder.maximumMemory(Attributor.Builder.LEAST_MEMORY) : builder.maximumSessions(1_000);
    }
}
