// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that are known and the uses that wait, and the answers that follow. Changed under the engine's lock only;
 * questions may be asked without.
 */
final class Knowledge {
    private static final Logger LOG = LoggerFactory.getLogger(Attributor.class);

    private final Settings settings;
    private final Watermarks watermarks;
    private final Counters counters;
    private final SessionGroups groups;
    private final Sightings sightings;
    private final Forgotten forgotten;
    private final GoneSessions gone;
    private final SeenEvents seen;
    private final Weight weight;
    private final FairShare shares;
    private final DrawnAnswers drawn;
    private final RecentActors actors;
    private final SharedTexts shared;
    private final Descent descent;
    private final TimeQueue<IssuedSession> expiries = new TimeQueue<>(this::expiresAt, session -> !session.isKept());
    /** How long sessions are kept, in seconds, and the copies of calls. */
    private final long retention;

    private final long retentionOfCopies;
    private long latestBirth = EpochSeconds.UNKNOWN;

    Knowledge(
            Settings settings,
            Watermarks watermarks,
            Counters counters,
            Sightings sightings,
            SeenEvents seen,
            Weight weight) {
        this.seen = seen;
        this.weight = weight;
        this.settings = settings;
        this.retention = settings.retention().toSeconds();
        this.retentionOfCopies = settings.retentionOfCopies().toSeconds();
        this.watermarks = watermarks;
        this.counters = counters;
        this.sightings = sightings;
        this.forgotten =
                new Forgotten(settings.maximumSessions(), settings.memory().forgottenBytes(), settings.hashSeed());
        this.gone = new GoneSessions(forgotten, settings.retention());
        this.shares = new FairShare(weight, settings.memory().absentBytes());
        this.drawn = new DrawnAnswers(settings.memory().drawnAnswers());
        this.groups = new SessionGroups(bound(settings), weight);
        this.shared = new SharedTexts(settings.maximumChainLength());
        this.descent = new Descent(groups, weight, shared);
        this.actors = new RecentActors(settings.memory().actors(), groups, settings.hashSeed());
    }

    /** Each group holds a session, a caller of one, or an event that waits. */
    private static long bound(Settings settings) {
        return Math.min(Long.MAX_VALUE / 4 / SessionGroups.CALLERS, settings.maximumSessions())
                        * (1 + SessionGroups.CALLERS)
                + settings.maximumWaiting();
    }

    private long watermark() {
        long watermark = watermarks.settled();
        return watermark == EpochSeconds.UNKNOWN ? 0 : watermark;
    }

    /** How far event time has come. */
    private long now() {
        return Math.max(latestBirth, watermark());
    }

    /** Which part of all sessions is held here. */
    Partition partition() {
        return settings.partition();
    }

    SessionGroups groups() {
        return groups;
    }

    /** Who descends from whom. */
    Descent descent() {
        return descent;
    }

    /** Where texts are kept once. */
    SharedTexts shared() {
        return shared;
    }

    // ---- questions

    Candidates candidates(Use use, @Nullable IssuedSession asker) {
        return candidates(use, asker, groups.of(use));
    }

    /**
     * The candidates for a use.
     *
     * @param group the group of its key, {@code null} where there is none
     */
    static Candidates candidates(Use use, @Nullable IssuedSession asker, @Nullable SessionGroup group) {
        var candidates = new Candidates(use, asker);
        if (group == null) {
            return candidates;
        }
        if (use.accessKeyId() != null) {
            group.forEachSessionOf(use.accessKeyId(), candidates);
        }
        if (!candidates.areOfKey() || group.hasNamed()) {
            group.forEachSessionNear(use.birth(), use.accessKeyId(), candidates);
        }
        return candidates;
    }

