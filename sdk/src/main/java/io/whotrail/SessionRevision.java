// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A later fact changed the answer for a whole credential. It applies to every earlier answer of that credential, also to
 * those for which no bookkeeping is kept. {@link #applyTo} does that.
 *
 * @param session the credential
 * @param revision how many notices for this credential came before, plus one
 * @param verdict what is known now
 * @param signals facts worth an eye, as they are now
 * @param replaced the verdicts that it replaces, the latest first: answers of the credential with another verdict, as those
 *     for uses outside its validity, stay as they are
 * @param eventIds the events that changed the answer, sorted
 */
public record SessionRevision(
        Session session,
        int revision,
        Verdict verdict,
        List<Signal> signals,
        List<Verdict> replaced,
        List<String> eventIds) {
    /** Copies the lists. */
    public SessionRevision {
        signals = List.copyOf(signals);
        replaced = List.copyOf(replaced);
        eventIds = List.copyOf(eventIds);
    }

    /**
     * Brings an answer up to date.
     *
     * @param answer any answer, given before or after this notice
     * @return the answer with this verdict, where it is one of this credential with a verdict that is replaced, and does not
     *     take the notice into account yet; else the answer as it is
     */
    public Attribution applyTo(Attribution answer) {
        if (answer.sessionRevision() >= revision
                || !replaced.contains(answer.verdict())
                || !session.equals(answer.session())) {
            return answer;
        }
        var combined = new ArrayList<>(signals);
        answer.signals().stream().filter(signal -> signal.type().isOfEvent()).forEach(combined::add);
        combined.sort(Comparator.comparing(Signal::type));
        return Attribution.of(
                answer.event(),
                answer.revision(),
                answer.isFinal(),
                answer.finalizedEarly(),
                List.copyOf(combined),
                revision,
                verdict);
    }
}
