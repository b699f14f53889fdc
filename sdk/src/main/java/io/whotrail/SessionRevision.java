// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A later fact changed the answer for a whole credential. It applies to every earlier answer of that credential, also to
 * those for which no bookkeeping is kept. {@link #applyTo} does that.
 *
 * @param session the credential
 * @param validFrom the earliest event time that it can be used at, tolerance for clocks that differ included; {@code null}
 *     where its issuing event does not show its time
 * @param validUntil the latest, tolerance included; {@code null} as before
 * @param revision how many notices for this credential came before, plus one
 * @param verdict what is known now
 * @param signals facts worth an eye, as they are now
 * @param replaced the verdicts that it replaces, the latest first: answers of the credential with another verdict stay as
 *     they are, and so do those for uses outside its validity
 * @param eventIds the events that changed the answer, sorted
 */
public record SessionRevision(
        Session session,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil,
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
     * @return the answer with this verdict, where it is one of this credential, for a use within its validity, with a verdict
     *     that is replaced, and does not take the notice into account yet; else the answer as it is. Where the notice says that
     *     the credential's origin is not known any more, what the event itself proves is left
     */
    public Attribution applyTo(Attribution answer) {
        if (answer.sessionRevision() >= revision
                || !session.equals(answer.session())
                || !isWithinValidity(answer.event())) {
            return answer;
        }
        Use use = Use.of(answer.event());
        Explanation carried = CarriedEvidence.of(use, null);
        if (!replaced.contains(answer.verdict()) && !wasLeft(carried, answer.verdict())) {
            return answer;
        }
        Explanation left = verdict instanceof Gap ? carried : null;
        var combined = new ArrayList<>(signals);
        if (left != null) {
            combined.addAll(ChainSignals.proven(ChainSignals.shownBy(left), use));
        }
        answer.signals().stream().filter(signal -> signal.type().isOfEvent()).forEach(combined::add);
        combined.sort(Comparator.comparing(Signal::type));
        return Attribution.of(
                answer.event(),
                answer.revision(),
                answer.isFinal(),
                answer.finalizedEarly(),
                List.copyOf(combined),
                revision,
                left == null ? verdict : left);
    }

    private boolean isWithinValidity(CloudTrailEvent event) {
        Instant time = event.eventTime();
        return time == null
                || (validFrom == null || !time.isBefore(validFrom))
                        && (validUntil == null || !time.isAfter(validUntil));
    }

    /** Whether an answer is what an earlier notice, which this one replaces, left of it. */
    private boolean wasLeft(@Nullable Explanation carried, Verdict answer) {
        return answer.equals(carried) && replaced.stream().anyMatch(Gap.class::isInstance);
    }
}
