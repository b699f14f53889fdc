// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One issued credential, made of all the copies of the call that issued it, with its resolved answer. Changed under the
 * engine's lock only; its answers may be read without.
 */
final class IssuedSession implements Credential {
    /** One event of the call, and who its caller is. */
    static final class Copy {
        private final IssuedSession session;
        private final Issuance issuance;
        private Verdict caller;
        private InputTrust trust;
        private List<IssuedSession> parents = List.of();
        private @Nullable WaitingCaller waiting;

        Copy(IssuedSession session, Issuance issuance, Verdict caller) {
            this.session = session;
            this.issuance = issuance;
            this.caller = caller;
            this.trust = issuance.event().inputTrust();
        }

        IssuedSession session() {
            return session;
        }

        Issuance issuance() {
            return issuance;
        }

        Verdict caller() {
            return caller;
        }

        /** Takes note that the record came again, perhaps another way; says whether it is better believed now. */
        boolean vouch(InputTrust newTrust) {
            boolean better = newTrust.compareTo(trust) < 0;
            trust = better ? newTrust : trust;
            return better;
        }

        private boolean isVerified() {
            return trust == InputTrust.DIGEST_VERIFIED;
        }

        /** A record that no digest covers is set aside where one that a digest covers says who called, or is the same event. */
        private boolean yieldsTo(Copy other) {
            return !isVerified()
                    && other.isVerified()
                    && (!other.issuance.isForeignView()
                            || other.issuance
                                    .event()
                                    .eventId()
                                    .equals(issuance.event().eventId()));
        }

        /** The question who called, while its answer can change. */
        @Nullable
        WaitingCaller waiting() {
            return waiting;
        }

        void waiting(WaitingCaller asked) {
            waiting = asked;
        }

        List<IssuedSession> parents() {
            return parents;
        }

        /** Takes the caller's answer; says whether the session has to be drawn anew. */
        boolean answer(Verdict newCaller, List<IssuedSession> newParents) {
            boolean changed = !caller.equals(newCaller) || !parents.equals(newParents);
            caller = newCaller;
            parents = newParents;
            newParents.forEach(parent -> parent.hasChildren = true);
            return changed;
        }

        /** Whether this copy, which shows the caller, can be of the same call as one that shows a foreign principal. */
        private boolean agreesWith(Copy foreign) {
            return Match.of(foreign.issuance.caller(), asShared()) != null;
        }

        private Issuance asShared() {
            return issuance.ofKind(Issuance.Kind.SHARED);
        }
    }

    /** What the session answers, by the way in which a use is tied to it. */
    private record Answers(Verdict byKey, Verdict byBirth) {}

    /** The signals of the answer by key, as of some number of known names and policies. */
    private record NameSignals(Verdict verdict, int version, List<Signal> signals) {}

    private static final Comparator<Copy> TELLING_FIRST = Comparator.comparing(
                    (Copy copy) -> copy.issuance.isForeignView())
            .thenComparing(copy -> !copy.isVerified())
            .thenComparing(copy -> copy.issuance.event().eventId())
            .thenComparingLong(copy -> copy.issuance.event().contentHash());

    private final int maximumChainLength;
    private final Session session;
    private final AtomicReference<@Nullable Announced> announced;
    private final List<Copy> copies = new ArrayList<>(1);
    private final long expiresAt;
    private @Nullable SessionGroup group;
    private FairShare.@Nullable Holder holder;
    private @Nullable IssuedSession older;
    private @Nullable IssuedSession newer;
    private boolean hasChildren;
    private boolean saturated;
    private volatile boolean verified;
    private volatile Issuance issuance;
    private volatile @Nullable Answers answers;
    private volatile @Nullable NameSignals nameSignals;

    /**
     * Makes a session without copies.
     *
     * @param expiresAt until when, in epoch seconds of event time, it may be of use
     * @param twin a session that shows the same key and birth, so that everybody outside takes both for one
     */
    IssuedSession(
            SessionGroup group,
            Issuance issuance,
            int maximumChainLength,
            long expiresAt,
            @Nullable IssuedSession twin) {
        this.expiresAt = expiresAt;
        this.group = group;
        this.issuance = issuance;
        this.maximumChainLength = maximumChainLength;
        this.session = twin != null
                ? twin.session
                : new Session(
                        issuance.sessionArn(),
                        issuance.accessKeyId(),
                        issuance.event().eventTime());
        this.announced = twin != null ? twin.announced : new AtomicReference<>();
    }

    /** The group, {@code null} once the session is forgotten. */
    @Nullable
    SessionGroup group() {
        return group;
    }

    /** The issuance as the most telling copy shows it. */
    Issuance issuance() {
        return issuance;
    }

    /** The credential as its events show it. */
    Session session() {
        return session;
    }

    List<Copy> copies() {
        return copies;
    }

    @Override
    public @Nullable String accessKeyId() {
        return issuance.accessKeyId();
    }

    @Override
    public long birth() {
        return issuance.indexedBirth();
    }

    boolean isOfCall(Issuance other) {
        return issuance.callId().equals(other.callId())
                && issuance.kind() == other.kind()
                && issuance.birth() == other.birth()
                && Objects.equals(issuance.accessKeyId(), other.accessKeyId());
    }

    /** Whether another session was ever found to be issued by this one. */
    boolean hasChildren() {
        return hasChildren;
    }

    /** The copy that is this very event, with this very content, or {@code null}. */
    @Nullable
    Copy copyOf(CloudTrailEvent event) {
        for (Copy copy : copies) {
            CloudTrailEvent known = copy.issuance.event();
            if (known.eventId().equals(event.eventId()) && known.contentHash() == event.contentHash()) {
                return copy;
            }
        }
        return null;
    }

