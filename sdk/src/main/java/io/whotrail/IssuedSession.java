// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.Arn;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.event.SessionContext;
import io.whotrail.event.SessionIssuer;
import io.whotrail.event.UserIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One issued credential, made of all the records of the call that issued it. Changed under the engine's lock only; its
 * answers may be read without.
 */
final class IssuedSession extends IssuingEvent {
    /* Nearly every call leaves one record, which is the session itself; what more there may be stands beside it. */

    /** Another record of the call. */
    static final class Copy extends IssuingEvent {
        private final IssuedSession session;

        Copy(IssuedSession session, Issuance issuance, long due, Shared shared) {
            super(session.group(), issuance, due, shared);
            this.session = session;
        }

        @Override
        IssuedSession session() {
            return session;
        }
    }

    /**
     * The records of a call that left several.
     *
     * @param all the most telling first
     * @param telling the one that counts where they differ
     */
    private record Records(List<IssuingEvent> all, IssuingEvent telling) {}

    /** What most sessions have nothing of. */
    private record Rest(
            @Nullable Records records,
            @Nullable IssuedSession twin,
            @Nullable KeySightings sightings) {}

    private static final Comparator<IssuingEvent> TELLING_FIRST = Comparator.comparing(IssuingEvent::isForeignView)
            .thenComparing(record -> !record.isVerified())
            .thenComparing(IssuingEvent::eventId)
            .thenComparingLong(IssuingEvent::contentHash);

    private boolean forgotten;
    private boolean released;
    private volatile boolean saturated;
    private volatile boolean watched;
    /** How many answers were drawn from this session, those of forgotten sessions that others descend from among them. */
    private int children;

    private FairShare.@Nullable Holder holder;
    private @Nullable IssuedSession older;
    private @Nullable IssuedSession newer;
    private volatile @Nullable Rest rest;
    private volatile @Nullable Announced announced;
    private volatile ChainSignals.@Nullable Drawn nameSignals;

    /**
     * Makes a session of its first record.
     *
     * @param due when it counts as issued where that is needed
     * @param twin a session that shows the same key and birth, so that everybody outside takes both for one
     */
    IssuedSession(SessionGroup group, Issuance issuance, long due, Shared shared, @Nullable IssuedSession twin) {
        super(group, issuance, due, shared);
        if (twin != null) {
            IssuedSession first = twin.twin();
            rest = new Rest(null, first == null ? twin : first, null);
        }
    }

    private @Nullable Records several() {
        Rest unusual = rest;
        return unusual == null ? null : unusual.records;
    }

    private @Nullable IssuedSession twin() {
        Rest unusual = rest;
        return unusual == null ? null : unusual.twin;
    }

    /** What is seen of the key, where uses of this session alone do not tell it; else {@code null}. */
    @Nullable
    KeySightings sightings() {
        Rest unusual = rest;
        return unusual == null ? null : unusual.sightings;
    }

    /** Whether uses of the key have to be taken note of. */
    boolean isWatched() {
        return watched;
    }

    void watch(KeySightings sightings) {
        rest = new Rest(several(), twin(), sightings);
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
        Records several = several();
        return several == null ? this : several.telling;
    }

    /** All records of the call. */
    List<IssuingEvent> records() {
        Records several = several();
        return several == null ? List.of(this) : several.all;
    }

    /** Whether a record is one of the call's, and was not corrected. */
    boolean holds(IssuingEvent one) {
        Records several = several();
        return several == null ? equals(one) : several.all.contains(one);
    }

    /** The credential as its events show it. */
    Session shown() {
        IssuedSession first = twin();
        return first == null
                ? new Session(sessionArn(), accessKeyId(), EpochSeconds.toInstant(issuedAt()))
                : first.shown();
    }

    /** Whether an event shows the credential just as {@link #shown} does. */
    boolean isShownAs(@Nullable Session other) {
        if (other == null || !hasKey(other.accessKeyId())) {
            return false;
        }
        Instant createdAt = other.createdAt();
        IssuedSession first = twin();
        return createdAt != null
                && createdAt.equals(EpochSeconds.toInstant(issuedAt()))
                && (first == null ? this : first).isOfArn(other.arn());
    }

    /** The question that a use by the issued key asks, at some time. */
    Use useAt(long time) {
        return useOf(telling(), time);
    }

    /** The same as the first record tells it, whichever others come. */
    Use firstUseAt(long time) {
        return useOf(this, time);
    }

