// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.event.CloudTrailEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
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
    private final CredentialNotices notices;
    private final WaitingEvents waiting = new WaitingEvents();
    private final ReentrantLock lock = new ReentrantLock();
    private long advancedTo = EpochSeconds.UNKNOWN;
    private volatile boolean finished;

    Engine(Settings settings, InstantSource processingTime, AttributionListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.watermarks = new Watermarks(processingTime, settings.lateness(), settings.sourceIdleness());
        this.seen = new SeenEvents(settings.maximumRememberedEvents());
        this.sightings = new Sightings(settings);
        this.knowledge = new Knowledge(settings, watermarks, counters, sightings);
        this.notices = new CredentialNotices(knowledge, sightings);
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
        Use use = Use.of(event);
        boolean late = use.time() != EpochSeconds.UNKNOWN && use.time() < watermarks.current();
        if (!settings.watermarkFromHost()) {
            watermarks.observe(source, use.time());
        }
        List<Issuance> issuances = IssuanceExtractor.of(event, use);
        boolean keyChanged = sightings.see(use);
        String name = KnownNames.nameOf(use.own());
        boolean contradicts = sighting == SeenEvents.Sighting.CONTRADICTION;
        boolean teaches =
                !issuances.isEmpty() || keyChanged || sightings.names().isNew(name) || contradicts;
        if (!teaches && !settings.holdUntilFinal()) {
            Attribution answer = answerAtOnce(use, late);
            if (answer != null) {
                advance();
                return answer;
            }
        }
        var tellings = new Tellings();
        lock.lock();
        try {
            learn(use, issuances, keyChanged, name, tellings);
            if (contradicts) {
                contradict(use, tellings);
                return null;
            }
            return answerAndWait(use, late, tellings);
        } finally {
            advance(tellings);
            lock.unlock();
            tellings.tell(listener);
        }
    }

    private void checkOpen() {
        if (finished) {
            throw new IllegalStateException("the attributor is finished: it takes no more events");
        }
    }

    void learn(CloudTrailEvent event) {
        checkOpen();
        counters.learned.increment();
        Use use = Use.of(event);
        List<Issuance> issuances = IssuanceExtractor.of(event, use);
        boolean keyChanged = sightings.see(use);
        String name = KnownNames.nameOf(use.own());
        if (issuances.isEmpty() && !keyChanged && !sightings.names().isNew(name)) {
            return;
        }
        var tellings = new Tellings();
        lock.lock();
        try {
            learn(use, issuances, keyChanged, name, tellings);
            finishStranded(tellings);
        } finally {
            lock.unlock();
            tellings.tell(listener);
        }
    }

    Attribution ask(CloudTrailEvent event) {
        Use use = Use.of(event);
        Candidates candidates = knowledge.candidates(use, null);
        Verdict verdict = knowledge.verdict(use, candidates);
        boolean passed = use.time() != EpochSeconds.UNKNOWN && use.time() < watermarks.current();
        return answer(use, candidates, verdict, 0, finished || passed, watermarks.isFuture(use.time()));
    }

    void advanceTo(Instant watermark) {
        watermarks.advanceTo(watermark);
        advance();
    }

    void finish() {
        var tellings = new Tellings();
        lock.lock();
        try {
            finished = true;
            for (WaitingEvent event = waiting.pollOldest(); event != null; event = waiting.pollOldest()) {
                makeFinal(event, tellings);
            }
        } finally {
            lock.unlock();
            tellings.tell(listener);
        }
    }

    AttributorStats stats() {
        lock.lock();
        try {
            return counters.snapshot(waiting.size());
        } finally {
            lock.unlock();
        }
    }

    /** The answer of an event that nothing need be kept of, or {@code null}. */
    private @Nullable Attribution answerAtOnce(Use use, boolean late) {
        int version = knowledge.version(use);
        Candidates candidates = knowledge.candidates(use, null);
        Verdict verdict = knowledge.verdict(use, candidates);
        if (!late && use.groupKey() != null && !isSettled(candidates, verdict)) {
            return null;
        }
        boolean futureTime = watermarks.isFuture(use.time());
        Attribution answer = answer(use, candidates, verdict, 0, late, futureTime);
        announce(candidates, answer);
        if (use.groupKey() != null && knowledge.version(use) != version) {
            return null;
        }
        count(answer, late);
        return answer;
    }

    /** Whether only a contradiction could change the answer. */
    private static boolean isSettled(Candidates candidates, Verdict verdict) {
        IssuedSession only = candidates.only();
        return candidates.match() == Match.KEY
                && only != null
                && only.accessKeyId() != null
                && verdict instanceof Explanation explanation
                && explanation.basis() == Basis.ISSUED_KEY;
    }

    private static void announce(Candidates candidates, Attribution answer) {
        IssuedSession only = candidates.only();
        if (only == null || candidates.match() != Match.KEY) {
            return;
        }
        IssuedSession.Announced before = only.announced();
        if (before == null || before.verdict() != answer.verdict()) {
            only.announce(new IssuedSession.Announced(answer.verdict(), credentialSignals(answer.signals())));
        }
    }

    /** Signals of the credential, without those of the single event. */
    private static List<Signal> credentialSignals(List<Signal> signals) {
        return signals.stream()
                .filter(signal ->
                        signal.type() != SignalType.FUTURE_TIME && signal.type() != SignalType.OUT_OF_VALIDITY)
                .toList();
    }

    private void count(Attribution answer, boolean late) {
        counters.count(answer.verdict(), 1);
        if (late) {
            counters.late.increment();
        }
    }

    private Attribution answer(
            Use use, Candidates candidates, Verdict verdict, int revision, boolean isFinal, boolean futureTime) {
        List<Signal> signals = sightings.signals(use, candidates, verdict, futureTime);
        return Attribution.of(use.event(), revision, isFinal, use.session(), signals, verdict);
    }

    private void learn(
            Use use, List<Issuance> issuances, boolean keyChanged, @Nullable String name, Tellings tellings) {
        var changes = new Changes(use.event().eventId());
        for (Issuance issuance : issuances) {
            knowledge.learn(issuance, changes);
        }
        if (name != null) {
            knowledge.addName(name, changes);
        }
        if (keyChanged && use.accessKeyId() != null) {
            knowledge.touchKey(use.accessKeyId(), changes);
        }
        revise(changes, tellings);
    }

    /** Answers touched events again, and tells what concerns whole credentials. */
    private void revise(Changes changes, Tellings tellings) {
        for (WaitingEvent event : changes.events()) {
            if (!event.isClosed() && !event.isContradicted()) {
                revise(event, tellings);
            }
        }
        for (IssuedSession touched : changes.sessions()) {
            for (IssuedSession session : CredentialNotices.ofSameKey(touched)) {
                SessionRevision revision = notices.revision(session, changes.eventId());
                if (revision != null) {
                    counters.sessionRevisions.increment();
                    tellings.add(revision);
                }
            }
        }
    }

    private void revise(WaitingEvent event, Tellings tellings) {
        Candidates candidates = knowledge.candidates(event.use(), null);
        Verdict verdict = knowledge.verdict(event.use(), candidates);
        Attribution before = event.answer();
        int revision = settings.holdUntilFinal() ? 0 : before.revision() + 1;
        Attribution after = answer(event.use(), candidates, verdict, revision, false, event.hasFutureTime());
        if (before.verdict().equals(verdict) && before.signals().equals(after.signals())) {
            return;
        }
        replace(event, after, tellings);
    }

    private void replace(WaitingEvent event, Attribution after, Tellings tellings) {
        counters.count(event.answer().verdict(), -1);
        counters.count(after.verdict(), 1);
        event.answer(after);
        if (!settings.holdUntilFinal()) {
            counters.revisions.increment();
            tellings.add(after);
        }
    }

    private Attribution answerAndWait(Use use, boolean late, Tellings tellings) {
        Candidates candidates = knowledge.candidates(use, null);
        Verdict verdict = knowledge.verdict(use, candidates);
        boolean futureTime = watermarks.isFuture(use.time());
        Attribution answer = answer(use, candidates, verdict, 0, late, futureTime);
        announce(candidates, answer);
        count(answer, late);
        boolean settled = use.groupKey() == null || isSettled(candidates, verdict);
        if (late) {
            if (settings.holdUntilFinal()) {
                tellings.add(answer);
            }
        } else if (!settled || settings.holdUntilFinal()) {
            wait(new WaitingEvent(use, watermarks.dueOf(use.time()), futureTime, false, answer), tellings);
        }
        return answer;
    }

    private void wait(WaitingEvent event, Tellings tellings) {
        waiting.add(event);
        knowledge.await(event);
        while (waiting.size() > settings.maximumWaiting()) {
            makeFinalEarly(waiting.pollOldest(), tellings);
        }
        finishStranded(tellings);
    }

    /** The same id with other content: whatever was answered, nothing is known of that event. */
    private void contradict(Use use, Tellings tellings) {
        counters.contradictions.increment();
        WaitingEvent event = waiting.find(use.event().eventId());
        if (event != null) {
            if (!event.isContradicted()) {
                waiting.close(event);
                knowledge.release(event);
                Attribution before = event.answer();
                int revision = settings.holdUntilFinal() ? 0 : before.revision() + 1;
                waitContradicted(event.use(), before.verdict(), revised(before, revision), tellings);
            }
            return;
        }
        Candidates candidates = knowledge.candidates(use, null);
        Verdict verdict = knowledge.verdict(use, candidates);
        Attribution answered = answer(use, candidates, verdict, settings.holdUntilFinal() ? 0 : 1, false, false);
        waitContradicted(use, verdict, answered, tellings);
    }

    private static Attribution revised(Attribution before, int revision) {
        return Attribution.of(
                before.event(), revision, before.isFinal(), before.session(), before.signals(), before.verdict());
    }

    private void waitContradicted(Use use, Verdict before, Attribution answered, Tellings tellings) {
        Attribution contradicted = answered.contradicted();
        var event = new WaitingEvent(use, watermarks.dueOf(use.time()), false, true, answered);
        counters.count(before, -1);
        counters.count(contradicted.verdict(), 1);
        event.answer(contradicted);
        if (!settings.holdUntilFinal()) {
            counters.revisions.increment();
            tellings.add(contradicted);
        }
        waiting.add(event);
    }

    private void advance() {
        if (watermarks.current() <= advancedTo) {
            return;
        }
        var tellings = new Tellings();
        lock.lock();
        try {
            advance(tellings);
        } finally {
            lock.unlock();
            tellings.tell(listener);
        }
    }

    private void advance(Tellings tellings) {
        long watermark = watermarks.current();
        if (watermark > advancedTo) {
            advancedTo = watermark;
            for (WaitingEvent event = waiting.pollDue(watermark); event != null; event = waiting.pollDue(watermark)) {
                makeFinal(event, tellings);
            }
            knowledge.expire();
        }
        finishStranded(tellings);
    }

    /** Whoever waited in a group that was pushed out waits no longer. */
    private void finishStranded(Tellings tellings) {
        for (WaitingEvent event : knowledge.takeLost()) {
            waiting.close(event);
            makeFinalEarly(event, tellings);
        }
    }

    private void makeFinalEarly(@Nullable WaitingEvent event, Tellings tellings) {
        if (event != null) {
            counters.finalizedEarly.increment();
            makeFinal(event, tellings);
        }
    }

    private void makeFinal(WaitingEvent event, Tellings tellings) {
        knowledge.release(event);
        if (settings.holdUntilFinal()) {
            Attribution answer = event.answer();
            tellings.add(Attribution.of(answer.event(), 0, true, answer.session(), answer.signals(), answer.verdict()));
        }
    }

    /** What is to be told once the lock is released, in order. */
    private static final class Tellings {
        private List<Object> all = List.of();

        void add(Object telling) {
            all = all.isEmpty() ? new ArrayList<>() : all;
            all.add(telling);
        }

        void tell(AttributionListener listener) {
            for (Object telling : all) {
                if (telling instanceof SessionRevision revision) {
                    listener.onSessionRevision(revision);
                } else {
                    listener.onAttribution((Attribution) telling);
                }
            }
        }
    }
}
