// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A part, and the journal from which another machine makes the same. Not thread safe. */
final class KeptPart {
    /* What a part was given makes the same part only under the settings that it had then: under others it would have made other
     * answers final, which nobody is told any more. So the journal is read with those of then, and where they are others now, an image
     * comes first, which others may go on from. That waits for the first message, as what is written before belongs to no
     * transaction. */

    private static final Logger LOG = LoggerFactory.getLogger(KeptPart.class);

    private final Journal journal;
    private final int self;
    private final PartSettings settings;
    private SessionPart part;
    private boolean settingsKept;
    private SessionPart.@Nullable Output output;

    private KeptPart(Journal journal, int self, PartSettings settings, SessionPart part) {
        this.journal = journal;
        this.self = self;
        this.settings = settings;
        this.part = part;
    }

    /**
     * Makes the part that a journal tells of, as if nothing had happened since. It says nothing yet.
     *
     * @throws CheckpointException if the journal cannot be used: it is damaged, or of settings that cannot be changed
     */
    static KeptPart of(Journal journal, int self, PartSettings settings) throws IOException, CheckpointException {
        String then = journal.settings();
        InputStream image = journal.image();
        SessionPart part = made(image, self, then == null ? settings : settings.asOf(then));
        long messages = journal.replay((processingTime, message) -> part.take(processingTime, Message.of(message)));
        LOG.info(
                "part {} goes on from {} and {} messages after it",
                self,
                image == null ? "nothing" : "an image",
                messages);
        return new KeptPart(journal, self, settings, part);
    }

    private static SessionPart made(@Nullable InputStream image, int self, PartSettings settings)
            throws IOException, CheckpointException {
        return image == null ? SessionPart.create(self, settings) : SessionPart.restore(self, settings, image);
    }

    /** From now on the part says what it has to say, there. */
    void speak(SessionPart.Output where) {
        output = where;
        part.speak(where);
    }

    /** Keeps a message, and takes it in. */
    void take(long now, byte[] bytes) throws IOException, CheckpointException {
        Message message = Message.of(bytes);
        if (!settingsKept) {
            keepSettings();
            settingsKept = true;
        }
        journal.add(now, bytes);
        part.take(now, message);
        if (journal.isLong()) {
            journal.replace(part::write);
        }
    }

    private void keepSettings() throws IOException, CheckpointException {
        String then = journal.settings();
        String now = settings.text();
        if (then != null && !then.equals(now)) {
            LOG.info("part {} was kept with {}, and goes on with {}", self, then, now);
            journal.replace(part::write);
            part = made(journal.image(), self, settings);
            part.speak(Objects.requireNonNull(output, "a part that takes messages speaks"));
        }
        journal.keepSettings(now);
    }

    /** Tells the other parts how far this one has come, unless they know. */
    void tellWatermark() {
        part.tellWatermark();
    }

    /** Writes all that is known. */
    void write(OutputStream out) throws IOException {
        part.write(out);
    }
}
