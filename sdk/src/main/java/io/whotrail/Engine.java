// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.image.ImageReader;
import io.whotrail.image.SectionReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stateful shell around the rules: one event at a time changes what is known, any number are answered meanwhile. */
final class Engine {
    /* Most events ask and teach nothing: their answer is found without a lock, and nothing is kept of them, because only a
     * contradiction could change it, and a contradiction is told as a notice for the whole credential. For that, the
     * session that answered is marked as announced first, and the answer stands only if its group did not change
     * meanwhile. All else happens under one lock: facts are taken in, answers settle, and what is to be told is collected
     * and told after the lock is released. */

    /**
     * An event that has to be taken in under the lock.
     *
     * @param facts what it teaches
     * @param version as of when its answer was found
     * @param found its answer, {@code null} where none was found yet
     */
    private record Asked(
            Use use,
            SeenEvents.Sighting sighting,
            boolean late,
            Facts facts,
            long version,
            Answerer.@Nullable Answer found) {
        /** The answer of which nothing need be kept, or {@code null}. */
        @Nullable
        Attribution settled() {
            return found != null && (late || found.settled()) ? found.attribution() : null;
        }
    }

    private final Settings settings;
    private final AttributionListener listener;
    private final Counters counters = new Counters();
    private final Watermarks watermarks;
    private final SeenEvents seen;
    private final Sightings sightings;
    private final Knowledge knowledge;
    private final Learner learner;
    private final Relays relays;
    private final Answerer answerer;
    private final OpenAnswers open;
    private final ReentrantLock lock = new ReentrantLock();
    private final Gate gate = new Gate();
    private final InstantSource processingTime;
    private volatile boolean finished;
    /** How often the lock was taken: as long as it is the same, so is what is known. */
    private volatile long version;

    Engine(Settings settings, InstantSource processingTime, AttributionListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.processingTime = processingTime;
        this.watermarks = new Watermarks(processingTime, settings.lateness(), settings.sourceIdleness());
        this.seen = new SeenEvents(
                settings.memory().rememberedEvents(settings.maximumRememberedEvents()), settings.hashSeed());
        var weight = new Weight();
        this.sightings = new Sightings(settings, weight);
        this.knowledge = new Knowledge(settings, watermarks, counters, sightings, seen, weight);
        this.learner = new Learner(knowledge, counters, sightings);
        this.relays = new Relays(settings, knowledge, sightings, learner);
        this.answerer = new Answerer(knowledge, sightings);
        this.open = new OpenAnswers(
                settings, watermarks, counters, knowledge, answerer, new CredentialNotices(knowledge, sightings), seen);
    }

    @Nullable
    Attribution attribute(CloudTrailEvent event, String source) {
        checkOpen();
        Use use = Use.of(event, knowledge.actors().of(event.userIdentity()));
        boolean late = isPassed(use);
        Attribution answer;
        try {
            observe(source, use);
        } finally { // where the listener fails at what became final, the event is taken in all the same
            answer = attribute(use, late);
        }
        return answer;
    }

    private @Nullable Attribution attribute(Use use, boolean late) {
        Asked asked;
        int place = gate.enter();
        try {
            counters.offered.increment();
            SeenEvents.Sighting sighting = see(use);
            if (sighting == SeenEvents.Sighting.DUPLICATE) {
                counters.duplicates.increment();
                return null;
            }
            if (late && sighting == SeenEvents.Sighting.NEW) {
                seen.close(use.event());
            }
            Facts ofEvent = facts(use);
            boolean isFirst = sighting == SeenEvents.Sighting.NEW && !settings.holdUntilFinal();
            Attribution asBefore = isFirst && !ofEvent.any() ? answerAsBefore(use, late) : null;
            if (asBefore != null) {
                return asBefore;
            }
            SessionGroup group = knowledge.groups().of(use);
            Facts facts = facts(use, group, ofEvent);
            boolean atOnce = isFirst && !facts.any();
            Attribution byKey = atOnce && group != null ? answerByKey(use, group, late) : null;
            if (byKey != null) {
                return byKey;
            }
            long before = version;
            asked = new Asked(use, sighting, late, facts, before, atOnce ? answer(use, late) : null);
            Attribution answer = asked.settled();
            if (answer != null) {
                return answer;
            }
            lock.lock();
        } finally {
            gate.leave(place);
        }
        return withHeldLock(tellings -> attribute(asked, tellings));
    }

