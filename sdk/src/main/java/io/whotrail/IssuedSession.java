// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
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
        private List<IssuedSession> parents = List.of();
        private @Nullable WaitingCaller waiting;

        Copy(IssuedSession session, Issuance issuance, Verdict caller) {
            this.session = session;
            this.issuance = issuance;
            this.caller = caller;
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

        /** The question who called, while its answer can change. */
        @Nullable
        WaitingCaller waiting() {
            return waiting;
        }

        void waiting(WaitingCaller caller) {
            waiting = caller;
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
    }

    /** What the session answers, by the way in which a use is tied to it. */
    private record Answers(Verdict byKey, Verdict byBirth) {}

    /** The signals of the answer by key, as of some number of known names. */
    private record NameSignals(Verdict verdict, int names, List<Signal> signals) {}

    /**
     * An answer that was given out for the session's key.
     *
     * @param revision how many notices were given before
     */
    record Announced(Verdict verdict, List<Signal> signals, int revision) {
        @SuppressWarnings("ReferenceEquality") // the drawn answer itself, not one like it
        boolean isOf(Verdict drawn) {
            return verdict == drawn;
        }
    }

    private static final Comparator<Copy> TELLING_FIRST = Comparator.comparing(
                    (Copy copy) -> copy.issuance.isForeignView())
            .thenComparing(copy -> copy.issuance.event().eventId())
            .thenComparingLong(copy -> copy.issuance.event().contentHash());

    private final SessionGroup group;
    private final Session session;
    private final int maximumChainLength;
    private final List<Copy> copies = new ArrayList<>(1);
    private boolean hasChildren;
    private volatile Issuance issuance;
    private volatile @Nullable Answers answers;
    private volatile @Nullable NameSignals nameSignals;
    private final AtomicReference<@Nullable Announced> announced = new AtomicReference<>();

    IssuedSession(SessionGroup group, Issuance issuance, int maximumChainLength) {
        this.group = group;
        this.issuance = issuance;
        this.session = new Session(
                issuance.sessionArn(), issuance.accessKeyId(), issuance.event().eventTime());
        this.maximumChainLength = maximumChainLength;
    }

    SessionGroup group() {
        return group;
    }

    /** The issuance as the most telling copy shows it. */
    Issuance issuance() {
        return issuance;
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
        return issuance.birth();
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

    /** Whether an event of this id is among the copies. */
    boolean hasCopy(String eventId) {
        return copies.stream().anyMatch(copy -> copy.issuance.event().eventId().equals(eventId));
    }

    /** Whether this very event, with this very content, is among the copies. */
    boolean hasCopy(CloudTrailEvent event) {
        return copies.stream()
                .map(copy -> copy.issuance.event())
                .anyMatch(one -> one.eventId().equals(event.eventId()) && one.contentHash() == event.contentHash());
    }

    void add(Copy copy) {
        copies.add(copy);
        copies.sort(TELLING_FIRST);
        issuance = copies.get(0).issuance;
    }

    /** Draws the answers from the copies; says whether they changed. */
    boolean draw() {
        Issuance told = issuance;
        List<Verdict> callers = copies.stream()
                .filter(copy -> copy.issuance.isForeignView() == told.isForeignView())
                .map(Copy::caller)
                .toList();
        List<String> eventIds = copies.stream()
                .map(copy -> copy.issuance.event().eventId())
                .distinct()
                .sorted()
                .toList();
        Use caller = told.caller();
        Verdict merged = callers.size() == 1
                ? callers.get(0)
                : Resolver.merge(new ArrayList<>(callers), Identities.acting(caller.identity()), caller.claims());
        Answers drawn =
                new Answers(answer(merged, Basis.ISSUED_KEY, eventIds), answer(merged, Basis.SESSION_BIRTH, eventIds));
        boolean changed = !drawn.equals(answers);
        answers = drawn;
        return changed;
    }

    private Verdict answer(Verdict caller, Basis link, List<String> eventIds) {
        Hop hop = issuance.hop();
        if (hop != null) {
            Basis weaker = issuance.kind() == Issuance.Kind.SESSION ? link : Basis.PROVIDER;
            Hop linked = new Hop(
                    hop.roleArn(),
                    hop.roleId(),
                    hop.sessionName(),
                    hop.sourceIdentity(),
                    hop.issuedAt(),
                    weaker,
                    eventIds);
            Claims claims = new Claims(hop.sessionName(), hop.sourceIdentity());
            return Resolver.extend(caller, linked, claims, maximumChainLength);
        }
        return issuance.kind() == Issuance.Kind.SIGN_IN ? Resolver.reenter(caller, eventIds) : caller;
    }

    /** The answer for a use that is tied to this session by a link. */
    Verdict verdict(Match match) {
        Answers drawn = Objects.requireNonNull(answers, "drawn before it is found");
        return match.link() == Basis.ISSUED_KEY ? drawn.byKey : drawn.byBirth;
    }

    /** The signals of the answer by key; drawn anew when the answer or the known names changed. */
    List<Signal> signals(Verdict verdict, KnownNames names, int deepChain) {
        NameSignals drawn = nameSignals;
        int version = names.version();
        if (drawn == null || drawn.verdict != verdict || drawn.names != version) {
            drawn = new NameSignals(verdict, version, ChainSignals.of(verdict, names, deepChain));
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

    /** The credential as its events show it. */
    Session session() {
        return session;
    }

    /** Lets go of the ancestors: the answers stay. */
    void forgetParents() {
        for (Copy copy : copies) {
            copy.parents = List.of();
        }
    }
}
