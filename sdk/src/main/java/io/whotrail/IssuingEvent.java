// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.InputTrust;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a call that issued a credential: what it showed, who called, and how far it is believed. What the event
 * showed never changes; the answer who called does, under the engine's lock.
 */
abstract sealed class IssuingEvent extends ShownRecord permits IssuedSession, FurtherRecord {
    private static final List<InputTrust> TRUSTS = List.of(InputTrust.values());

    private volatile byte trust;
    private volatile Caller caller;

    IssuingEvent(SessionGroup group, Issuance issuance, long due, SharedTexts shared) {
        super(group, issuance, due, shared);
        this.trust = (byte) TRUSTS.indexOf(issuance.event().inputTrust());
        this.caller = caller(issuance, shared);
    }

    /** As a checkpoint tells it, {@link #write}; who called is told later, by {@link #resume}. */
    IssuingEvent(SessionGroup group, RestoredTexts texts, SectionReader in) throws IOException, CheckpointException {
        super(group, texts, in);
        this.trust = (byte) TRUSTS.indexOf(Codes.TRUST.read(in));
        this.caller = texts.unknown();
    }

    /** Writes into a checkpoint what it shows and how far it is believed. */
    final void writeRecord(VerdictWriter verdicts, SectionWriter out) throws IOException {
        write(verdicts, out);
        Codes.TRUST.write(trust(), out);
    }

    /** Goes on with who called, as a checkpoint tells it. */
    final void resume(Caller restored) {
        caller = restored;
    }

    /** What is known of who called, whoever says it. */
    final Caller whoCalled() {
        return caller;
    }

    private Caller caller(Issuance issuance, SharedTexts shared) {
        Verdict verdict = issuance.callerVerdict();
        Use use = issuance.caller();
        if (verdict == null && use.groupKey() != null) {
            return new WaitingCaller(use.withoutRest(), this);
        }
        Verdict said = verdict == null
                ? new Gap(UnattributedReason.ISSUANCE_NOT_SEEN, Identities.acting(use.identity()), Claims.NONE)
                : verdict;
        return shared.caller(said, issuance.ancestors(), use);
    }

    abstract IssuedSession session();

    // ---- what it takes of memory

    /** Begins to be counted, with what it does not share with others that are; tells how many bytes. */
    final long gain() {
        SharedRole shared = role();
        long ofRole = shared != null && shared.gainUser() ? shared.weight() : 0;
        long ofCaller = caller instanceof Caller.Shown shown && shown.gainUser() ? Weight.ofShown(shown) : 0;
        return own() + ofRole + ofCaller;
    }

    /** Is counted no more; tells how many bytes are not. */
    final long lose() {
        SharedRole shared = role();
        long ofRole = shared != null && shared.loseUser() ? shared.weight() : 0;
        long ofCaller = caller instanceof Caller.Shown shown && shown.loseUser() ? Weight.ofShown(shown) : 0;
        return own() + ofRole + ofCaller;
    }

    private long own() {
        Caller who = caller;
        long asked = who instanceof WaitingCaller waiting
                ? Weight.ofWaiting(waiting.use())
                : who instanceof SettledCaller ? Weight.ofSettled() : 0;
        return (session() == this ? Weight.ofSession() : Weight.ofCopy()) + asked + unusualWeight();
    }

    // ---- who called

    /** The question who called, where the event does not say it for good. */
    final @Nullable AskedCaller asked() {
        return caller instanceof AskedCaller asked ? asked : null;
    }

    /** The sessions that the caller's answer was drawn from. */
    final List<IssuedSession> parents() {
        return caller.parents();
    }

    /** The sessions that the caller's answer descends from, where others hold some of them. */
    final Ancestors ancestors() {
        return caller.ancestors();
    }

    /** The identity that called, as far as the event shows it. */
    final Identity acting() {
        return caller.acting();
    }

    final Claims claims() {
        return caller.claims();
    }

    /** Who acts with what was issued, as far as the event shows it; where it adds no hop, who called. */
    final Identity issuedTo() {
        Identity shown = addsHop() ? Resolver.actingOf(hop(Basis.ISSUED_KEY)) : null;
        return shown == null ? acting() : shown;
    }

    /** What who acts with it claims. */
    final Claims claimsOfIssued() {
        return addsHop() ? Resolver.claims(hop(Basis.ISSUED_KEY)) : claims();
    }

    final @Nullable String callerId() {
        return caller.principalId();
    }

    /** Who called, as far as is known now. */
    final Verdict caller() {
        return caller.verdict();
    }

    /** Asks the same question in another form; tells how many bytes more it takes. */
    final long ask(AskedCaller same) {
        long before = own();
        caller = same;
        return own() - before;
    }

    /** Keeps an answer that nothing changes any more, instead of the question; tells how many bytes more it takes. */
    final long conclude(Caller.Shown shown) {
        long before = own();
        caller = shown;
        return own() - before + (shown.gainUser() ? Weight.ofShown(shown) : 0);
    }

    /** Another answer was told, who called; tells how many bytes more it takes. */
    final long tell(Caller.Shown told) {
        long before = caller instanceof Caller.Shown shown && shown.loseUser() ? Weight.ofShown(shown) : 0;
        caller = told;
        return (told.gainUser() ? Weight.ofShown(told) : 0) - before;
    }

    /** Lets go of those that it descends from; tells which. */
    final List<IssuedSession> letGo() {
        List<IssuedSession> parents = caller.parents();
        parents.forEach(IssuedSession::loseChild);
        return parents;
    }

    /** Whether this record, which shows the caller, can be of the same call as one that shows a foreign principal. */
    final boolean agreesWith(IssuingEvent foreign) {
        return !Match.differ(foreign.callerId(), callerId())
                && !Match.differ(foreign.acting().accountId(), acting().accountId());
    }

    // ---- how far it is believed

    final InputTrust trust() {
        return TRUSTS.get(trust);
    }

    final boolean isVerified() {
        return trust() == InputTrust.DIGEST_VERIFIED;
    }

    /** Takes note that the record came again, perhaps another way; says whether it is better believed now. */
    final boolean vouch(InputTrust newTrust) {
        boolean better = newTrust.compareTo(trust()) < 0;
        trust = better ? (byte) TRUSTS.indexOf(newTrust) : trust;
        return better;
    }

    /** A record that no digest covers is set aside where one that a digest covers says who called, or is the same event. */
    final boolean yieldsTo(IssuingEvent other) {
        return !isVerified()
                && other.isVerified()
                && (!other.isForeignView() || other.eventId().equals(eventId()));
    }
}