    Copy add(Issuance newIssuance, Verdict caller) {
        var copy = new Copy(this, newIssuance, caller);
        copies.add(copy);
        chooseTelling();
        return copy;
    }

    private void chooseTelling() {
        copies.sort(TELLING_FIRST);
        List<Copy> believed = believed();
        if (!believed.isEmpty()) {
            issuance = believed.get(0).issuance;
        }
    }

    /** More records claim to be of this call than are kept: which of them is right is not looked into any more. */
    boolean saturate() {
        boolean first = !saturated;
        saturated = true;
        return first;
    }

    /** Takes out the copies of an event, and returns them. */
    List<Copy> removeCopiesOf(String eventId) {
        List<Copy> removed = copies.stream()
                .filter(copy -> copy.issuance.event().eventId().equals(eventId))
                .toList();
        copies.removeAll(removed);
        chooseTelling();
        return removed;
    }

    /** Draws the answers from the copies; says whether they changed. */
    boolean draw() {
        chooseTelling();
        var drawn = new Answers(answer(Basis.ISSUED_KEY), answer(Basis.SESSION_BIRTH));
        boolean changed = !drawn.equals(answers);
        answers = drawn;
        verified = copies.stream().anyMatch(Copy::isVerified);
        return changed;
    }

    /** The answer over all callers that the copies show, each proven by the copies that show it. */
    private Verdict answer(Basis link) {
        Use use = issuance.caller();
        if (saturated) {
            return new Gap(UnattributedReason.CONFLICT, Identities.acting(use.identity()), use.claims());
        }
        var told = new ArrayList<Verdict>(1);
        List<Copy> callers = callers();
        for (Copy copy : callers) {
            told.add(answer(copy, link, callers));
        }
        return told.size() == 1 ? told.get(0) : Resolver.merge(told, Identities.acting(use.identity()), use.claims());
    }

    /** Copies that show the caller make those needless that show a foreign principal, if both agree. */
    private List<Copy> callers() {
        if (copies.size() == 1) {
            return copies;
        }
        List<Copy> believed = believed();
        List<Copy> telling =
                believed.stream().filter(copy -> !copy.issuance.isForeignView()).toList();
        return believed.stream()
                .filter(copy ->
                        !copy.issuance.isForeignView() || telling.stream().noneMatch(one -> one.agreesWith(copy)))
                .toList();
    }

    private List<Copy> believed() {
        if (copies.size() == 1) {
            return copies;
        }
        return copies.stream()
                .filter(copy -> copies.stream().noneMatch(copy::yieldsTo))
                .toList();
    }

    /** The events that show this caller: the copies with the same one, and the foreign views that agree with it. */
    private List<String> proof(Copy shown, List<Copy> callers) {
        if (copies.size() == 1) {
            return List.of(shown.issuance.event().eventId());
        }
        return copies.stream()
                .filter(copy -> copy == shown
                        || callers.contains(copy) && copy.caller.equals(shown.caller)
                        || copy.issuance.isForeignView() && !callers.contains(copy) && shown.agreesWith(copy))
                .map(copy -> copy.issuance.event().eventId())
                .distinct()
                .sorted()
                .toList();
    }

    private Verdict answer(Copy shown, Basis link, List<Copy> callers) {
        List<String> eventIds = proof(shown, callers);
        InputTrust trust = trust(shown, callers);
        Verdict caller = shown.caller;
        Hop hop = issuance.hop();
        if (hop != null) {
            Hop linked = hop.provenBy(issuance.kind() == Issuance.Kind.SESSION ? link : Basis.PROVIDER, eventIds);
            Claims claims = new Claims(hop.sessionName(), hop.sourceIdentity());
            return Resolver.extend(caller, linked, trust, claims, maximumChainLength);
        }
        return issuance.kind() == Issuance.Kind.SIGN_IN ? Resolver.reenter(caller, eventIds, trust) : caller;
    }

    /** The best of the records that show this caller proves it. */
    private static InputTrust trust(Copy shown, List<Copy> callers) {
        InputTrust best = shown.trust;
        for (Copy copy : callers) {
            best = copy.caller.equals(shown.caller) && copy.trust.compareTo(best) < 0 ? copy.trust : best;
        }
        return best;
    }

    /** Whether a signed digest covers a record of the call. */
    boolean isVerified() {
        return verified;
    }

    /** The answer for a use that is tied to this session by a link. */
    Verdict verdict(Match match) {
        Answers drawn = Objects.requireNonNull(answers, "drawn before it is found");
        return match.link() == Basis.ISSUED_KEY ? drawn.byKey : drawn.byBirth;
    }

    /** The signals of the answer by key; drawn anew when the answer, the known names or the policies changed. */
    List<Signal> signals(Verdict verdict, ChainSignals signals) {
        NameSignals drawn = nameSignals;
        int version = signals.version();
        if (drawn == null || !Objects.equals(drawn.verdict, verdict) || drawn.version != version) {
            drawn = new NameSignals(verdict, version, signals.of(verdict));
            nameSignals = drawn;
        }
        return drawn.signals;
    }

    /** What was last given out for this session's key, or {@code null} where nobody asked yet. */
    @Nullable
    Announced announced() {
        return announced.get();
    }

    /** Takes note of what is given out; says whether nobody else did meanwhile. */
    boolean announce(@Nullable Announced before, Announced now) {
        return announced.compareAndSet(before, now);
    }

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

    /** Lets go of ancestors and group: the answers stay, for the sessions that descend from it. */
    void letGo() {
        group = null;
        for (Copy copy : copies) {
            copy.parents = List.of();
        }
    }
}