    private SeenEvents.Sighting see(Use use) {
        Actor actor = use.actor();
        return actor == null ? seen.see(use.event()) : seen.see(use.event(), actor.contentHash());
    }

    /** Moves the watermark; what it passes becomes final before the event that moved it is looked at. */
    private void observe(String source, Use use) {
        if (!settings.watermarkFromHost()) {
            watermarks.observe(source, use.time());
            advance();
        }
    }

    /** Takes in an event under the lock. */
    private @Nullable Attribution attribute(Asked asked, Tellings tellings) {
        Use use = asked.use();
        Answerer.Answer found = version == asked.version() ? asked.found() : null;
        if (asked.facts().any()) {
            learn(use, asked.facts(), tellings);
        } else {
            knowledge.makeRoom();
        }
        if (asked.sighting() != SeenEvents.Sighting.NEW) {
            answerAgain(use, asked.sighting(), tellings);
            return null;
        }
        return open.answer(use, found, asked.late() || finished, tellings);
    }

    /** What another record of an event id that was answered does to the answer. */
    private void answerAgain(Use use, SeenEvents.Sighting sighting, Tellings tellings) {
        (sighting == SeenEvents.Sighting.VOUCHED ? counters.duplicates : counters.contradictions).increment();
        if (sighting == SeenEvents.Sighting.CONTRADICTION) {
            counters.conflicts.increment();
            open.contradict(use, tellings);
        } else if (sighting != SeenEvents.Sighting.QUARANTINED) {
            open.replace(use, tellings);
        }
        Quarantine quarantine = Quarantines.ofEvent(use.event(), sighting, seen.firstTime(use.event()));
        if (quarantine != null) {
            tell(quarantine, tellings);
        }
    }

    private void tell(Quarantine quarantine, Tellings tellings) {
        counters.quarantined(quarantine.reason());
        tellings.add(quarantine);
    }