    Verdict verdict(Use use, Candidates candidates) {
        Verdict own = use.own();
        String groupKey = use.groupKey();
        if (groupKey == null) {
            return own == null ? Identities.malformed(use.identity()) : own;
        }
        boolean overshadowed = gone.isOvershadowed(use, groupKey, candidates);
        Verdict found = overshadowed ? null : candidates.verdict();
        if (found == null
                && !overshadowed
                && own instanceof Explanation
                && candidates.outOfValidity().isEmpty()
                && !forgotten.mayHoldRoot(groupKey, use.accessKeyId(), use.birth())) {
            return own;
        }
        if (found != null && !(found instanceof Gap)) {
            return found;
        }
        boolean isIssued =
                candidates.match() != null || !candidates.outOfValidity().isEmpty();
        Explanation carried =
                CarriedEvidence.of(use, isIssued ? null : sightings.enforced().callerOf(use));
        if (carried != null) {
            return carried;
        }
        return found == null
                ? new Gap(
                        gone.reason(use, groupKey, candidates, overshadowed),
                        Identities.acting(use.identity()),
                        use.claims())
                : found;
    }

    /**
     * Whether an answer that was given stands because memory had to let go of what proved it.
     *
     * @param sources the sessions that the answer was drawn from, of which some are gone
     */
    boolean uphold(Use use, Candidates candidates, Verdict before, Verdict now, List<IssuedSession> sources) {
        boolean isOfMemory = now instanceof Gap gap
                ? gap.reason().isOfMemory()
                : candidates.match() == null && isIssued(before) && !isIssued(now) && isForgotten(use);
        return isOfMemory && candidates.uphold(before, sources);
    }

    /** Whether an issuing event proves whose the acting session is. */
    private static boolean isIssued(Verdict verdict) {
        if (!(verdict instanceof Explanation explanation)) {
            return false;
        }
        List<Hop> hops = explanation.chain().hops();
        return !hops.isEmpty() && !hops.get(hops.size() - 1).issuanceEventIds().isEmpty();
    }

    private boolean isForgotten(Use use) {
        String groupKey = use.groupKey();
        return groupKey != null
                && forgotten.reason(groupKey, use.accessKeyId(), use.birth()).isOfMemory();
    }

    /** Whether another that was issued a key is gone; see {@link GoneSessions#wasPushedOut}. */
    boolean wasPushedOut(String groupKey, @Nullable String accessKeyId, boolean isCovered) {
        return gone.wasPushedOut(groupKey, accessKeyId, isCovered);
    }

    /** Whether any session was pushed out before its time. */
    boolean hasPushedOut() {
        return forgotten.hasEvicted();
    }

    /** Whether no session is gone yet. */
    boolean remembersAll() {
        return forgotten.isEmpty();
    }

    /** The answers that were drawn, and can be drawn again. */
    DrawnAnswers drawn() {
        return drawn;
    }

    /** The identities that were met of late. */
    RecentActors actors() {
        return actors;
    }

    // ---- what is kept

    /** Takes a session in, whose answers are drawn; {@link #makeRoom} comes once all it concerns is asked. */
    void add(IssuedSession session, SessionGroup group) {
        weight.add(session.gain() + Weight.ofPlace(group.sessionCount()));
        group.add(session);
        keep(group);
        counters.sessionsIssued.increment();
        expiries.add(session);
        long birth = session.issuedAt();
        latestBirth = birth == EpochSeconds.UNKNOWN || watermarks.isFuture(birth)
                ? latestBirth
                : Math.max(latestBirth, birth);
        shares.add(session, now());
        drawn.makeRoom(shares.size());
    }

    /** Where there are too many sessions, those give up theirs who have the most. */
    void makeRoom() {
        while (areTooMany()) {
            IssuedSession next = shares.next(now());
            if (next == null) {
                return;
            }
            evict(next);
        }
    }

    private boolean areTooMany() {
        return shares.size() > settings.maximumSessions()
                || settings.memory().isBounded() && bytes() > settings.memory().bytes();
    }

