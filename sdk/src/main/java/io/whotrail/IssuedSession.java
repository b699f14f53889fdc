// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.image.SectionReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One issued credential, made of all the records of the call that issued it. Changed under the engine's lock only; its
 * answers may be read without.
 */
final class IssuedSession extends IssuingEvent {
    /* Nearly every call leaves one record, which is the session itself; what more there may be stands beside it. */

    private boolean forgotten;
    private boolean released;
    private volatile boolean saturated;
    private volatile boolean watched;
    /** How many rest on this session: questions who called, also those of sessions that are gone, and events that wait. */
    private int children;

    private FairShare.@Nullable Holder holder;
    private @Nullable IssuedSession older;
    private @Nullable IssuedSession newer;
    private volatile @Nullable SessionRest rest;
    private volatile @Nullable Announced announced;
    private volatile ChainSignals.@Nullable Drawn nameSignals;

    /**
     * Makes a session of its first record.
     *
     * @param due when it counts as issued where that is needed
     * @param twin a session that shows the same key and birth, so that everybody outside takes both for one
     */
    IssuedSession(SessionGroup group, Issuance issuance, long due, SharedTexts shared, @Nullable IssuedSession twin) {
        super(group, issuance, due, shared);
        if (twin != null) {
            IssuedSession first = twin.twin();
            rest = new SessionRest(null, first == null ? twin : first, null);
        }
    }

    /** As a checkpoint tells it; {@link #resume} tells what the first record does not. */
    IssuedSession(SessionGroup group, RestoredTexts texts, SectionReader in) throws IOException, CheckpointException {
        super(group, texts, in);
    }

    /** What its first record does not tell. */
    SessionState state() {
        return new SessionState(forgotten, released, saturated, rest, announced);
    }

    void resume(SessionState state) {
        forgotten = state.forgotten();
        released = state.released();
        saturated = state.saturated();
        rest = state.rest();
        watched = sightings() != null;
        announced = state.announced();
    }

    private @Nullable CallRecords several() {
        SessionRest unusual = rest;
        return unusual == null ? null : unusual.records();
    }

    private @Nullable IssuedSession twin() {
        SessionRest unusual = rest;
        return unusual == null ? null : unusual.twin();
    }

    /** What is seen of the key, where uses of this session alone do not tell it; else {@code null}. */
    @Nullable
    KeySightings sightings() {
        SessionRest unusual = rest;
        return unusual == null ? null : unusual.sightings();
    }

    /** Whether uses of the key have to be taken note of. */
    boolean isWatched() {
        return watched;
    }

    void watch(KeySightings sightings) {
        rest = new SessionRest(several(), twin(), sightings);
        watched = true;
    }

    @Override
    IssuedSession session() {
        return this;
    }

    /** Whether it is still one of its group. */
    boolean isKept() {
        return !forgotten;
    }

    /** The record that counts where several differ. */
    IssuingEvent telling() {
        CallRecords several = several();
        return several == null ? this : several.telling();
    }

    /** All records of the call. */
    List<IssuingEvent> records() {
        CallRecords several = several();
        return several == null ? List.of(this) : several.all();
    }

    /** The questions who called, of the records that do not say it. */
    List<AskedCaller> askedCallers() {
        var asked = new ArrayList<AskedCaller>(1);
        for (IssuingEvent one : records()) {
            AskedCaller caller = one.asked();
            if (caller != null) {
                asked.add(caller);
            }
        }
        return asked;
    }

    /** Whether a record is one of the call's, and was not corrected. */
    boolean holds(IssuingEvent one) {
        CallRecords several = several();
        return several == null ? equals(one) : several.all().contains(one);
    }

    /** The credential as its events show it. */
    Session shown() {
        IssuedSession first = first();
        return new Session(first.sessionArn(), first.accessKeyId(), EpochSeconds.toInstant(first.issuedAt()));
    }

    /** The session whose ARN stands for this one's outside. */
    private IssuedSession first() {
        IssuedSession first = twin();
        return first == null ? this : first;
    }

    /** Whether a use shows the credential just as {@link #shown} does, and the source identity that it was issued with. */
    boolean isShownBy(Use use) {
        return use.showsBirth(issuedAt())
                && hasKey(use.accessKeyId())
                && use.showsSourceIdentity(telling().sourceIdentity())
                && first().isOfArn(use.identity().arn(), use.groupKey());
    }

