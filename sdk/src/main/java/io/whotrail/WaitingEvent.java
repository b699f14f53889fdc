// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.Comparator;

/** An event whose answer is not final: each other answer is a revision. */
final class WaitingEvent extends WaitingUse {
    /** The event whose time the watermark passes first comes first. */
    static final Comparator<WaitingEvent> BY_TIME = Comparator.comparingLong(WaitingEvent::due)
            .thenComparing(waiting -> waiting.answer().eventId());

    private final Use use;
    private final long due;
    private final boolean futureTime;
    private final boolean contradicted;
    private Attribution answer;
    private boolean closed;

    WaitingEvent(Use use, long due, boolean futureTime, boolean contradicted, Attribution answer) {
        this.use = use;
        this.due = due;
        this.futureTime = futureTime;
        this.contradicted = contradicted;
        this.answer = answer;
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

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }
}
