// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part, and the journal from which another machine makes the same.
 *
 * @param part the part
 * @param journal what it was given
 */
record KeptPart(SessionPart part, Journal journal) {
    private static final Logger LOG = LoggerFactory.getLogger(KeptPart.class);

    /**
     * Makes the part that a journal tells of, as if nothing had happened since. It says nothing yet.
     *
     * @throws CheckpointException if the journal cannot be used: it is damaged, or of other partitions
     */
    static KeptPart of(Journal journal, int self, PartSettings settings) throws IOException, CheckpointException {
        InputStream image = journal.image();
        SessionPart part =
                image == null ? SessionPart.create(self, settings) : SessionPart.restore(self, settings, image);
        long messages = journal.replay((processingTime, message) -> part.take(processingTime, Message.of(message)));
        LOG.info(
                "part {} goes on from {} and {} messages after it",
                self,
                image == null ? "nothing" : "an image",
                messages);
        return new KeptPart(part, journal);
    }

    /** Keeps a message, and takes it in. */
    void take(long now, byte[] bytes) throws IOException, CheckpointException {
        Message message = Message.of(bytes);
        journal.add(now, bytes);
        part.take(now, message);
        if (journal.isLong()) {
            journal.replace(part::write);
        }
    }
}
