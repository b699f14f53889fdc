// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams as they are delivered, with a watermark that moves: what is revised, and what is not any more. */
class RevisionTest {
    private static final int EVENTS = 4_000;
    /** An answer is final so many seconds after the watermark has passed its event. */
    private static final int TOLERANCE = 300;

    /** Holds every telling against what was told before of the same event. */
    private static final class Watch implements AttributionListener {
        private final Ledger ledger = new Ledger();
        private final Map<String, Integer> revisions = new HashMap<>();
        private final Set<String> last = new HashSet<>();
        private long watermark = Long.MIN_VALUE;
        private long told;
        private long early;

        void take(Attribution answer) {
            if (answer != null) {
                assertThat(answer.revision()).isZero();
                revisions.put(answer.eventId(), 0);
                ledger.take(answer);
                note(answer);
            }
        }

        private void note(Attribution answer) {
            assertThat(last).as("final before: %s", answer).doesNotContain(answer.eventId());
            if (answer.isFinal()) {
                last.add(answer.eventId());
            }
            if (answer.finalizedEarly()) {
                assertThat(answer.isFinal()).isTrue();
                early++;
            }
        }

        @Override
        public void onAttribution(Attribution attribution) {
            told++;
            note(attribution);
            assertThat(attribution.revision())
                    .as("%s", attribution.eventId())
                    .isEqualTo(revisions.getOrDefault(attribution.eventId(), -1) + 1);
            revisions.put(attribution.eventId(), attribution.revision());
            Instant time = attribution.eventTime();
            assertThat(time.getEpochSecond() + TOLERANCE)
                    .as("revised after it was final: %s", attribution)
                    .isGreaterThanOrEqualTo(watermark);
            ledger.onAttribution(attribution);
        }

        @Override
        public void onSessionRevision(SessionRevision revision) {
            ledger.onSessionRevision(revision);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FLOOD")
    void eachChangeIsOneLineWithTheNextRevisionUntilTheAnswerIsFinal(Profile profile) {
        Deliveries deliveries = delivered(profile);
        var watch = new Watch();
        Attributor attributor = attributor(profile, deliveries).listener(watch).build();
        long lateness = profile.lateness().toSeconds();
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            long now = deliveries.clock().instant().getEpochSecond();
            long time = event.event().eventTime().getEpochSecond();
            watch.watermark = time > now ? watch.watermark : Math.max(watch.watermark, time - lateness);
            watch.take(attributor.attribute(event.event()));
        }
        assertThat(watch.told).isEqualTo(attributor.stats().revisions());
        attributor.finish();
        assertThat(watch.told).isEqualTo(attributor.stats().revisions());
        assertThat(watch.ledger.faults()).isEmpty();
        assertThat(attributor.stats().balances()).as("%s", attributor.stats()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"FLOOD", "LATE"})
    void whoAppliesRevisionsAndNoticesEndsWithWhatIsToldToWhoWaits(Profile profile) {
        Deliveries revised = delivered(profile);
        var ledger = new Ledger();
        Attributor reviser = attributor(profile, revised).listener(ledger).build();
        for (SimulatedEvent event = revised.next(); event != null; event = revised.next()) {
            ledger.take(reviser.attribute(event.event()));
        }
        reviser.finish();
        Deliveries waited = delivered(profile);
        var finals = new Ledger();
        Attributor waiter =
                attributor(profile, waited).holdUntilFinal().listener(finals).build();
        for (SimulatedEvent event = waited.next(); event != null; event = waited.next()) {
            waiter.attribute(event.event());
        }
        waiter.finish();
        assertThat(ledger.lines()).isEqualTo(finals.lines());
        assertThat(finals.faults()).isEmpty();
        assertThat(finals.revisions().values()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FLOOD")
    void whatIsFinalEarlyIsToldOnceMoreToWhoIsToldOfRevisionsAndNothingComesAfter(Profile profile) {
        Deliveries deliveries = delivered(profile);
        var watch = new Watch();
        Attributor attributor = attributor(profile, deliveries)
                .maximumWaiting(20)
                .listener(watch)
                .build();
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            watch.take(attributor.attribute(event.event()));
        }
        attributor.finish();
        assertThat(watch.early).isPositive().isEqualTo(attributor.stats().finalizedEarly());
        assertThat(watch.told).isEqualTo(attributor.stats().revisions());
        assertThat(attributor.stats().balances()).as("%s", attributor.stats()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"TYPICAL", "CONSOLE", "HOSTILE"})
    void whatIsFinalEarlyIsCountedAndSaysSo(Profile profile) {
        Deliveries deliveries = delivered(profile);
        var ledger = new Ledger();
        var sayingSo = new HashSet<String>();
        Attributor attributor = attributor(profile, deliveries)
                .maximumWaiting(200)
                .holdUntilFinal()
                .listener(answer -> {
                    ledger.onAttribution(answer);
                    assertThat(answer.revision()).isZero();
                    assertThat(answer.isFinal()).isTrue();
                    assertThat(answer.finalizedEarly() && !sayingSo.add(answer.eventId()))
                            .isFalse();
                })
                .build();
        long offered = 0;
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            attributor.attribute(event.event());
            offered++;
        }
        long early = attributor.stats().finalizedEarly();
        assertThat(early).isEqualTo(ledger.lines().size());
        assertThat(attributor.stats().waiting()).isEqualTo(200);
        attributor.finish();
        assertThat(attributor.stats().finalizedEarly()).isEqualTo(early);
        assertThat(sayingSo).hasSize((int) early);
        assertThat(ledger.lines()).hasSize((int)
                (offered - attributor.stats().duplicates() - attributor.stats().contradictions()));
        assertThat(attributor.stats().balances()).isTrue();
    }

    private static Deliveries delivered(Profile profile) {
        return Simulation.small(profile, 11).delivered(EVENTS);
    }

    private static Attributor.Builder attributor(Profile profile, Deliveries deliveries) {
        return Attributor.builder(deliveries.clock())
                .lateness(profile.lateness())
                .maximumSessions(20_000)
                .maximumRememberedEvents(50_000);
    }
}
