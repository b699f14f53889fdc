// SPDX-License-Identifier: Apache-2.0
package io.whotrail.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An AWS organisation whose every act is known: people, accounts, roles and sessions are made first, events second. A seed
 * and a profile reproduce every byte on any JDK. Memory does not grow with the number of events. Not thread safe.
 *
 * <pre>{@code
 * var deliveries = new Simulation(Profile.TYPICAL, 1).delivered(1_000_000);
 * for (SimulatedEvent event = deliveries.next(); event != null; event = deliveries.next()) {
 *     attributor.attribute(event.event());
 * }
 * }</pre>
 */
public final class Simulation {
    /** When simulations begin. */
    public static final Instant BEGINNING = Stage.BEGINNING;

    private static final long LARGE = 0x5EED_0001L;

    private final Stage stage;
    private final Acts acts;

    /** An organisation of some hundred people and roles. */
    public Simulation(Profile profile, long seed) {
        this(profile.parameters(), profile, seed);
    }

    private Simulation(Parameters parameters, Profile profile, long seed) {
        this.stage = new Stage(
                parameters,
                new SplitMix64(SplitMix64.mix(seed * 31 + profile.title().hashCode()) ^ LARGE));
        this.acts = new Acts(stage);
    }

    /** An organisation so small that everything meets that can, and whose events come within half an hour for hundreds. */
    public static Simulation small(Profile profile, long seed) {
        return new Simulation(profile.parameters().small(), profile, seed);
    }

    /** The next event that happens, whether its record is lost or not. */
    public SimulatedEvent next() {
        SimulatedEvent event = stage.poll();
        while (event == null) {
            acts.next();
            event = stage.poll();
        }
        return event;
    }

    /** Whether the act of the last event has more of them. */
    boolean isAmidst() {
        return stage.hasMore();
    }

    /** The first events, in the order in which they happen. */
    public List<SimulatedEvent> happened(int events) {
        var happened = new ArrayList<SimulatedEvent>(events);
        for (int i = 0; i < events; i++) {
            happened.add(next());
        }
        return happened;
    }

    /** So many events, and the rest of the last act, in the order in which their records are delivered. */
    public Deliveries delivered(long events) {
        return new Deliveries(this, stage.post(), events);
    }

    long now() {
        return stage.now();
    }
}
