// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SinkEntry;
import io.whotrail.testing.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever has only the lines of NDJSON ends with the verdicts that are told to who waits for final ones. */
class LinesAndNoticesTest {
    private static final int EVENTS = 4_000;
    /** What of a line is its verdict: a notice replaces all of it. */
    private static final List<String> VERDICT =
            List.of("verdict", "origin", "basis", "chain", "chainLength", "candidates", "reason", "furthest", "claims");

    /** Reads lines as they come: of one event the last counts, and a notice applies to the lines before it that it concerns. */
    private static final class Reader implements AttributionListener {
        private final Map<Object, Map<String, Object>> lines = new HashMap<>();
        private final Map<Object, List<Object>> idsOfSession = new HashMap<>();
        private int notices;

        void read(byte[] line) {
            Map<String, Object> read = JsonTree.object(new String(line, StandardCharsets.UTF_8));
            if (read.get("sessionRevision") instanceof Map<?, ?> notice) {
                notices++;
                idsOfSession.getOrDefault(notice.get("session"), List.of()).stream()
                        .map(lines::get)
                        .filter(earlier -> concerns(notice, earlier))
                        .forEach(earlier -> replace(earlier, notice));
            } else if (lines.put(read.get("eventId"), read) == null) {
                idsOfSession
                        .computeIfAbsent(read.get("session"), key -> new ArrayList<>())
                        .add(read.get("eventId"));
            }
        }

        private static boolean concerns(Map<?, ?> notice, Map<String, Object> line) {
            Instant time = time(line.get("eventTime"), Instant.MIN);
            return !time.isBefore(time(notice.get("validFrom"), Instant.MIN))
                    && !time.isAfter(time(notice.get("validUntil"), Instant.MAX));
        }

        private static Instant time(Object text, Instant unknown) {
            return text == null ? unknown : Instant.parse(text.toString());
        }

        private static void replace(Map<String, Object> line, Map<?, ?> notice) {
            for (String key : VERDICT) {
                line.remove(key);
                if (notice.containsKey(key)) {
                    line.put(key, notice.get(key));
                }
            }
        }

        /** The verdict of each event, by its id. */
        Map<Object, Map<String, Object>> verdicts() {
            lines.values().forEach(line -> line.keySet().retainAll(VERDICT));
            return lines;
        }

        @Override
        public void onAttribution(Attribution attribution) {
            read(LineFormat.ndjson().line(SinkEntry.of(attribution)));
        }

        @Override
        public void onSessionRevision(SessionRevision revision) {
            read(LineFormat.ndjson().line(SinkEntry.of(revision)));
        }
    }

    private static Reader read(Profile profile, boolean held) {
        Deliveries deliveries = Simulation.small(profile, 11).delivered(EVENTS);
        var reader = new Reader();
        Attributor.Builder builder = Attributor.builder(deliveries.clock())
                .lateness(profile.lateness())
                .maximumSessions(20_000)
                .listener(reader);
        Attributor attributor = held ? builder.holdUntilFinal().build() : builder.build();
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            Attribution answer = attributor.attribute(event.event());
            if (!held && answer != null) {
                reader.onAttribution(answer);
            }
        }
        attributor.finish();
        return reader;
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FLOOD", "LATE"})
    void whoAppliesNoticesToTheEarlierLinesWithinTheirValidityEndsWithTheFinalVerdicts(Profile profile) {
        Reader revised = read(profile, false);
        assertThat(revised.notices).isPositive();
        assertThat(revised.verdicts()).isEqualTo(read(profile, true).verdicts());
    }
}
