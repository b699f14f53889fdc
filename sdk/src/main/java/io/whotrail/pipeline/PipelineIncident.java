// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that an operator should know of.
 *
 * @param kind what it is
 * @param detail the same in words; never the content of an event, but for the ids of events that were set aside
 * @param facts the same for machines, as it is logged: numbers, constants of this library and names of exceptions, sorted by key. Which
 *     ones are there depends on the kind: {@code attempt}, {@code failure}, {@code reason}, {@code remedy}, {@code letter},
 *     {@code count}, {@code trust}, {@code checkpoint}
 */
public record PipelineIncident(Kind kind, String detail, Map<String, String> facts) {
    /** Copies the facts. */
    public PipelineIncident {
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    }

    /** What can happen. */
    public enum Kind {
        /**
         * The newest checkpoint was damaged; the one before it is used, and everything after it is read again. Lines that
         * were finished since may be there twice, with the same {@code documentId}.
         */
        CHECKPOINT_FALLBACK,
        /** A checkpoint could not be made durable and is tried again; nothing is read meanwhile. */
        CHECKPOINT_RETRY,
        /** Dead letters could not be made durable and are tried again; nothing is read meanwhile. */
        DEAD_LETTER_RETRY,
        /** The sink did not take a batch and is tried again; nothing is read meanwhile. */
        SINK_RETRY,
        /** A source could not be read and is tried again; nothing is read from the others meanwhile. */
        SOURCE_RETRY,
        /** An entry, an event or a file became a dead letter. */
        DEAD_LETTER,
        /** A record contradicts one that a signed digest covers, and was set aside: see {@link io.whotrail.Quarantine}. */
        QUARANTINED,
        /** The pipeline was stopped before everything was delivered. */
        ABORTED
    }
}