    /** The question that a use by the issued key asks, as everybody outside sees it. */
    Use shownUse() {
        IssuedSession first = first();
        return first.useAt(first.issuedAt());
    }

    /** The question that a use by the issued key asks at some time, as the first record tells it, whichever others come. */
    Use useAt(long time) {
        return Use.ofIssuedKey(this, time);
    }

    /** Whether everybody outside takes another session and this one for one. */
    boolean hasTwin() {
        return twin() != null;
    }

    /** Whether another session's answer is drawn from this one. */
    boolean hasChildren() {
        return children > 0;
    }

    void gainChild() {
        children++;
    }

    void loseChild() {
        children--;
    }

    /** The record that is this very event, with this very content, or {@code null}. */
    @Nullable
    IssuingEvent recordOf(CloudTrailEvent event) {
        for (IssuingEvent one : records()) {
            if (one.isRecordOf(event)) {
                return one;
            }
        }
        return null;
    }

    /** Takes another record of the call in. */
    synchronized IssuingEvent add(Issuance issuance, long due, SharedTexts shared) {
        changing();
        var copy = new FurtherRecord(this, issuance, due, shared);
        var more = new ArrayList<>(records());
        more.add(copy);
        keep(more);
        return copy;
    }

    /** Whether all its records are of one event: without them it is no session, so that it goes as it is. */
    boolean isOnlyOf(String eventId) {
        return records().stream().allMatch(one -> one.eventId().equals(eventId));
    }

    /** Takes out the records of an event, which are not all, and returns them. */
    synchronized List<IssuingEvent> removeRecordsOf(String eventId) {
        List<IssuingEvent> removed =
                records().stream().filter(one -> one.eventId().equals(eventId)).toList();
        if (!removed.isEmpty()) {
            changing();
            keep(records().stream().filter(one -> !removed.contains(one)).toList());
        }
        return removed;
    }

    private void keep(List<IssuingEvent> all) {
        rest = new SessionRest(CallRecords.of(all), twin(), sightings());
        changed();
    }

    /** Something is about to change the answers: what was said is written down, since it can be drawn no more. */
    synchronized void changing() {
        Announced said = announced;
        if (said != null && said.isAsDrawn()) {
            announced = said.of(verdict(Basis.ISSUED_KEY));
        }
    }

    /** The answers have to be drawn anew: a record came, or is believed more, or its caller's answer changed. */
    synchronized void changed() {
        nameSignals = null;
    }

    /** Takes the answer of a record's caller. */
    synchronized void answer(WaitingCaller caller, Verdict verdict) {
        changing();
        caller.verdict(verdict);
        changed();
    }

    /** A record is believed more than before. */
    synchronized boolean vouch(IssuingEvent one, InputTrust trust) {
        changing();
        boolean better = one.vouch(trust);
        if (better && several() != null) {
            keep(records());
        }
        if (better) {
            changed();
        }
        return better;
    }

    /** More records claim to be of this call than are kept: which of them is right is not looked into any more. */
    synchronized boolean saturate() {
        changing();
        boolean first = !saturated;
        saturated = true;
        changed();
        return first;
    }

    /** Whether a signed digest covers a record of the call. */
    boolean isCovered() {
        CallRecords several = several();
        return several == null ? isVerified() : several.isCovered();
    }

    // ---- what it answers

    /** The answer for a use that is tied to this session by a match. */
    Verdict verdict(Match match) {
        return verdict(match.link() == Basis.ISSUED_KEY ? Basis.ISSUED_KEY : Basis.SESSION_BIRTH);
    }

    /** The answer of whoever called, where it is this session's but for the hop; else this session's by its key. */
    Verdict ownVerdict() {
        boolean isCallers = several() == null
                && !saturated
                && caller() instanceof Explanation called
                && called.chain().length() < maximumChainLength();
        return isCallers ? caller() : verdict(Basis.ISSUED_KEY);
    }

