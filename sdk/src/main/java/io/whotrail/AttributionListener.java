// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

/**
 * Receives what cannot be returned at once: later answers, and notices that concern a whole credential.
 *
 * <p>Called by the thread that offered the fact which changed the answer, after the engine's state has changed and
 * outside its locks, so a listener may call back. Of what one fact changes, answers are told in the order of their events' times,
 * and notices after them, by credential. Two threads may call at the same time; of two answers for one event the
 * higher revision counts, whichever comes first. All that is to be told is told, whatever the listener throws; the
 * first exception then reaches the caller of the attributor, in place of the answer. No state is lost by it.
 */
@FunctionalInterface
public interface AttributionListener {
    /**
     * An event has a new answer: a revision or, where answers are held until they are final, its only one.
     *
     * @param attribution the answer that counts now
     */
    void onAttribution(Attribution attribution);

    /**
     * The answer for a whole credential changed. Does nothing unless overridden.
     *
     * @param revision the notice
     */
    default void onSessionRevision(SessionRevision revision) {}

    /**
     * A record was set aside, because it contradicts one that is covered by a signed digest. Told once for each record that
     * comes, whichever of the two comes first. Does nothing unless overridden.
     *
     * @param quarantine which record, and why
     */
    default void onQuarantined(Quarantine quarantine) {}
}
