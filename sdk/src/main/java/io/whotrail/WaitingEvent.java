// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.image.SectionReader;
import io.whotrail.image.SectionWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** An event whose answer is not final: each other answer is a revision. */
final class WaitingEvent extends WaitingUse {
    /** The event whose time the watermark passes first comes first. */
    static final Comparator<WaitingEvent> BY_TIME = Comparator.comparingLong(WaitingEvent::due)
            .thenComparing(waiting -> waiting.answer().eventId());

    /** How many sessions that are gone one answer keeps; that it rests on more than one is rare. */
    private static final int MAXIMUM_GONE = 4;

    private final Use use;
    private final long due;
    private final boolean futureTime;
    private final boolean contradicted;
    private final int bytes;
    private Attribution answer;
    private boolean closed;
    /** The sessions that are gone, and that the answer rests on. */
    private List<IssuedSession> gone = List.of();

    private boolean tooMany;

    WaitingEvent(Use use, long due, boolean futureTime, boolean contradicted, Attribution answer) {
        this.use = use;
        this.due = due;
        this.futureTime = futureTime;
        this.contradicted = contradicted;
        this.bytes = (int) Math.min(Weight.ofEvent(use.event()), Integer.MAX_VALUE);
        this.answer = answer;
    }

    /** What it takes of the heap. */
    int bytes() {
        return bytes;
    }

    @Override
    Use use() {
        return use;
    }

    /** The event time, in epoch seconds, after which the answer is final. */
    long due() {
        return due;
    }

    boolean hasFutureTime() {
        return futureTime;
    }

    /** Whether the same event id came with other content, so that nothing can change the answer any more. */
    boolean isContradicted() {
        return contradicted;
    }

    /** The answer that counts now. */
    Attribution answer() {
        return answer;
    }

    void answer(Attribution newAnswer) {
        answer = newAnswer;
    }

    /** The sessions that are gone, and that the answer rests on. */
    List<IssuedSession> gone() {
        return gone;
    }

    /** Whether the answer rests on more sessions that are gone than are kept for it: it does not stand by itself. */
    boolean restsOnTooMany() {
        return tooMany;
    }

    /** Rests on a session that is about to go. */
    void hold(IssuedSession session) {
        if (gone.size() >= MAXIMUM_GONE) {
            tooMany = true;
            return;
        }
        session.gainChild();
        var more = new ArrayList<>(gone);
        more.add(session);
        gone = List.copyOf(more);
    }

    /** Rests on nothing that is gone any more; tells on what it did. */
    List<IssuedSession> letGo() {
        List<IssuedSession> before = gone;
        before.forEach(IssuedSession::loseChild);
        gone = List.of();
        tooMany = false;
        return before;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    void write(VerdictWriter verdicts, SectionWriter out) throws IOException {
        EventImage.write(use.event(), out);
        out.writeNumber(due);
        out.writeBoolean(futureTime);
        out.writeBoolean(contradicted);
        boolean ofOther = !answer.event().equals(use.event());
        out.writeBoolean(ofOther);
        if (ofOther) {
            EventImage.write(answer.event(), out);
        }
        verdicts.write(answer, out);
        out.writeBoolean(tooMany);
        out.writeCount(gone.size());
        for (IssuedSession session : gone) {
            out.writeCount(verdicts.numberOf(session));
        }
    }

    /** As a checkpoint tells it. */
    static WaitingEvent read(VerdictReader verdicts, SectionReader in) throws IOException, CheckpointException {
        CloudTrailEvent event = EventImage.read(in);
        long due = in.readNumber();
        boolean futureTime = in.readBoolean();
        boolean contradicted = in.readBoolean();
        CloudTrailEvent answered = in.readBoolean() ? EventImage.read(in) : event;
        Attribution answer = verdicts.readAnswer(answered, in);
        var waiting = new WaitingEvent(Use.of(event), due, futureTime, contradicted, answer);
        waiting.tooMany = in.readBoolean();
        for (int left = in.readCount(MAXIMUM_GONE); left > 0; left--) {
            waiting.hold(verdicts.session(in.readCount(), in));
        }
        return waiting;
    }
}
