// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.whotrail.event.UserIdentity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was seen of keys, names and trust policies, and the signals that follow from it. Bounded; thread safe. */
final class Sightings {
    /* Of a key that was issued, and used by nobody else, nothing need be kept: its session tells all. Only of a workload's it
     * is kept, with the session, where it was used from. What is known of other keys stands in a cache. */

    private final Cache<String, KeySightings> keys;
    /** Of keys that are this attributor's to know, all who have them, whoever holds their sessions. */
    private final Cache<String, KeySightings> holders;

    private final IssuedKeys issued = new IssuedKeys();
    private final Weight weight;
    private final KnownNames names;
    private final EnforcedNames enforced;
    private final ChainSignals chainSignals;

    Sightings(Settings settings, Weight weight) {
        this.weight = weight;
        long maximum = settings.memory().sightings(Math.min(settings.maximumSessions(), Long.MAX_VALUE / 2) * 2);
        this.keys = keys(maximum);
        this.holders = keys(maximum);
        this.names = new KnownNames(settings.memory().names(settings.maximumNames()));
        this.enforced = new EnforcedNames(settings.trustPolicies());
        this.chainSignals = new ChainSignals(names, enforced, settings.deepChain());
    }

    private static Cache<String, KeySightings> keys(long maximum) {
        return Caffeine.newBuilder()
                .maximumSize(maximum)
                .executor(Runnable::run)
                .build();
    }

    /** What the watched keys take, by their number. */
    long bytes() {
        return (keys.estimatedSize() + holders.estimatedSize()) * MemoryBudget.SIGHTINGS_BYTES;
    }

    /** All who have a key that is this attributor's to know, whoever holds their sessions. */
    KeySightings holders(String key) {
        return holders.get(key, unknown -> new KeySightings());
    }

    /** The same of all such keys, by key; in the order of the keys. */
    Map<String, KeySightings> holders() {
        return new TreeMap<>(holders.asMap());
    }

    /** Goes on with what a checkpoint tells of who has a key. */
    void resumeHolders(String key, KeySightings known) {
        holders.put(key, known);
    }

    KnownNames names() {
        return names;
    }

    EnforcedNames enforced() {
        return enforced;
    }

    /** The signals of an answer, in the order of their types. */
    List<Signal> signals(Use use, Candidates candidates, Verdict verdict, boolean futureTime) {
        IssuedSession only = candidates.only();
        List<Signal> named = only != null && candidates.isByKey(verdict)
                ? ofKey(only, verdict)
                : ChainSignals.proven(chainSignals.of(verdict), use);
        KeySightings key = use.groupKey() == null ? null : sightings(use, candidates);
        boolean quiet = key == null || key.isQuiet();
        if (quiet && !futureTime && candidates.outOfValidity().isEmpty()) {
            return named;
        }
        var all = new ArrayList<>(named);
        if (key != null) {
            key.addSignals(use.groupKey(), verdict, all);
        }
        if (!candidates.outOfValidity().isEmpty()) {
            all.add(new Signal(
                    SignalType.OUT_OF_VALIDITY,
                    "the key was used outside the time for which it was issued",
                    candidates.outOfValidity().stream().sorted().toList()));
        }
        if (futureTime) {
            all.add(new Signal(
                    SignalType.FUTURE_TIME,
                    "the event's time lies in the future",
                    List.of(use.event().eventId())));
        }
        all.sort(Comparator.comparing(Signal::type));
        return List.copyOf(all);
    }

    /** The signals of a session's answer by its key, but for those that are seen of the key. */
    List<Signal> ofKey(IssuedSession session, Verdict verdict) {
        return session.signals(verdict, chainSignals);
    }

    private @Nullable KeySightings sightings(Use use, Candidates candidates) {
        String key = use.accessKeyId();
        if (key == null) {
            return null;
        }
        KeySightings found = candidates.sightings();
        return found != null || candidates.areIssued() ? found : keys.getIfPresent(key);
    }

