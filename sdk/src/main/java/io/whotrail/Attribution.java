// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer for one event: who is behind it, who may be, or why that is not known. Immutable and safe for use by any
 * number of threads.
 *
 * <p>Of several attributions with one event id, the one with the highest {@link #revision} counts.
 */
public sealed interface Attribution {
    /**
     * The event that is answered.
     *
     * @return the event
     */
    CloudTrailEvent event();

    /**
     * How many answers for this event came before this one.
     *
     * @return 0 for the first answer
     */
    int revision();

    /**
     * Whether no later answer for this event will come.
     *
     * @return whether the watermark is more than five minutes past the event's time, or had passed it when the event came;
     *     after {@link Attributor#finish}; and where {@link #finalizedEarly}
     */
    boolean isFinal();

    /**
     * Whether this answer is final because a bound was hit, before its time: facts that came later within the lateness might
     * have changed it.
     *
     * @return whether {@link Attributor.Builder#maximumWaiting} left no room to wait; only ever true of a final answer
     */
    boolean finalizedEarly();

    /**
     * The temporary credential that the event was made with, as the event shows it. Made anew at each call.
     *
     * @return the session, or {@code null} for long-term credentials and services
     */
    default @Nullable Session session() {
        return Use.sessionOf(event());
    }

    /**
     * Facts worth an analyst's eye.
     *
     * @return the signals, in the order of their types; often empty
     */
    List<Signal> signals();

    /**
     * How many notices for its credential this answer takes into account already.
     *
     * @return the {@link SessionRevision#revision} of the last of them, 0 for none
     */
    int sessionRevision();

    /**
     * The answer without the event.
     *
     * @return the explanation, ambiguity or gap
     */
    Verdict verdict();

    /**
     * How far the answer can be believed to rest on what CloudTrail wrote.
     *
     * @return the weakest trust of the event, of the records that prove its chain, and of those that show the trust policy
     *     by which a session's name was forced
     */
    default InputTrust trust() {
        return verdict() instanceof Explanation explanation
                ? explanation.trust().weaker(event().inputTrust())
                : event().inputTrust();
    }

    /**
     * The id of the event that is answered.
     *
     * @return CloudTrail's {@code eventID}
     */
    default String eventId() {
        return event().eventId();
    }

    /**
     * The time of the event that is answered.
     *
     * @return CloudTrail's {@code eventTime}, or {@code null} where it is not legible
     */
    default @Nullable Instant eventTime() {
        return event().eventTime();
    }

    /**
     * The AWS service that made the call for the origin.
     *
     * @return CloudTrail's {@code invokedBy} beside an identity, or {@code null}
     */
    default @Nullable String via() {
        return event().userIdentity().type() == null
                        || "AWSService".equals(event().userIdentity().type())
                ? null
                : event().userIdentity().invokedBy();
    }

    /**
     * The session that the event opened for whoever made it. Made anew at each call.
     *
     * @return the hop that it adds to the chain of whoever made it, not tied to any use yet; {@code null} where the event
     *     opened no session, failed, or was made in the very session, as the console's {@code SwitchRole} is
     */
    default @Nullable Hop opened() {
        for (Issuance issuance : IssuanceExtractor.of(event(), Use.of(event()))) {
            if (issuance.hop() != null && issuance.kind() != Issuance.Kind.SWITCH) {
                return issuance.hop();
            }
        }
        return null;
    }

    /**
     * The origin is known.
     *
     * @param event the event
     * @param revision how many answers came before
     * @param isFinal whether none will come after
     * @param finalizedEarly whether that is because a bound was hit
     * @param signals facts worth an eye
     * @param sessionRevision how many notices for the credential it takes into account
     * @param verdict the origin, why it is believed, and the chain
     */
    record Attributed(
            CloudTrailEvent event,
            int revision,
            boolean isFinal,
            boolean finalizedEarly,
            List<Signal> signals,
            int sessionRevision,
            Explanation verdict)
            implements Attribution {
        /**
         * The identity at the far end of the role chain.
         *
         * @return the origin
         */
        public Identity origin() {
            return verdict.origin();
        }

        /**
         * Why the origin is believed.
         *
         * @return the weakest basis met on the chain
         */
        public Basis basis() {
            return verdict.basis();
        }

        /**
         * The way from the origin to the event.
         *
         * @return the chain, empty where the event names the origin itself
         */
        public RoleChain chain() {
            return verdict.chain();
        }
    }

    /**
     * Two origins or more explain the event equally well.
     *
     * @param event the event
     * @param revision how many answers came before
     * @param isFinal whether none will come after
     * @param finalizedEarly whether that is because a bound was hit
     * @param signals facts worth an eye
     * @param sessionRevision how many notices for the credential it takes into account
     * @param verdict the candidates
     */
    record Ambiguous(
            CloudTrailEvent event,
            int revision,
            boolean isFinal,
            boolean finalizedEarly,
            List<Signal> signals,
            int sessionRevision,
            Ambiguity verdict)
            implements Attribution {
        /**
         * The explanations, none preferred.
         *
         * @return two or more
         */
        public List<Explanation> candidates() {
            return verdict.candidates();
        }
    }

    /**
     * No origin is known.
     *
     * @param event the event
     * @param revision how many answers came before
     * @param isFinal whether none will come after
     * @param finalizedEarly whether that is because a bound was hit
     * @param signals facts worth an eye
     * @param sessionRevision how many notices for the credential it takes into account
     * @param verdict why, and what is proven nevertheless
     */
    record Unattributed(
            CloudTrailEvent event,
            int revision,
            boolean isFinal,
            boolean finalizedEarly,
            List<Signal> signals,
            int sessionRevision,
            Gap verdict)
            implements Attribution {
        /**
         * Why no origin is known.
         *
         * @return the reason
         */
        public UnattributedReason reason() {
            return verdict.reason();
        }

        /**
         * The identity furthest up the chain that is proven.
         *
         * @return the identity, or {@code null} where the record names nobody
         */
        public @Nullable Identity furthest() {
            return verdict.furthest();
        }

        /**
         * The names that are merely claimed.
         *
         * @return the claims
         */
        public Claims claims() {
            return verdict.claims();
        }
    }

    /**
     * This answer after the same event id came with another content: nothing is known of such an event but that somebody
     * altered it. The signals and the trust of either content are left out: they do not depend on which one came first.
     *
     * @return an answer with reason {@link UnattributedReason#CONFLICT} and a signal that says so
     */
    default Attribution contradicted() {
        var conflict = new Signal(
                SignalType.CONTENT_CONFLICT, "the same event id came with other content", List.of(eventId()));
        return of(
                event().withInputTrust(InputTrust.UNAUTHENTICATED),
                revision(),
                isFinal(),
                finalizedEarly(),
                List.of(conflict),
                sessionRevision(),
                new Gap(UnattributedReason.CONFLICT, null, Claims.NONE));
    }

    /**
     * This answer as another revision.
     *
     * @param newRevision how many answers came before
     * @return the same answer otherwise
     */
    default Attribution revised(int newRevision) {
        return of(event(), newRevision, isFinal(), finalizedEarly(), signals(), sessionRevision(), verdict());
    }

    /**
     * This answer, final.
     *
     * @return the same answer otherwise
     */
    default Attribution asFinal() {
        return of(event(), revision(), true, finalizedEarly(), signals(), sessionRevision(), verdict());
    }

    /**
     * This answer, final before its time.
     *
     * @return the same answer otherwise
     */
    default Attribution asFinalizedEarly() {
        return of(event(), revision(), true, true, signals(), sessionRevision(), verdict());
    }

    /**
     * Makes the answer for an event of a verdict.
     *
     * @param event the event
     * @param revision how many answers came before
     * @param isFinal whether none will come after
     * @param finalizedEarly whether that is because a bound was hit
     * @param signals facts worth an eye
     * @param sessionRevision how many notices for the credential it takes into account
     * @param verdict the explanation, ambiguity or gap
     * @return the answer
     */
    static Attribution of(
            CloudTrailEvent event,
            int revision,
            boolean isFinal,
            boolean finalizedEarly,
            List<Signal> signals,
            int sessionRevision,
            Verdict verdict) {
        if (verdict instanceof Explanation explanation) {
            return new Attributed(event, revision, isFinal, finalizedEarly, signals, sessionRevision, explanation);
        }
        if (verdict instanceof Ambiguity ambiguity) {
            return new Ambiguous(event, revision, isFinal, finalizedEarly, signals, sessionRevision, ambiguity);
        }
        return new Unattributed(event, revision, isFinal, finalizedEarly, signals, sessionRevision, (Gap) verdict);
    }
}
