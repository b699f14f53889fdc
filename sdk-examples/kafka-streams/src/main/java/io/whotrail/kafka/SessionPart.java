// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.Attribution;
import io.whotrail.AttributionListener;
import io.whotrail.Attributor;
import io.whotrail.Quarantine;
import io.whotrail.Relay;
import io.whotrail.SessionRevision;
import io.whotrail.checkpoint.CheckpointException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of all sessions: answers the events of these, and tells the other parts what they need. What it does follows from what it
 * takes in and when, in order, and from nothing else. Not thread safe.
 */
final class SessionPart {
    /** Where a part's words go. */
    interface Output {
        /** The first answer for an event, or its only one. */
        void attribution(Attribution attribution);

        /** A later answer for an event. */
        void revision(Attribution attribution);

        /** A notice for a whole credential. */
        void notice(SessionRevision notice);

        /** A message for the part that has this key; for all where there is none. */
        void message(@Nullable String key, Message message);
    }

    /** A watermark is told to the others when it has moved by so many seconds. */
    static final long STEP = 60;

    private final int self;
    private final PartSettings settings;
    private final LeastWatermark watermark;
    private final Attributor attributor;
    private @Nullable Output output;
    private long processingTime;
    private List<Long> told;

    private SessionPart(int self, PartSettings settings, @Nullable InputStream image)
            throws IOException, CheckpointException {
        this.self = self;
        this.settings = settings;
        this.watermark = new LeastWatermark(
                self,
                settings.parts().count(),
                settings.sources(),
                settings.hops(),
                settings.lateness().toSeconds());
        // Nothing, also of a part that is restored: what it told last, nobody wrote down.
        this.told = watermark.own();
        Attributor.Builder builder = Attributor.builder(() -> Instant.ofEpochMilli(processingTime))
                .lateness(settings.lateness())
                .retention(settings.retention())
                .maximumMemory(settings.maximumMemory())
                .maximumWaiting(Integer.MAX_VALUE)
                .watermarkFromHost()
                .partition(key -> settings.parts().of(key) == self, this::relay)
                .listener(new Teller());
        if (settings.held()) {
            builder.holdUntilFinal();
        }
        if (image == null) {
            this.attributor = builder.build();
        } else {
            watermark.read(new DataInputStream(image));
            this.attributor = builder.restore(image);
        }
    }

    /** A part that knows nothing yet, and says nothing before {@link #speak}. */
    static SessionPart create(int self, PartSettings settings) throws IOException, CheckpointException {
        return new SessionPart(self, settings, null);
    }

    /** A part that goes on from what another wrote, and says nothing before {@link #speak}. */
    static SessionPart restore(int self, PartSettings settings, InputStream image)
            throws IOException, CheckpointException {
        return new SessionPart(self, settings, image);
    }

    /** From now on it says what it has to say, there. */
    void speak(Output where) {
        output = where;
    }

    /** Passes on what the attributor tells. */
    private final class Teller implements AttributionListener {
        @Override
        public void onAttribution(Attribution attribution) {
            if (output == null) {
                return;
            }
            if (settings.held()) {
                output.attribution(attribution);
            } else {
                output.revision(attribution);
            }
        }

        @Override
        public void onSessionRevision(SessionRevision revision) {
            if (output != null) {
                output.notice(revision);
            }
        }

        @Override
        public void onQuarantined(Quarantine quarantine) {
            // Only records that a signed digest covers are set aside for another; what comes through Kafka is covered
            // by none.
        }
    }

    private void relay(Relay relay) {
        if (output != null && (relay.key() != null || settings.parts().count() > 1)) {
            output.message(relay.key(), new Message.Told(self, relay));
        }
    }

    /**
     * Takes a message in.
     *
     * @param now the processing time, in milliseconds since 1970
     */
    void take(long now, Message message) {
        processingTime = now;
        if (message instanceof Message.Event event) {
            answer(event);
        } else if (message instanceof Message.Told other && other.part() != self) {
            attributor.learn(other.relay());
        } else if (message instanceof Message.Progress progress) {
            watermark.progress(progress);
            advance();
        } else if (message instanceof Message.Round round && round.part() != self) {
            watermark.round(round);
            advance();
        }
    }

    private void answer(Message.Event event) {
        Attribution answer = attributor.attribute(event.event());
        if (answer != null && output != null && !settings.held()) {
            output.attribution(answer);
        }
    }

    private void advance() {
        if (watermark.watermark() != Long.MIN_VALUE) {
            attributor.advanceTo(Instant.ofEpochSecond(watermark.watermark()));
        }
        List<Long> own = watermark.own();
        for (int round = 0; round < own.size(); round++) {
            if (own.get(round) > told.get(round) && own.get(round) - STEP >= told.get(round)) {
                tellWatermark();
                return;
            }
        }
    }

    /** Tells the other parts how far this one has come, unless they know. */
    void tellWatermark() {
        List<Long> own = watermark.own();
        if (output != null && !own.equals(told)) {
            told = own;
            output.message(null, new Message.Round(self, own));
        }
    }

    /** Writes all that is known. */
    void write(OutputStream out) throws IOException {
        watermark.write(new DataOutputStream(out));
        attributor.snapshot(out);
    }
}
