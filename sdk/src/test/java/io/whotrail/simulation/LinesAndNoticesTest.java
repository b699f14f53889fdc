// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever has only the lines of NDJSON ends with the verdicts that are told to who waits for final ones. */
class LinesAndNoticesTest {
    private static final int EVENTS = 4_000;
    /** Is told what goes into lines. */
    private record Writer(WrittenVerdicts written) implements AttributionListener {
        private void write(SinkEntry entry) {
            written.read(new String(LineFormat.ndjson().line(entry), StandardCharsets.UTF_8));
        }

        @Override
        public void onAttribution(Attribution attribution) {
            write(SinkEntry.of(attribution));
        }

        @Override
        public void onSessionRevision(SessionRevision revision) {
            write(SinkEntry.of(revision));
        }
    }

    private static WrittenVerdicts read(Profile profile, boolean held) {
        Deliveries deliveries = Simulation.small(profile, 11).delivered(EVENTS);
        var writer = new Writer(new WrittenVerdicts());
        Attributor.Builder builder = Attributor.builder(deliveries.clock())
                .lateness(profile.lateness())
                .maximumSessions(20_000)
                .listener(writer);
        Attributor attributor = held ? builder.holdUntilFinal().build() : builder.build();
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            Attribution answer = attributor.attribute(event.event());
            if (!held && answer != null) {
                writer.onAttribution(answer);
            }
        }
        attributor.finish();
        return writer.written();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FLOOD", "LATE"})
    void whoAppliesNoticesToTheEarlierLinesWithinTheirValidityEndsWithTheFinalVerdicts(Profile profile) {
        WrittenVerdicts revised = read(profile, false);
        assertThat(revised.faults()).isEmpty();
        assertThat(revised.notices()).isPositive();
        assertThat(revised.verdicts()).isEqualTo(read(profile, true).verdicts());
    }
}
