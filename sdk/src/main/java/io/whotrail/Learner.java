// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import io.whotrail.policy.RoleKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes facts in. Under the engine's lock. */
final class Learner {
    /** How many records of one call, and how many copies of one shared event, are told apart. */
    private static final int MAXIMUM_COPIES = 16;

    /** How many corrected events are remembered. */
    private static final int MAXIMUM_CORRECTED = 10_000;

    private final Knowledge knowledge;
    private final Counters counters;
    private final Sightings sightings;
    private final SharedTexts shared;
    private final Callers callers;
    private final Partition partition;

    /** The events whose corrected record is known. */
    private final Cache<String, Boolean> corrected = Caffeine.newBuilder()
            .maximumSize(MAXIMUM_CORRECTED)
            .executor(Runnable::run)
            .build();

    Learner(Knowledge knowledge, Counters counters, Sightings sightings) {
        this.knowledge = knowledge;
        this.counters = counters;
        this.sightings = sightings;
        this.shared = knowledge.shared();
        this.callers = new Callers(knowledge);
        this.partition = knowledge.partition();
    }

    /** Whoever bears the name of this principal has to be looked at again. */
    void addName(String name, Changes changes) {
        if (addToldName(name, changes)) {
            changes.relay(new Relayed.Name(name, changes.eventId()));
        }
    }

    /** As {@link #addName}, where all others know it. */
    boolean addToldName(String name, Changes changes) {
        if (!sightings.names().add(name)) {
            return false;
        }
        knowledge.groups().named(name).forEach(group -> touchAll(group, changes));
        changes.named(name);
        return true;
    }

    /** Takes note of the name that an issuing event shows. */
    void learnName(Issuance issuance, Changes changes) {
        String name = KnownNames.nameOf(issuance.callerVerdict());
        if (name != null) {
            addName(name, changes);
        }
    }

    /** Takes note of the key that a use shows. */
    void learnKey(Use use, Changes changes) {
        String key = use.accessKeyId();
        if (key == null) {
            return;
        }
        if (sightings.see(use)) {
            touchKey(key, changes);
        }
        Sighting holder = Sightings.holder(use);
        if (holder != null && !partition.isWhole()) {
            changes.seen(key, holder);
        }
    }

    /** Takes in who has a key, as the one tells who knows all of them. */
    void learnHolders(String accessKeyId, List<Sighting> holders, Changes changes) {
        if (sightings.see(accessKeyId, holders)) {
            touchKey(accessKeyId, changes);
        }
    }

    /** Takes in who called for a credential, as whoever holds the caller's group answers it. */
    void tell(IssuingEvent record, Relayed.Answer told, Changes changes) {
        if (record.asked() != null
                || record.caller().equals(told.verdict()) && record.ancestors().equals(told.ancestors())) {
            return;
        }
        IssuedSession session = record.session();
        session.changing();
        knowledge
                .weight()
                .add(record.tell(shared.caller(
                        told.verdict(), told.ancestors(), record.acting(), record.claims(), record.callerId())));
        session.changed();
        changes.drawn(session);
        callers.settle(changes);
    }

    /** The signals of a key changed: so do those of all who used it. */
    private void touchKey(String key, Changes changes) {
        for (String groupKey : sightings.groupKeys(key)) {
            SessionGroup group = knowledge.groups().find(groupKey);
            if (group != null) {
                group.changed();
                group.forEachUseOf(key, use -> touch(use, changes));
                group.forEachSessionOf(key, changes::touch);
            }
        }
    }

    /** More is known of a role's trust policy: whoever may lean on it is asked again. */
    void changePolicy(RoleKey role, Changes changes) {
        for (SessionGroup group : knowledge.groups().allOf(GroupKeys.ofRole(role))) {
            group.changed();
            group.sessions().forEach(changes::touch);
            group.uses().forEach(use -> {
                callers.askAgain(use, changes);
                touch(use, changes);
            });
        }
        changes.changedPolicy(role);
        callers.settle(changes);
    }