    /** Does something under the lock, and tells what is to be told of it after. */
    private <T extends @Nullable Object> T withLock(Function<Tellings, T> work) {
        lock.lock();
        return withHeldLock(work);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time: the lock's holder
    private <T extends @Nullable Object> T withHeldLock(Function<Tellings, T> work) {
        var tellings = new Tellings();
        try {
            try {
                return work.apply(tellings);
            } finally {
                version++;
                lock.unlock();
            }
        } finally {
            tellings.tell(listener, settings.partition().relays());
        }
    }

    private void checkOpen() {
        if (finished) {
            throw new IllegalStateException("the attributor is finished: it takes no more events");
        }
    }

    private boolean isPassed(Use use) {
        return use.time() != EpochSeconds.UNKNOWN && use.time() < watermarks.current();
    }

    void learn(CloudTrailEvent event) {
        checkOpen();
        Use use = Use.of(event);
        Facts facts;
        int place = gate.enter();
        try {
            counters.learned.increment();
            facts = facts(use, knowledge.groups().of(use), facts(use));
            if (!facts.any()) {
                return;
            }
            lock.lock();
        } finally {
            gate.leave(place);
        }
        withHeldLock(tellings -> {
            learn(use, facts, tellings);
            return facts;
        });
    }

    void learn(Relay relay) {
        checkOpen();
        withLock(tellings -> {
            var changes = new Changes(relay.content().cause());
            relays.learn(relay, changes);
            settle(changes, tellings);
            return relay;
        });
    }

    Attribution ask(CloudTrailEvent event) {
        Use use = Use.of(event);
        boolean isFinal = finished || OpenAnswers.isPassed(use.time(), watermarks.current());
        return answerer.ask(use, 0, isFinal, watermarks.isFuture(use.time()));
    }

    void advanceTo(Instant watermark) {
        watermarks.advanceTo(watermark);
        advance();
    }

    void finish() {
        withLock(tellings -> {
            finished = true;
            open.finish(tellings);
            return finished;
        });
    }

    void snapshot(OutputStream out) throws IOException {
        Chunks image = gate.alone(lock, () -> {
            var chunks = new Chunks();
            image().write(chunks, processingTime.instant(), finished);
            return chunks;
        });
        image.writeTo(out);
        out.flush();
    }

    private EngineImage image() {
        return new EngineImage(settings, watermarks, counters, seen, sightings, knowledge, learner, relays, open);
    }

    /** Reads into this engine, which nobody else knows yet; where it fails, the engine is of no use. */
    void restore(InputStream in) throws IOException, CheckpointException {
        try {
            finished = image().read(ImageReader.begin(in));
        } catch (IOException failed) {
            SectionReader.rethrow(failed);
            throw failed;
        } catch (RuntimeException impossible) {
            throw new CheckpointException(
                    Reason.DAMAGED, "the checkpoint is damaged: it holds what cannot be", impossible);
        }
    }

    AttributorStats stats() {
        return gate.alone(
                lock,
                () -> counters.snapshot(open.size(), knowledge.shares(), EpochSeconds.toInstant(watermarks.current())));
    }

    InstantSource processingTime() {
        return processingTime;
    }

    /** The answer that the use's identity had before, of which nothing need be kept, or {@code null}. */
    private @Nullable Attribution answerAsBefore(Use use, boolean late) {
        Attribution answer = watermarks.isFuture(use.time()) ? null : Answerer.answerAsBefore(use, late);
        if (answer != null) {
            counters.answered(answer, late);
        }
        return answer;
    }

    /** The answer by the key that its group issued, of which nothing need be kept, or {@code null}. */
    private @Nullable Attribution answerByKey(Use use, SessionGroup group, boolean late) {
        Attribution answer = watermarks.isFuture(use.time()) ? null : answerer.answerByKey(use, group, late);
        if (answer != null) {
            counters.answered(answer, late);
        }
        return answer;
    }

    /** The answer as of now, or {@code null} where the lock is needed to find it; counted if nothing need be kept of it. */
    private Answerer.@Nullable Answer answer(Use use, boolean late) {
        Answerer.Answer found = answerer.answer(use, late, watermarks.isFuture(use.time()));
        if (found != null && (late || found.settled())) {
            counters.answered(found.attribution(), late);
        }
        return found;
    }

    /** What the event itself teaches, whoever made it. */
    private Facts facts(Use use) {
        return Facts.of(
                IssuanceExtractor.of(use.event(), use),
                false,
                null,
                sightings.enforced().learn(use.event()));
    }

    /** What the event teaches, with what it shows of its identity. */
    private Facts facts(Use use, @Nullable SessionGroup group, Facts ofEvent) {
        String name = KnownNames.nameOf(use);
        return Facts.of(
                ofEvent.issuances(),
                sightings.isNews(use, group),
                sightings.names().isNew(name) ? name : null,
                ofEvent.changedRole());
    }

    private void learn(Use use, Facts facts, Tellings tellings) {
        var changes = new Changes(use.event().eventId());
        for (Issuance issuance : facts.issuances()) {
            if (settings.partition().holds(issuance.groupKey())) {
                learner.learn(issuance, changes);
            } else {
                relays.issue(issuance, changes);
            }
            learner.learnName(issuance, changes);
        }
        if (facts.newName() != null) {
            learner.addName(facts.newName(), changes);
        }
        if (facts.newKey()) {
            learner.learnKey(use, changes);
        }
        if (facts.changedRole() != null) {
            learner.changePolicy(facts.changedRole(), changes);
            changes.relay(new Relayed.Policy(use.event()));
        }
        settle(changes, tellings);
    }

    /** Tells what follows from what changed. */
    private void settle(Changes changes, Tellings tellings) {
        if (!settings.partition().isWhole()) {
            relays.settle(changes).forEach(tellings::add);
        }
        changes.quarantines().forEach(quarantine -> tell(quarantine, tellings));
        open.revise(changes, tellings);
        knowledge.makeRoom();
    }

    /** Makes final what the watermark has passed since it was last looked at. */
    private void advance() {
        if (watermarks.current() > watermarks.settled()) {
            withLock(tellings -> {
                boolean moved = watermarks.settle();
                if (moved) {
                    open.advance(watermarks.settled(), tellings);
                }
                return moved;
            });
        }
    }
}