    /** Whether the key that a use shows has to be taken note of. Needs no lock. */
    boolean isNews(Use use, @Nullable SessionGroup group) {
        String key = temporaryKey(use);
        String principal = principal(use);
        if (key == null || principal == null) {
            return false;
        }
        IssuedSession own = group == null ? null : group.sessionOf(key);
        if (own != null) {
            KeySightings watched = own.sightings();
            return watched == null ? !isBornLike(own, use) : !isRoutine(watched, principal, use);
        }
        KeySightings known = keys.getIfPresent(key);
        return known == null || !known.isRoutine(principal, use);
    }

    /** Whether a use is of this session, as far as it tells: of another that the key was issued to it may be news. */
    private static boolean isBornLike(IssuedSession session, Use use) {
        return !EpochSeconds.areKnown(session.birth(), use.birth()) || session.birth() == use.birth();
    }

    private static boolean isRoutine(KeySightings watched, String principal, Use use) {
        return watched.isRoutine(watched.isOfNobody() ? null : principal, use);
    }

    /** Takes note of the key that a use shows; says whether a signal may have changed. Under the engine's lock. */
    boolean see(Use use) {
        String key = temporaryKey(use);
        String principal = principal(use);
        if (key == null || principal == null) {
            return false;
        }
        IssuedSession session = issued.find(key);
        boolean own = session != null && principal.equals(session.groupKey());
        KeySightings known = sightings(key, session);
        if (session != null && own && (known == null || known.isOfNobody())) {
            return seeOwn(session, key, known, use);
        }
        if (known == null) {
            known = new KeySightings();
            keys.put(key, known);
        }
        if (session != null && known.isOfNobody()) {
            share(key, session, known);
        }
        return known.see(principal, use);
    }

    /** Takes note of all who have a key, as another tells it; says whether a signal may have changed. */
    boolean see(String key, List<Sighting> holders) {
        IssuedSession session = issued.find(key);
        KeySightings known = sightings(key, session);
        if (known == null) {
            known = new KeySightings();
            keys.put(key, known);
        }
        if (session != null && known.isOfNobody()) {
            share(key, session, known);
        }
        boolean changed = false;
        for (Sighting holder : holders) {
            changed |= known.seeHolder(holder);
        }
        return changed;
    }

    /** Who has the key that a use shows, or {@code null} where no signal needs it. */
    static @Nullable Sighting holder(Use use) {
        String principal = temporaryKey(use) == null ? null : principal(use);
        return principal == null
                ? null
                : new Sighting(
                        principal,
                        use.groupKey(),
                        false,
                        use.time(),
                        use.event().eventId());
    }

    private boolean seeOwn(IssuedSession session, String key, @Nullable KeySightings known, Use use) {
        if (known != null) {
            return known.see(null, use);
        }
        boolean[] isKnown = {false};
        session.group().forEachSessionOf(key, one -> isKnown[0] |= isBornLike(one, use));
        if (isKnown[0]) {
            return false;
        }
        var fresh = new KeySightings();
        watchAll(session, key, fresh);
        return fresh.see(null, use);
    }

    private @Nullable KeySightings sightings(String key, @Nullable IssuedSession session) {
        KeySightings watched = session == null ? null : session.sightings();
        return watched == null ? keys.getIfPresent(key) : watched;
    }

    /** Somebody else is seen with an issued key: from now on it is told who issued it. */
    private void share(String key, IssuedSession session, KeySightings known) {
        keys.put(key, known);
        session.group().forEachSessionOf(key, one -> {
            one.records().forEach(record -> known.seeIssuance(one.groupKey(), record.issuedAt(), record.eventId()));
            watch(one, known);
        });
    }

    private static @Nullable String temporaryKey(Use use) {
        String key = use.accessKeyId();
        return key != null && key.startsWith("ASIA") ? key : null;
    }

