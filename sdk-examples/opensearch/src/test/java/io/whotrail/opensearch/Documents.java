// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.simulation.Deliveries;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.simulation.Simulation;
import io.whotrail.sink.SinkEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Answers, revisions and notices for the events of a simulated organisation. */
final class Documents {
    private static final int DISORDER = 50;

    private Documents() {}

    /** As a stream has them, in the order in which they come about. */
    static List<SinkEntry> streamed(Profile profile, long seed, int count) {
        Deliveries deliveries = new Simulation(profile, seed).delivered(count);
        var events = new ArrayList<SimulatedEvent>();
        for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
            events.add(event);
        }
        var random = new Random(seed);
        for (int i = 0; i < events.size(); i += DISORDER) {
            Collections.shuffle(events.subList(i, Math.min(i + DISORDER, events.size())), random);
        }
        return answered(events, deliveries);
    }

    private static List<SinkEntry> answered(List<SimulatedEvent> events, Deliveries deliveries) {
        var entries = new ArrayList<SinkEntry>();
        Attributor attributor = Attributor.builder(deliveries.clock())
                .listener(new AttributionListener() {
                    @Override
                    public void onAttribution(Attribution attribution) {
                        entries.add(SinkEntry.of(attribution));
                    }

                    @Override
                    public void onSessionRevision(SessionRevision revision) {
                        entries.add(SinkEntry.of(revision));
                    }
                })
                .build();
        for (SimulatedEvent event : events) {
            Attribution answer = attributor.attribute(event.event());
            if (answer != null) {
                entries.add(SinkEntry.of(answer));
            }
        }
        attributor.finish();
        return entries;
    }
}
