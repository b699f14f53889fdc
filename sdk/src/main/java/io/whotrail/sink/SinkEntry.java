// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import io.whotrail.Attribution;
import io.whotrail.SessionRevision;

/** One thing that a sink is given: an answer for an event, or a notice for a credential. Immutable. */
public sealed interface SinkEntry {
    /**
     * What this entry is called wherever it is stored: given again after a failure, it has the same id, and no other entry
     * has. An answer's is made of its event's id, {@link io.whotrail.event.CloudTrailEvent#contentHash() content hash} and
     * {@link Attribution#revision}; a notice's of its session and {@link SessionRevision#revision}.
     *
     * <p>It is made of ASCII letters, digits, {@code -}, {@code .}, {@code :}, {@code _} and {@code ~} and has at most 150 of
     * them: an event id that is longer or has other characters stands there by its SHA-256.
     *
     * @return the id, the same on every machine
     */
    String documentId();

    /**
     * An entry for an answer.
     *
     * @param attribution the answer
     * @return the entry
     */
    static SinkEntry of(Attribution attribution) {
        return new Answer(attribution);
    }

    /**
     * An entry for a notice.
     *
     * @param revision the notice
     * @return the entry
     */
    static SinkEntry of(SessionRevision revision) {
        return new Notice(revision);
    }

    /**
     * An answer for an event.
     *
     * @param attribution the answer, with its event
     */
    record Answer(Attribution attribution) implements SinkEntry {
        @Override
        public String documentId() {
            return DocumentId.of(attribution);
        }
    }

    /**
     * A later fact that concerns every earlier answer of a credential.
     *
     * @param revision the notice
     */
    record Notice(SessionRevision revision) implements SinkEntry {
        @Override
        public String documentId() {
            return DocumentId.of(revision);
        }
    }
}