    /** Sessions and federated users by the group that issuances know them by, users by their unique id. */
    private static @Nullable String principal(Use use) {
        if (use.groupKey() != null) {
            return use.groupKey();
        }
        UserIdentity identity = use.identity();
        boolean federated = "FederatedUser".equals(identity.type()) && identity.arn() != null;
        return federated || identity.principalId() == null ? identity.arn() : identity.principalId();
    }

    /**
     * Takes note of a record that issued a session's key; says whether a signal may have changed. Under the engine's lock.
     *
     * @param key the key
     */
    boolean see(IssuedSession session, String key, IssuingEvent record) {
        if (!session.isKept()) {
            return false;
        }
        IssuedSession first = issued.find(session);
        KeySightings known = sightings(key, first);
        boolean other = first != null && !first.group().equals(session.group());
        if (first == null) {
            issued.add(session);
        } else if (other && (known == null || known.isOfNobody())) {
            known = known == null ? new KeySightings() : known;
            share(key, first, known);
        }
        if (known == null || known.isOfNobody() && !other) {
            if (known != null || isWorkload(session)) {
                watchAll(session, key, known == null ? new KeySightings() : known);
            }
            return false;
        }
        boolean watched = first != null && first.isWatched();
        if (!watched && !isWorkload(session) && known.isOfAtMost(session.groupKey(), session.birth())) {
            keys.invalidate(key);
            return false;
        }
        watchAll(session, key, known);
        return known.seeIssuance(session.groupKey(), record.issuedAt(), record.eventId());
    }

    /** Whether a service made the session for a workload, which has a place where it runs. */
    private static boolean isWorkload(IssuedSession session) {
        return session.addsHop()
                && session.caller() instanceof Explanation explanation
                && explanation.origin().type() == IdentityType.WORKLOAD
                && explanation.chain().length() == 0;
    }

    /** A key of which several sessions of one group are is watched for all of them: whichever is found first tells. */
    private void watchAll(IssuedSession session, String key, KeySightings known) {
        session.group().forEachSessionOf(key, one -> watch(one, known));
    }

    private void watch(IssuedSession session, KeySightings known) {
        weight.add(session.isWatched() ? 0 : Weight.ofWatched());
        session.watch(known);
    }

    /** A session is about to be none any more: nobody finds it by its key. */
    void forget(IssuedSession session) {
        weight.remove(session.isWatched() ? Weight.ofWatched() : 0);
        String key = issued.remove(session) && session.group().sessionCount() > 1 ? session.accessKeyId() : null;
        if (key != null) {
            session.group().forEachSessionOf(key, other -> standIn(other, session));
        }
    }

    /** Another session of the group stands for the key from now on. */
    @SuppressWarnings("ReferenceEquality") // the very session
    private void standIn(IssuedSession other, IssuedSession gone) {
        if (other != gone) {
            issued.add(other);
        }
    }

    /** The groups of the principals that a key was seen with. */
    List<String> groupKeys(String accessKeyId) {
        IssuedSession session = issued.find(accessKeyId);
        KeySightings known = sightings(accessKeyId, session);
        if (known == null || !known.isOfNobody()) {
            return known == null ? List.of() : known.groupKeys();
        }
        return session == null ? List.of() : List.of(session.groupKey());
    }

    // ---- checkpoints

    /** What is known of keys that no session tells, by key; in the order of the keys. */
    Map<String, KeySightings> ofOtherKeys() {
        return new TreeMap<>(keys.asMap());
    }

    /** Whether a session is the one by which its key is found. */
    @SuppressWarnings("ReferenceEquality") // the very session
    boolean isFoundByKey(IssuedSession session) {
        String key = session.accessKeyId();
        return key != null && issued.find(key) == session;
    }

    /** Goes on with what a checkpoint tells of a key. */
    void resume(String key, KeySightings known) {
        keys.put(key, known);
    }

    /** Goes on with a session that a checkpoint tells. */
    void resume(IssuedSession session, boolean foundByKey) {
        weight.add(session.isWatched() ? Weight.ofWatched() : 0);
        if (foundByKey) {
            issued.add(session);
        }
    }
}
