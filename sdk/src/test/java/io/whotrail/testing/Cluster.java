// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.Relay;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * Attributors that each hold a part of all sessions. What one tells another waits in order, and comes sooner or later, as bytes.
 */
public final class Cluster {
    private final List<Attributor> attributors = new ArrayList<>();
    /** What waits from each to each. */
    private final List<Queue<byte[]>> channels = new ArrayList<>();

    private final List<AttributionListener> listeners;
    private final int parts;
    private final boolean answered;
    private final Supplier<Attributor.Builder> builder;
    private long relays;

    /**
     * Makes one.
     *
     * @param listeners who is told by each
     * @param builder the configuration of each
     * @param answered whether the listeners are given what is answered at once, too
     */
    public Cluster(
            List<? extends AttributionListener> listeners, Supplier<Attributor.Builder> builder, boolean answered) {
        this.listeners = List.copyOf(listeners);
        this.parts = listeners.size();
        this.answered = answered;
        for (int i = 0; i < parts * parts; i++) {
            channels.add(new ArrayDeque<>());
        }
        this.builder = builder;
        for (int part = 0; part < parts; part++) {
            attributors.add(builder(part).build());
        }
    }

    private Attributor.Builder builder(int part) {
        return builder.get()
                .listener(listeners.get(part))
                .partition(key -> partOf(key) == part, relay -> send(relay, part));
    }

    /** Another attributor takes the place of one, and goes on from its checkpoint. */
    public void restart(int part) throws IOException, CheckpointException {
        var image = new ByteArrayOutputStream();
        attributors.get(part).snapshot(image);
        attributors.set(part, builder(part).restore(new ByteArrayInputStream(image.toByteArray())));
    }

    private int partOf(String key) {
        return Math.floorMod(key.hashCode(), parts);
    }

    private void send(Relay relay, int from) {
        String key = relay.key();
        for (int to = 0; to < parts; to++) {
            if (key == null ? to != from : to == partOf(key)) {
                channels.get(to * parts + from).add(relay.toBytes());
                relays++;
            }
        }
    }

    /** How many relays were sent. */
    public long relays() {
        return relays;
    }

    /** The attributors, in the order of their listeners. */
    public List<Attributor> attributors() {
        return attributors;
    }

    /**
     * Gives each event to the attributor that holds its part, and lets relays come in between.
     *
     * @param below chance: any number below another
     * @param restarts how many of a hundred events find that an attributor was restarted
     */
    public void attribute(List<CloudTrailEvent> events, IntUnaryOperator below, int restarts)
            throws IOException, CheckpointException {
        for (CloudTrailEvent event : events) {
            for (int pause = below.applyAsInt(3); pause > 0; pause--) {
                deliver(below);
            }
            if (below.applyAsInt(100) < restarts) {
                restart(below.applyAsInt(parts));
            }
            int part = partOf(Attributor.partitionKey(event));
            Attribution answer = attributors.get(part).attribute(event);
            if (answer != null && answered) {
                listeners.get(part).onAttribution(answer);
            }
        }
        boolean waits = true;
        while (waits) {
            waits = deliver(below);
        }
    }

    private boolean deliver(IntUnaryOperator below) throws CheckpointException {
        List<Integer> full = new ArrayList<>();
        for (int i = 0; i < channels.size(); i++) {
            if (!channels.get(i).isEmpty()) {
                full.add(i);
            }
        }
        if (full.isEmpty()) {
            return false;
        }
        int channel = full.get(below.applyAsInt(full.size()));
        attributors.get(channel / parts).learn(Relay.of(channels.get(channel).remove()));
        return true;
    }
}
