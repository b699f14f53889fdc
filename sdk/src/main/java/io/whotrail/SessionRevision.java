// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.List;

/**
 * A later fact changed the answer for a whole credential. It applies to every earlier answer of that credential, also to
 * those for which no bookkeeping is kept.
 *
 * @param session the credential
 * @param revision how many notices for this credential came before, plus one
 * @param verdict what is known now
 * @param signals facts worth an eye, as they are now
 * @param eventIds the events that changed the answer, sorted
 */
public record SessionRevision(
        Session session, int revision, Verdict verdict, List<Signal> signals, List<String> eventIds) {
    /** Copies the lists. */
    public SessionRevision {
        signals = List.copyOf(signals);
        eventIds = List.copyOf(eventIds);
    }
}