    private static Use useOf(IssuingEvent issuing, long time) {
        var issuer = new SessionIssuer(null, issuing.roleId(), issuing.roleArn(), null, null);
        Instant birth = EpochSeconds.toInstant(issuing.issuedAt());
        var context = new SessionContext(issuer, birth, null, issuing.sourceIdentity(), null, false, null, null);
        Arn arn = Arn.parse(issuing.sessionArn());
        UserIdentity identity = UserIdentity.builder()
                .type(issuing.isOfRoot() ? "Root" : "AssumedRole")
                .principalId(issuing.principalId())
                .arn(issuing.sessionArn())
                .accountId(arn == null ? null : arn.accountId())
                .accessKeyId(issuing.accessKeyId())
                .sessionContext(context)
                .build();
        CloudTrailEvent use = CloudTrailEvent.builder(issuing.eventId())
                .eventTime(EpochSeconds.toInstant(time))
                .userIdentity(identity)
                .build();
        return Use.ofIdentity(use, identity, issuing.groupKey(), issuing.issuedAt());
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
    synchronized IssuingEvent add(Issuance issuance, long due, Shared shared) {
        changing();
        var copy = new Copy(this, issuance, due, shared);
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
        List<IssuingEvent> sorted = all.stream().sorted(TELLING_FIRST).toList();
        List<IssuingEvent> believed = believed(sorted);
        rest = new Rest(new Records(sorted, believed.get(0)), twin(), sightings());
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
        Records several = several();
        return several == null ? isVerified() : several.all.stream().anyMatch(IssuingEvent::isVerified);
    }

    // ---- what it answers

    /** The answer for a use that is tied to this session by a match. */
    Verdict verdict(Match match) {
        return verdict(match.link() == Basis.ISSUED_KEY ? Basis.ISSUED_KEY : Basis.SESSION_BIRTH);
    }

    private Verdict verdict(Basis link) {
        if (saturated) {
            return new Gap(
                    UnattributedReason.CONFLICT, telling().acting(), telling().claims());
        }
        Records several = several();
        if (several == null) {
            return addsHop()
                    ? Resolver.extend(caller(), this, linkOf(link), trust(), maximumChainLength())
                    : reenter(caller(), List.of(eventId()), trust());
        }
        var told = new ArrayList<Verdict>(1);
        List<IssuingEvent> callers = callers(several.all);
        for (IssuingEvent one : callers) {
            told.add(verdict(one, link, several, callers));
        }
        return told.size() == 1
                ? told.get(0)
                : Resolver.merge(told, telling().acting(), telling().claims());
    }

    private Basis linkOf(Basis link) {
        return kind() == Issuance.Kind.SESSION ? link : Basis.PROVIDER;
    }

    private Verdict reenter(Verdict caller, List<String> eventIds, InputTrust trust) {
        return kind() == Issuance.Kind.SIGN_IN ? Resolver.reenter(caller, eventIds, trust) : caller;
    }

    private Verdict verdict(IssuingEvent shown, Basis link, Records several, List<IssuingEvent> callers) {
        List<String> eventIds = proof(shown, several.all, callers);
        InputTrust trust = trust(shown, callers);
        if (!addsHop()) {
            return reenter(shown.caller(), eventIds, trust);
        }
        Hop hop = several.telling.hop(linkOf(link), eventIds);
        return Resolver.extend(shown.caller(), any -> hop, hop.link(), trust, maximumChainLength());
    }

    /** Records that show the caller make those needless that show a foreign principal, if both agree. */
    private static List<IssuingEvent> callers(List<IssuingEvent> all) {
        List<IssuingEvent> believed = believed(all);
        List<IssuingEvent> telling =
                believed.stream().filter(one -> !one.isForeignView()).toList();
        return believed.stream()
                .filter(one -> !one.isForeignView() || telling.stream().noneMatch(other -> other.agreesWith(one)))
                .toList();
    }

    private static List<IssuingEvent> believed(List<IssuingEvent> all) {
        return all.stream().filter(one -> all.stream().noneMatch(one::yieldsTo)).toList();
    }

    /** The events that show this caller: the records with the same one, and the foreign views that agree with it. */
    private static List<String> proof(IssuingEvent shown, List<IssuingEvent> all, List<IssuingEvent> callers) {
        return all.stream()
                .filter(one -> one == shown
                        || callers.contains(one) && one.caller().equals(shown.caller())
                        || one.isForeignView() && !callers.contains(one) && shown.agreesWith(one))
                .map(IssuingEvent::eventId)
                .distinct()
                .sorted()
                .toList();
    }

    /** The best of the records that show this caller proves it. */
    private static InputTrust trust(IssuingEvent shown, List<IssuingEvent> callers) {
        InputTrust best = shown.trust();
        for (IssuingEvent one : callers) {
            best = one.caller().equals(shown.caller()) && one.trust().compareTo(best) < 0 ? one.trust() : best;
        }
        return best;
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
        IssuedSession first = twin();
        return first == null ? announced : first.announced();
    }

    /** What was said, written down; what can be drawn again is. */
    Verdict said(Announced said) {
        Verdict verdict = said.verdict();
        IssuedSession first = twin();
        return verdict != null ? verdict : first == null ? verdict(Basis.ISSUED_KEY) : first.said(said);
    }

    /** Whether a verdict is what was said. */
    boolean isSaid(Announced said, Verdict verdict) {
        IssuedSession first = twin();
        if (first != null) {
            return first.isSaid(said, verdict);
        }
        return said.isAsDrawn() && isDrawn(verdict) || said(said).equals(verdict);
    }

    /** Whether a verdict is what the only record's caller makes it, seen without drawing it again. */
    private boolean isDrawn(Verdict verdict) {
        return verdict instanceof Explanation explanation
                && several() == null
                && !saturated
                && caller() instanceof Explanation called
                && explanation.chain().isOf(called.chain(), this, linkOf(Basis.ISSUED_KEY))
                && explanation.trust() == called.trust().weaker(trust());
    }

    /** Takes note of what is given out; says whether nobody else did meanwhile. */
    boolean announce(@Nullable Announced before, Verdict verdict, List<Signal> signals) {
        IssuedSession first = twin();
        return first == null ? exchange(before, verdict, signals) : first.announce(before, verdict, signals);
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

    /** Whether nobody needs it any more, not even as an ancestor; true once. */
    boolean endUse() {
        boolean now = forgotten && !released && children == 0;
        released |= now;
        return now;
    }
}
