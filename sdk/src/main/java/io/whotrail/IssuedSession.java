// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
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

        Copy(IssuedSession session, Issuance issuance, Shared shared) {
            super(session.group(), issuance, shared);
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

    /** The signals of the answer by key, as of some number of known names and policies. */
    private record NameSignals(int version, List<Signal> signals) {}

    private static final Comparator<IssuingEvent> TELLING_FIRST = Comparator.comparing(IssuingEvent::isForeignView)
            .thenComparing(record -> !record.isVerified())
            .thenComparing(IssuingEvent::eventId)
            .thenComparingLong(IssuingEvent::contentHash);

    private final int maximumChainLength;
    private final long expiresAt;
    private final @Nullable IssuedSession twin;
    private boolean forgotten;
    private boolean hasChildren;
    private volatile boolean saturated;
    private FairShare.@Nullable Holder holder;
    private @Nullable IssuedSession older;
    private @Nullable IssuedSession newer;
    private volatile @Nullable Records records;
    private volatile @Nullable Announced announced;
    private volatile @Nullable NameSignals nameSignals;

    /**
     * Makes a session of its first record.
     *
     * @param expiresAt until when, in epoch seconds of event time, it may be of use
     * @param twin a session that shows the same key and birth, so that everybody outside takes both for one
     */
    IssuedSession(
            SessionGroup group,
            Issuance issuance,
            Shared shared,
            int maximumChainLength,
            long expiresAt,
            @Nullable IssuedSession twin) {
        super(group, issuance, shared);
        this.maximumChainLength = maximumChainLength;
        this.expiresAt = expiresAt;
        this.twin = twin == null || twin.twin == null ? twin : twin.twin;
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
        Records several = records;
        return several == null ? this : several.telling;
    }

    /** All records of the call. */
    List<IssuingEvent> records() {
        Records several = records;
        return several == null ? List.of(this) : several.all;
    }

    /** The credential as its events show it. */
    Session shown() {
        return twin == null
                ? new Session(sessionArn(), accessKeyId(), EpochSeconds.toInstant(issuedAt()))
                : twin.shown();
    }

    /** Whether an event shows the credential just as {@link #shown} does. */
    boolean isShownAs(@Nullable Session other) {
        if (other == null || !hasKey(other.accessKeyId())) {
            return false;
        }
        Instant createdAt = other.createdAt();
        return createdAt != null
                && createdAt.equals(EpochSeconds.toInstant(issuedAt()))
                && (twin == null ? this : twin).sessionArn().equals(other.arn());
    }

    /** Whether another session was ever found to be issued by this one. */
    boolean hasChildren() {
        return hasChildren;
    }

    void gainChildren() {
        hasChildren = true;
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
    IssuingEvent add(Issuance issuance, Shared shared) {
        var copy = new Copy(this, issuance, shared);
        var more = new ArrayList<>(records());
        more.add(copy);
        keep(more);
        return copy;
    }

    /** Takes out the records of an event, and returns them. */
    List<IssuingEvent> removeRecordsOf(String eventId) {
        List<IssuingEvent> removed =
                records().stream().filter(one -> one.eventId().equals(eventId)).toList();
        if (!removed.isEmpty()) {
            keep(records().stream().filter(one -> !removed.contains(one)).toList());
        }
        return removed;
    }

    private void keep(List<IssuingEvent> all) {
        List<IssuingEvent> sorted = all.stream().sorted(TELLING_FIRST).toList();
        List<IssuingEvent> believed = believed(sorted);
        records = new Records(sorted, believed.isEmpty() ? this : believed.get(0));
        changed();
    }

    /** The answers have to be drawn anew: a record came, or is believed more, or its caller's answer changed. */
    synchronized void changed() {
        nameSignals = null;
    }

    /** A record is believed more than before. */
    boolean vouch(IssuingEvent one, InputTrust trust) {
        boolean better = one.vouch(trust);
        if (better && records != null) {
            keep(records());
        }
        if (better) {
            changed();
        }
        return better;
    }

    /** More records claim to be of this call than are kept: which of them is right is not looked into any more. */
    boolean saturate() {
        boolean first = !saturated;
        saturated = true;
        changed();
        return first;
    }

    /** Whether a signed digest covers a record of the call. */
    boolean isCovered() {
        Records several = records;
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
        Records several = records;
        if (several == null) {
            return addsHop()
                    ? Resolver.extend(caller(), this, linkOf(link), trust(), maximumChainLength)
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
        return Resolver.extend(shown.caller(), any -> hop, hop.link(), trust, maximumChainLength);
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
        NameSignals known = nameSignals;
        int version = signals.version();
        if (known != null && known.version == version) {
            return known.signals;
        }
        List<Signal> drawn = signals.of(verdict);
        synchronized (this) {
            if (verdict.equals(verdict(Basis.ISSUED_KEY))) {
                nameSignals = new NameSignals(version, drawn);
            }
        }
        return drawn;
    }

    // ---- what was said of it

    /** What was last given out for this session's key, or {@code null} where nobody asked yet. */
    @Nullable
    Announced announced() {
        return twin == null ? announced : twin.announced();
    }

    /** Takes note of what is given out; says whether nobody else did meanwhile. */
    boolean announce(@Nullable Announced before, Announced now) {
        return twin == null ? exchange(before, now) : twin.announce(before, now);
    }

    @SuppressWarnings("ReferenceEquality") // the very note that was read
    private synchronized boolean exchange(@Nullable Announced before, Announced now) {
        boolean same = announced == before;
        announced = same ? now : announced;
        return same;
    }

    // ---- whose it is, and how long

    long expiresAt() {
        return expiresAt;
    }

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

    /** Lets go of its ancestors: the answers stay, for the sessions that descend from it. */
    void letGo() {
        forgotten = true;
        for (IssuingEvent one : records()) {
            WaitingCaller caller = one.waiting();
            if (caller != null) {
                caller.parents(List.of());
            }
        }
    }
}