    private Verdict verdict(Basis link) {
        if (saturated) {
            return new Gap(
                    UnattributedReason.CONFLICT, telling().issuedTo(), telling().claimsOfIssued());
        }
        CallRecords several = several();
        if (several == null) {
            return addsHop()
                    ? Resolver.extend(caller(), this, linkOf(link), trust(), maximumChainLength())
                    : reenter(caller(), List.of(eventId()), trust());
        }
        return several.verdict(this, link);
    }

    /** How a hop is tied by a match with this link. */
    Basis linkOf(Basis link) {
        return kind() == Issuance.Kind.SESSION ? link : Basis.PROVIDER;
    }

    /** The answer where no hop is added: for a sign-in the caller's by another door, else the caller's own. */
    Verdict reenter(Verdict caller, List<String> eventIds, InputTrust trust) {
        return kind() == Issuance.Kind.SIGN_IN ? Resolver.reenter(caller, eventIds, trust) : caller;
    }

    /** The signals of the answer by key; drawn anew when the answer, the known names or the policies changed. */
    List<Signal> signals(Verdict verdict, ChainSignals signals) {
        ChainSignals.Drawn known = nameSignals;
        if (known != null && known.version() == signals.version()) {
            return known.signals();
        }
        ChainSignals.Drawn drawn = signals.draw(verdict);
        synchronized (this) {
            if (verdict.equals(verdict(Basis.ISSUED_KEY))) {
                nameSignals = drawn;
            }
        }
        return drawn.signals();
    }

    // ---- what was said of it

    /** What was last given out for this session's key, or {@code null} where nobody asked yet. */
    @Nullable
    Announced announced() {
        return first().announced;
    }

    /** What was said, written down; what can be drawn again is. */
    Verdict said(Announced said) {
        Verdict verdict = said.verdict();
        return verdict != null ? verdict : first().verdict(Basis.ISSUED_KEY);
    }

    /** Whether a verdict is what was said. */
    boolean isSaid(Announced said, Verdict verdict) {
        return said.isAsDrawn() && first().isDrawn(verdict) || said(said).equals(verdict);
    }

    /** Whether a verdict is what the only record's caller makes it, seen without drawing it again. */
    private boolean isDrawn(Verdict verdict) {
        return several() == null
                && !saturated
                && Resolver.isExtended(verdict, caller(), this, linkOf(Basis.ISSUED_KEY), trust());
    }

    /** Takes note of what is given out; says whether nobody else did meanwhile. */
    boolean announce(@Nullable Announced before, Verdict verdict, List<Signal> signals) {
        return first().exchange(before, verdict, signals);
    }

    @SuppressWarnings("ReferenceEquality") // the very note that was read
    private synchronized boolean exchange(@Nullable Announced before, Verdict verdict, List<Signal> signals) {
        if (announced != before) {
            return false;
        }
        announced = before == null ? first(verdict, signals) : before.next(said(before), verdict, signals);
        return true;
    }

    /** What can be drawn again as long as nothing changes is not written down. */
    private Announced first(Verdict verdict, List<Signal> signals) {
        return isDrawn(verdict) ? Announced.asDrawn(signals) : Announced.first(verdict, signals);
    }

    // ---- whose it is, and how long

    /** Who holds it, {@code null} for nobody. */
    FairShare.@Nullable Holder holder() {
        return holder;
    }

    @Nullable
    IssuedSession older() {
        return older;
    }

    @Nullable
    IssuedSession newer() {
        return newer;
    }

    /** Joins a holder's sessions as the newest of them. */
    void heldBy(FairShare.Holder newHolder, @Nullable IssuedSession newest) {
        holder = newHolder;
        older = newest;
        if (newest != null) {
            newest.newer = this;
        }
    }

    /** Leaves its holder's sessions. */
    void release() {
        if (older != null) {
            older.newer = newer;
        }
        if (newer != null) {
            newer.older = older;
        }
        holder = null;
        older = null;
        newer = null;
    }

    /** Is none of its group any more; its answers stay, for the sessions that descend from it. */
    void forget() {
        forgotten = true;
    }

    /** Whether nobody needs it any more. */
    boolean isReleased() {
        return released;
    }

    /** Whether nobody needs it any more, not even as an ancestor; true once. */
    boolean endUse() {
        boolean now = forgotten && !released && children == 0;
        released |= now;
        return now;
    }
}