    static void touchAll(SessionGroup group, Changes changes) {
        group.changed();
        group.sessions().forEach(changes::touch);
        group.uses().forEach(use -> touch(use, changes));
    }

    private static void touch(WaitingUse use, Changes changes) {
        if (use instanceof WaitingEvent event) {
            changes.touch(event);
        } else if (use instanceof AskedCaller caller
                && caller.issuing().kind() == Issuance.Kind.SHARED
                && caller.issuing().session().isKept()) {
            touchAll(caller.issuing().group(), changes);
        }
    }

    /** Takes an issuance in. */
    void learn(Issuance issuance, Changes changes) {
        take(issuance, changes);
        callers.settle(changes);
    }

    private void take(Issuance issuance, Changes changes) {
        SessionGroup group = knowledge.groups().findOrNew(issuance.groupKey());
        IssuedSession replaced = supersede(group, issuance, changes);
        if (corrected.getIfPresent(correctedKey(group, issuance.event().eventId())) != null) {
            return;
        }
        if (isTooMany(group, issuance)) {
            group.sessions().forEach(session -> saturate(session, changes));
            return;
        }
        IssuedSession known = sessionOf(group, issuance);
        if (known == null) {
            takeFirst(begin(group, issuance, replaced), group, issuance, changes);
        } else {
            takeFurther(known, group, issuance, changes);
        }
    }

    private void takeFirst(IssuedSession session, SessionGroup group, Issuance issuance, Changes changes) {
        knowledge.keep(group);
        callers.ask(session, changes);
        knowledge.add(session, group);
        learnShown(session, session, issuance, changes);
        group.changed();
        callers.askUsesOf(session, group, changes);
        changes.touch(session);
        quarantine(Quarantines.by(session, group), group, changes);
    }

    /** Whoever holds a group tells what is set aside in it. */
    private void quarantine(List<Quarantine> setAside, SessionGroup group, Changes changes) {
        if (partition.holds(group)) {
            changes.quarantined(setAside);
        }
    }

    /** Takes what may be another record of the call that issued a session, or one that came before. */
    private void takeFurther(IssuedSession session, SessionGroup group, Issuance issuance, Changes changes) {
        IssuingEvent same = session.recordOf(issuance.event());
        if (same != null) {
            if (session.vouch(same, issuance.event().inputTrust())) {
                changes.drawn(session);
                quarantine(Quarantines.by(same, group), group, changes);
            }
            return;
        }
        if (session.records().size() >= MAXIMUM_COPIES) {
            saturate(session, changes);
            return;
        }
        IssuingEvent issuing = session.add(issuance, knowledge.dueOf(issuance), shared);
        knowledge.keep(group);
        callers.ask(issuing, changes);
        knowledge.addCopy(issuing);
        learnShown(session, issuing, issuance, changes);
        changes.drawn(session);
        quarantine(Quarantines.by(issuing, group), group, changes);
    }

    /** Takes note of the key that an issuing event shows. */
    private void learnShown(IssuedSession session, IssuingEvent issuing, Issuance issuance, Changes changes) {
        String key = issuance.accessKeyId();
        if (key == null) {
            return;
        }
        if (sightings.see(session, key, issuing)) {
            touchKey(key, changes);
        }
        if (partition.tellsKeysOf(issuance.groupKey())) {
            changes.seen(
                    key,
                    new Sighting(
                            issuance.groupKey(), issuance.groupKey(), true, issuing.issuedAt(), issuing.eventId()));
        }
    }

    /**
     * Begins a session.
     *
     * @param replaced the one of whose record this is the correction: what was said of it counts as said of this one
     */
    private IssuedSession begin(SessionGroup group, Issuance issuance, @Nullable IssuedSession replaced) {
        IssuedSession twin = twinOf(group, issuance);
        boolean looksSame =
                replaced != null && replaced.hasKey(issuance.accessKeyId()) && replaced.birth() == issuance.birth();
        return new IssuedSession(
                group, issuance, knowledge.dueOf(issuance), shared, twin == null && looksSame ? replaced : twin);
    }

