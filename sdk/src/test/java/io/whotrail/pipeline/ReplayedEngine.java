// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.SessionRevision;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;

/** Attributors whose state is how many events of one sequence they were given: restoring gives them those again. */
class ReplayedEngine implements EngineState {
    private final List<CloudTrailEvent> events;
    private final Supplier<Attributor.Builder> builders;

    ReplayedEngine(List<CloudTrailEvent> events, Supplier<Attributor.Builder> builders) {
        this.events = events;
        this.builders = builders;
    }

    @Override
    public Attributor begin(AttributionListener listener) {
        return builders.get().listener(listener).build();
    }

    @Override
    public Attributor restore(InputStream in, AttributionListener listener) throws IOException, CheckpointException {
        int offered;
        try {
            offered = new DataInputStream(in).readInt();
        } catch (EOFException cut) {
            throw new CheckpointException(CheckpointException.Reason.INCOMPLETE, "no number", cut);
        }
        var gate = new Gate(listener);
        Attributor attributor = builders.get().listener(gate).build();
        events.subList(0, offered).forEach(attributor::attribute);
        gate.open = true;
        return attributor;
    }

    @Override
    public EngineState held() {
        return new ReplayedEngine(events, () -> builders.get().holdUntilFinal());
    }

    @Override
    public void snapshot(Attributor attributor, OutputStream out) throws IOException {
        new DataOutputStream(out).writeInt((int) attributor.stats().offered());
    }

    private static final class Gate implements AttributionListener {
        private final AttributionListener listener;
        private boolean open;

        Gate(AttributionListener listener) {
            this.listener = listener;
        }

        @Override
        public void onAttribution(Attribution attribution) {
            if (open) {
                listener.onAttribution(attribution);
            }
        }

        @Override
        public void onSessionRevision(SessionRevision revision) {
            if (open) {
                listener.onSessionRevision(revision);
            }
        }
    }
}
