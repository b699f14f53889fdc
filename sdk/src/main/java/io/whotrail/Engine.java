// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
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

    private final Settings settings;
    private final AttributionListener listener;
    private final Counters counters = new Counters();
    private final Watermarks watermarks;
    private final SeenEvents seen;
    private final Sightings sightings;
    private final Knowledge knowledge;
    private final Learner learner;
    private final Answerer answerer;
    private final OpenAnswers open;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean finished;
    /** How often the lock was taken: as long as it is the same, so is what is known. */
    private volatile long version;

    Engine(Settings settings, InstantSource processingTime, AttributionListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.watermarks = new Watermarks(processingTime, settings.lateness(), settings.sourceIdleness());
        this.seen = new SeenEvents(
                settings.memory().rememberedEvents(settings.maximumRememberedEvents()), settings.hashSeed());
        var weight = new Weight();
        this.sightings = new Sightings(settings, weight);
        this.knowledge = new Knowledge(settings, watermarks, counters, sightings, seen, weight);
        this.learner = new Learner(settings, knowledge, counters, sightings);
        this.answerer = new Answerer(knowledge, sightings);
        this.open = new OpenAnswers(
                settings, watermarks, counters, knowledge, answerer, new CredentialNotices(knowledge, sightings), seen);
    }

    @Nullable
    Attribution attribute(CloudTrailEvent event, String source) {
        checkOpen();
        counters.offered.increment();
        SeenEvents.Sighting sighting = seen.see(event);
        if (sighting == SeenEvents.Sighting.DUPLICATE) {
            counters.duplicates.increment();
            return null;
        }
        boolean isNew = sighting == SeenEvents.Sighting.NEW;
        Use use = Use.of(event);
        boolean late = isPassed(use);
        if (!settings.watermarkFromHost()) {
            watermarks.observe(source, use.time());
            advance();
        }
        SessionGroup group = knowledge.groups().of(use);
        Facts facts = facts(use, group);
        boolean atOnce = isNew && !facts.any() && !settings.holdUntilFinal();
        Attribution byKey = atOnce && group != null ? answerByKey(use, group, late) : null;
        if (byKey != null) {
            return byKey;
        }
        long before = version;
        Answerer.Answer found = atOnce ? answerer.answer(use, late, watermarks.isFuture(use.time())) : null;
        if (found != null && (late || found.settled())) {
            counters.answered(found.attribution(), late);
            return found.attribution();
        }
        return withLock(tellings -> {
            learn(use, facts, tellings);
            if (!isNew) {
                answerAgain(use, sighting, tellings);
                return null;
            }
            return open.answer(use, version == before ? found : null, late || finished, tellings);
        });
    }

    /** What another record of an event id that was answered does to the answer. */
    private void answerAgain(Use use, SeenEvents.Sighting sighting, Tellings tellings) {
        (sighting == SeenEvents.Sighting.VOUCHED ? counters.duplicates : counters.contradictions).increment();
        if (sighting == SeenEvents.Sighting.CONTRADICTION) {
            open.contradict(use, tellings);
        } else if (sighting != SeenEvents.Sighting.QUARANTINED) {
            open.replace(use, tellings);
        }
        if (sighting == SeenEvents.Sighting.QUARANTINED || sighting == SeenEvents.Sighting.CORRECTION) {
            tellings.addQuarantined(use.event().eventId());
        }
    }

    /** Does something under the lock, and tells what is to be told of it after. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer at a time: the lock's holder
    private <T extends @Nullable Object> T withLock(Function<Tellings, T> work) {
        var tellings = new Tellings();
        try {
            lock.lock();
            try {
                return work.apply(tellings);
            } finally {
                version++;
                lock.unlock();
            }
        } finally {
            tellings.tell(listener);
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
        counters.learned.increment();
        Use use = Use.of(event);
        Facts facts = facts(use, knowledge.groups().of(use));
        if (!facts.any()) {
            return;
        }
        withLock(tellings -> {
            learn(use, facts, tellings);
            return facts;
        });
    }

    Attribution ask(CloudTrailEvent event) {
        Use use = Use.of(event);
        return answerer.ask(use, 0, finished || isPassed(use), watermarks.isFuture(use.time()));
    }

    void advanceTo(Instant watermark) {
        watermarks.advanceTo(watermark);
        advance();
    }

    void finish() {
        finished = true;
        withLock(tellings -> {
            open.finish(tellings);
            return finished;
        });
    }

    @SuppressWarnings("DoNotCallSuggester") // until it writes
    void snapshot(OutputStream out) throws IOException {
        throw new UnsupportedOperationException(String.valueOf(out));
    }

    @SuppressWarnings("DoNotCallSuggester") // until it reads
    void restore(InputStream in) throws IOException, CheckpointException {
        throw new UnsupportedOperationException(String.valueOf(in));
    }

    AttributorStats stats() {
        return withLock(tellings -> {
            return counters.snapshot(open.size(), knowledge.sessionCount());
        });
    }

    /** The answer by the key that its group issued, of which nothing need be kept, or {@code null}. */
    private @Nullable Attribution answerByKey(Use use, SessionGroup group, boolean late) {
        Attribution answer = watermarks.isFuture(use.time()) ? null : answerer.answerByKey(use, group, late);
        if (answer != null) {
            counters.answered(answer, late);
        }
        return answer;
    }

    private Facts facts(Use use, @Nullable SessionGroup group) {
        String name = KnownNames.nameOf(use.own());
        return Facts.of(
                IssuanceExtractor.of(use.event(), use),
                sightings.isNews(use, group),
                sightings.names().isNew(name) ? name : null,
                sightings.enforced().learn(use.event()));
    }

    private void learn(Use use, Facts facts, Tellings tellings) {
        var changes = new Changes(use.event().eventId());
        for (Issuance issuance : facts.issuances()) {
            learner.learn(issuance, changes);
        }
        if (facts.newName() != null) {
            learner.addName(facts.newName(), changes);
        }
        if (facts.newKey()) {
            learner.learnKey(use, changes);
        }
        if (facts.changedRole() != null) {
            learner.changePolicy(facts.changedRole(), changes);
        }
        open.revise(changes, tellings);
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