    /** What all that is kept takes of the heap; a session that is pushed out takes its part until its queue lets go of it. */
    private long bytes() {
        long goneBytes = weight.bytes() / Math.max(1, shares.size() + descent.ancestors()) * expiries.gone();
        return goneBytes
                + weight.bytes()
                + weight.waitingBytes()
                + seen.bytes()
                + forgotten.bytes()
                + drawn.bytes()
                + actors.bytes()
                + sightings.bytes();
    }

    Weight weight() {
        return weight;
    }

    /** Takes in another record of a session's call. */
    void addCopy(IssuingEvent copy) {
        weight.add(copy.gain());
    }

    /** Takes note that a session may count to somebody else now. */
    void move(IssuedSession session) {
        shares.move(session, now());
    }

    void keep(SessionGroup group) {
        groups.keep(group);
    }

    /** When an issuance counts as issued where that is needed. */
    long dueOf(Issuance issuance) {
        return watermarks.dueOf(issuance.birth());
    }

    /**
     * Until when, in event time, a session may be of use. A copy of a call is, to the other copies, whose times differ by a
     * tolerance at most, until their answers are final.
     */
    private long expiresAt(IssuedSession session) {
        return session.due() + (session.kind() == Issuance.Kind.SHARED ? retentionOfCopies : retention);
    }

    /** How many sessions there are. */
    int sessionCount() {
        return shares.size();
    }

    void await(WaitingEvent event) {
        String groupKey = event.use().groupKey();
        if (groupKey != null) {
            SessionGroup group = groups.findOrNew(groupKey);
            group.add(event);
            keep(group);
        }
    }

    void release(WaitingEvent event) {
        SessionGroup group = groups.of(event.use());
        if (group != null) {
            group.remove(event);
            groups.dropIfEmpty(group);
        }
        descent.letGo(event);
    }

    // ---- what is forgotten

    private void evict(IssuedSession session) {
        if (counters.sessionsEvicted.sum() == 0) {
            LOG.warn(
                    "Sessions are pushed out: {} are kept, and a bound is hit; stats() counts how many", shares.size());
        }
        forgotten.add(session, false, latestBirth);
        counters.sessionsEvicted.increment();
        forget(session);
        expiries.givenUp();
    }

    /** Forgets the sessions that the watermark has passed, and the questions whose answers it makes final. */
    void expire() {
        long watermark = watermark();
        for (IssuedSession session = expiries.pollPassed(watermark);
                session != null;
                session = expiries.pollPassed(watermark)) {
            forgotten.add(session, true, latestBirth);
            counters.sessionsExpired.increment();
            forget(session);
        }
        shares.forgetAbsent(now());
        descent.settle(watermark);
    }

    private void forget(IssuedSession session) {
        descent.hold(session);
        letGo(session);
        descent.concludeCallersOf(session);
    }

    /** A corrected record took the place of all that a session was known by. */
    void withdraw(IssuedSession session) {
        counters.sessionsCorrected.increment();
        letGo(session);
        expiries.givenUp();
    }

    private void letGo(IssuedSession session) {
        SessionGroup group = session.group();
        shares.remove(session, now());
        sightings.forget(session);
        drawn.forget(session);
        session.forget();
        group.remove(session);
        group.changed();
        weight.remove(Weight.ofPlace(group.sessionCount()));
        groups.dropIfEmpty(group);
        descent.letGo(session);
    }

    // ---- checkpoints

    FairShare shares() {
        return shares;
    }

    void write(SectionWriter out) throws IOException {
        out.writeLong(latestBirth);
        forgotten.write(out);
    }

    /** Goes on from what a checkpoint says. */
    void read(SectionReader in) throws IOException, CheckpointException {
        latestBirth = in.readLong();
        forgotten.read(in, latestBirth);
        descent.resume(watermark());
    }

    /** Takes note of a session that a checkpoint tells, and that has its place in its group. */
    void resume(IssuedSession session) {
        expiries.add(session);
    }
}