    private void saturate(IssuedSession session, Changes changes) {
        if (session.saturate()) {
            counters.sessionsSaturated.increment();
            changes.drawn(session);
        }
    }

    /** Nobody needs more than a few copies of one shared event to see who called. */
    private static boolean isTooMany(SessionGroup group, Issuance issuance) {
        return issuance.kind() == Issuance.Kind.SHARED
                && group.sessionCount() >= MAXIMUM_COPIES
                && sessionOf(group, issuance) == null;
    }

    private static @Nullable IssuedSession sessionOf(SessionGroup group, Issuance issuance) {
        var found = new ArrayList<IssuedSession>(1);
        forEachLike(group, issuance, session -> {
            if (session.isOfCall(issuance)) {
                found.add(session);
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private static void forEachLike(SessionGroup group, Issuance issuance, Consumer<IssuedSession> visitor) {
        if (group.sessionCount() == 0) {
            return;
        }
        if (issuance.accessKeyId() != null) {
            group.forEachSessionOf(issuance.accessKeyId(), visitor);
        } else {
            group.forEachSessionNear(birthOf(issuance), null, visitor);
        }
    }

    private static long birthOf(Issuance issuance) {
        return issuance.kind() == Issuance.Kind.NAMED ? EpochSeconds.UNKNOWN : issuance.birth();
    }

    /** A session that shows the same key and birth, or {@code null}. */
    private static @Nullable IssuedSession twinOf(SessionGroup group, Issuance issuance) {
        var found = new ArrayList<IssuedSession>(1);
        if (issuance.accessKeyId() != null) {
            group.forEachSessionOf(issuance.accessKeyId(), session -> {
                if (session.birth() == issuance.birth()) {
                    found.add(session);
                }
            });
        }
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * A corrected record takes the place of the one that it names, in whatever order they come.
     *
     * @return the session that is none any more by that, or {@code null}
     */
    private @Nullable IssuedSession supersede(SessionGroup group, Issuance issuance, Changes changes) {
        String original = issuance.correctedEventId();
        if (original == null) {
            return null;
        }
        IssuedSession replaced = null;
        corrected.put(correctedKey(group, original), Boolean.TRUE);
        for (IssuedSession session : List.copyOf(group.sessions())) {
            if (session.records().stream().noneMatch(one -> one.eventId().equals(original))) {
                continue;
            }
            callers.opening(session, changes);
            if (session.isOnlyOf(original)) {
                knowledge.withdraw(session);
                replaced = session;
                callers.askUsesOf(session, group, changes);
                changes.touch(session);
            } else {
                List<IssuingEvent> removed = session.removeRecordsOf(original);
                removed.forEach(knowledge.descent()::remove);
                callers.askUsesOf(removed, group, changes);
                changes.drawn(session);
            }
        }
        return replaced;
    }

    /** A correction is of the same session as what it corrects. */
    private static String correctedKey(SessionGroup group, String eventId) {
        return group.key() + '\n' + eventId;
    }

    /** Goes on from what a checkpoint says of sessions. */
    void resume(List<IssuedSession> sessions) {
        callers.resume(sessions);
    }

    /** Writes into a checkpoint what was learned of records themselves. */
    void write(SectionWriter out) throws IOException {
        EventImage.write(List.copyOf(new TreeSet<>(corrected.asMap().keySet())), out);
        callers.write(out);
    }

    /** Goes on from what a checkpoint says. */
    void read(SectionReader in) throws IOException, CheckpointException {
        EventImage.readTexts(in).forEach(id -> corrected.put(id, Boolean.TRUE));
        callers.read(in);
    }
}
