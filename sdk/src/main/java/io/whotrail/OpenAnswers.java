// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.Answerer.Answer;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.InputTrust;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answers that are not final: revises them, and lets go of them when the watermark passes. Under the engine's lock. */
final class OpenAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(Attributor.class);

    private static final Comparator<SessionRevision> BY_CREDENTIAL = Comparator.comparing(
                    (SessionRevision notice) -> String.valueOf(notice.session().arn()))
            .thenComparing(notice -> String.valueOf(notice.session().accessKeyId()))
            .thenComparing(notice -> String.valueOf(notice.session().createdAt()));

    private final Settings settings;
    private final Watermarks watermarks;
    private final Counters counters;
    private final Knowledge knowledge;
    private final Answerer answerer;
    private final CredentialNotices notices;
    private final WaitingEvents waiting;
    private final SeenEvents seen;

    OpenAnswers(
            Settings settings,
            Watermarks watermarks,
            Counters counters,
            Knowledge knowledge,
            Answerer answerer,
            CredentialNotices notices,
            SeenEvents seen) {
        this.settings = settings;
        this.watermarks = watermarks;
        this.counters = counters;
        this.knowledge = knowledge;
        this.answerer = answerer;
        this.notices = notices;
        this.waiting = new WaitingEvents(knowledge.weight());
        this.seen = seen;
    }

    int size() {
        return waiting.size();
    }

    /**
     * Answers an event, and keeps the answer open unless it is late or settled.
     *
     * @param found the answer as of what is known now, {@code null} where it has to be found yet
     */
    Attribution answer(Use use, @Nullable Answer found, boolean late, Tellings tellings) {
        WaitingEvent known = waiting.find(use.event().eventId());
        if (known != null) {
            counters.answered(known.answer(), late);
            return known.answer().revised(0);
        }
        boolean futureTime = watermarks.isFuture(use.time());
        Answer answer = found == null ? answer(use, late, futureTime) : found;
        counters.answered(answer.attribution(), late);
        if (late) {
            tellHeld(answer.attribution(), tellings);
        } else if (!answer.settled() || settings.holdUntilFinal()) {
            var event = new WaitingEvent(use, finalAt(use.time()), futureTime, false, answer.attribution());
            keep(event, tellings);
            return event.answer();
        }
        return answer.attribution();
    }

    /** Under the lock nothing changes but what threads without it announce, and each credential's first answer once. */
    private Answer answer(Use use, boolean isFinal, boolean futureTime) {
        Answer answer = answerer.answer(use, isFinal, futureTime);
        return answer != null ? answer : new Answer(answerer.ask(use, 0, isFinal, futureTime), false);
    }

    /** Keeps an event whose answer is about to be given; where there is no room, the oldest become final early. */
    private void keep(WaitingEvent event, Tellings tellings) {
        waiting.add(event);
        if (!event.isContradicted()) {
            knowledge.await(event);
        }
        while (areTooMany()) {
            makeFinalEarly(waiting.pollOldest(), event, tellings);
        }
    }

    private boolean areTooMany() {
        return waiting.size() > settings.maximumWaiting()
                || knowledge.weight().waitingBytes() > settings.memory().waitingBytes() && waiting.size() > 0;
    }

    /**
     * Answers touched events again, and tells what concerns whole credentials: in an order of their own, for in what order they
     * were touched is a matter of tables.
     */
    void revise(Changes changes, Tellings tellings) {
        for (WaitingEvent event : sorted(changes.events(), WaitingEvent.BY_TIME)) {
            if (!event.isClosed() && !event.isContradicted()) {
                revise(event, tellings);
            }
        }
        if (!changes.sessions().isEmpty()) {
            sorted(noticesOf(changes), BY_CREDENTIAL).forEach(tellings::add);
        }
    }

    private List<SessionRevision> noticesOf(Changes changes) {
        var found = new ArrayList<SessionRevision>(2);
        for (IssuedSession touched : changes.sessions()) {
            for (IssuedSession session : CredentialNotices.affectedBy(touched)) {
                SessionRevision notice = notices.revision(session, changes.eventId());
                if (notice != null) {
                    counters.sessionRevisions.increment();
                    found.add(notice);
                }
            }
        }
        return found;
    }

    private static <T> Collection<T> sorted(Collection<T> all, Comparator<T> order) {
        return all.size() < 2 ? all : all.stream().sorted(order).toList();
    }

    private void revise(WaitingEvent event, Tellings tellings) {
        Attribution before = event.answer();
        Attribution after = answerer.ask(event.use(), nextRevision(before), false, event.hasFutureTime());
        if (!saysSame(before, after) && !isLost(event, after)) {
            answerer.expectNotice(event.use(), before, after);
            tell(event, after, tellings);
        }
    }

    /** Who holds answers until they are final is told the first one only. */
    private int nextRevision(Attribution before) {
        return settings.holdUntilFinal() ? 0 : before.revision() + 1;
    }

    private void tell(WaitingEvent event, Attribution after, Tellings tellings) {
        counters.replaced(event.answer(), after);
        event.answer(after);
        knowledge.descent().letGo(event);
        if (!settings.holdUntilFinal()) {
            counters.revisions.increment();
            tellings.add(after);
        }
    }

    /** The same id came with other content: whatever was answered, nothing is known of that event. */
    void contradict(Use use, Tellings tellings) {
        WaitingEvent event = waiting.find(use.event().eventId());
        long firstTime = seen.firstTime(use.event());
        if (isFinal(event, use, firstTime) || event != null && event.isContradicted()) {
            return;
        }
        Attribution before = standing(event, use);
        Attribution conflict = before.contradicted().revised(nextRevision(before));
        exchange(event, new WaitingEvent(use, due(use, firstTime), false, true, conflict), before, tellings);
    }

    /**
     * The same id came by a way that is believed more: whatever was answered, this record is the one to answer. Only a digest
     * decides which of two contents is the right one.
     */
    void replace(Use use, Tellings tellings) {
        WaitingEvent event = waiting.find(use.event().eventId());
        long firstTime = seen.firstTime(use.event());
        boolean covered = use.event().inputTrust() == InputTrust.DIGEST_VERIFIED;
        if (isFinal(event, use, firstTime) || event != null && event.isContradicted() && !covered) {
            return;
        }
        Attribution before = standing(event, use);
        boolean futureTime = watermarks.isFuture(use.time());
        Attribution after = answerer.ask(use, nextRevision(before), false, futureTime);
        exchange(event, new WaitingEvent(use, due(use, firstTime), futureTime, false, after), before, tellings);
    }

    /** The time that an event showed first decides whether its answer is final, unless it became so early. */
    private boolean isFinal(@Nullable WaitingEvent event, Use use, long firstTime) {
        return event == null && (isPassed(firstTime, watermarks.settled()) || seen.isClosed(use.event()));
    }

    /** The answer that counts so far; of an event that nobody kept, as the record at hand would have been answered. */
    private Attribution standing(@Nullable WaitingEvent event, Use use) {
        return event == null ? answerer.ask(use, 0, false, false) : event.answer();
    }

    private long due(Use use, long firstTime) {
        return finalAt(firstTime == EpochSeconds.UNKNOWN ? use.time() : firstTime);
    }

    /** An issuance may show a later time than a use of it, as clocks differ: so long after its time an answer is open. */
    private long finalAt(long time) {
        return EpochSeconds.plus(watermarks.dueOf(time), Issuance.EARLY_TOLERANCE);
    }

    /** Whether a watermark, in epoch seconds, makes the answers of events of some time final. */
    static boolean isPassed(long time, long watermark) {
        return EpochSeconds.areKnown(time, watermark) && EpochSeconds.plus(time, Issuance.EARLY_TOLERANCE) < watermark;
    }

    private void exchange(
            @Nullable WaitingEvent event, WaitingEvent replacement, Attribution before, Tellings tellings) {
        if (event != null) {
            waiting.close(event);
            knowledge.release(event);
            counters.replaced(before, replacement.answer());
        }
        keep(replacement, tellings);
        if (!settings.holdUntilFinal()) {
            counters.revisions.increment();
            tellings.add(replacement.answer());
        }
    }

    /** What was known when an event was answered still is, though memory had to let go of it. */
    private boolean isLost(WaitingEvent event, Attribution after) {
        Use use = event.use();
        return !event.restsOnTooMany()
                && knowledge.uphold(
                        use, knowledge.candidates(use, null), event.answer().verdict(), after.verdict(), event.gone());
    }

    private static boolean saysSame(Attribution one, Attribution other) {
        return one.verdict().equals(other.verdict())
                && one.signals().equals(other.signals())
                && one.trust() == other.trust();
    }

    /** Makes final what the watermark has passed. */
    void advance(long watermark, Tellings tellings) {
        for (WaitingEvent event = waiting.pollDue(watermark); event != null; event = waiting.pollDue(watermark)) {
            makeFinal(event, tellings);
        }
        knowledge.expire();
    }

    void finish(Tellings tellings) {
        for (WaitingEvent event = waiting.pollOldest(); event != null; event = waiting.pollOldest()) {
            makeFinal(event, tellings);
        }
    }

    /**
     * Too many events wait. Who is told of revisions is told of this too: none will come.
     *
     * @param given the event whose answer is about to be given anyway
     */
    private void makeFinalEarly(@Nullable WaitingEvent event, WaitingEvent given, Tellings tellings) {
        if (event == null) {
            return;
        }
        if (counters.finalizedEarly.sum() == 0) {
            LOG.warn(
                    "Answers become final early: {} events wait, the bound is {}; stats() counts how many",
                    waiting.size(),
                    settings.maximumWaiting());
        }
        if (isToBeAskedOnceMore(event) && !event.equals(given)) {
            revise(event, tellings);
        }
        counters.finalizedEarly.increment();
        seen.close(event.use().event());
        Attribution last = event.answer().asFinalizedEarly();
        if (!settings.holdUntilFinal() && !event.equals(given)) {
            last = last.revised(nextRevision(last));
            counters.revisions.increment();
            tellings.add(last);
        }
        event.answer(last);
        close(event, tellings);
    }

    private void makeFinal(WaitingEvent event, Tellings tellings) {
        if (isToBeAskedOnceMore(event)) {
            revise(event, tellings);
        }
        close(event, tellings);
    }

    /** Whoever called for a session that memory pushed out since may have become known, and nobody was told. */
    private boolean isToBeAskedOnceMore(WaitingEvent event) {
        return event.restsOnTooMany()
                || knowledge.hasPushedOut()
                        && !event.isContradicted()
                        && event.answer().verdict() instanceof Gap gap
                        && gap.reason() == UnattributedReason.ISSUANCE_NOT_SEEN;
    }

    private void close(WaitingEvent event, Tellings tellings) {
        knowledge.release(event);
        tellHeld(event.answer().asFinal(), tellings);
    }

    private void tellHeld(Attribution answer, Tellings tellings) {
        if (settings.holdUntilFinal()) {
            tellings.add(answer);
        }
    }

    /** The events that wait, the one that will be final first at the head; a copy. */
    List<WaitingEvent> all() {
        return waiting.all();
    }

    void write(VerdictWriter verdicts, SectionWriter out) throws IOException {
        out.writeCount(waiting.size());
        for (WaitingEvent event : all()) {
            event.write(verdicts, out);
        }
    }

    /** Goes on from what a checkpoint says; where too many wait, the next one that has to makes room. */
    void read(VerdictReader verdicts, SectionReader in) throws IOException, CheckpointException {
        for (long left = in.readCount(); left > 0; left--) {
            WaitingEvent event = WaitingEvent.read(verdicts, in);
            if (waiting.find(event.answer().eventId()) != null) {
                throw in.damaged("an event waits twice");
            }
            waiting.add(event);
            if (!event.isContradicted()) {
                knowledge.await(event);
            }
        }
    }
}
