// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What is to be done when the watermark passes a time, the earliest first. Used under the engine's lock. */
final class TimeQueue<T> {
    /* What is given up before its time stays until its turn comes, or until it is more than a small part of all: in a flood
     * it would else be as much again as all that is kept. */

    /** Below this many it is not worth the trouble. */
    private static final int FEW = 256;

    /** The part of all, one in so many, that may be given up and still be there. */
    private static final int PART = 16;

    private final ToLongFunction<T> time;
    private final Predicate<T> isGone;
    private final PriorityQueue<T> queue;
    private int given;

    /**
     * Begins empty.
     *
     * @param time the time of an item, in epoch seconds; always the same for an item
     * @param isGone whether an item was given up before its time
     */
    TimeQueue(ToLongFunction<T> time, Predicate<T> isGone) {
        this.time = time;
        this.isGone = isGone;
        this.queue = new PriorityQueue<>(Comparator.comparingLong(time));
    }

    void add(T item) {
        queue.add(item);
    }

    /** Takes note that an item was given up before its time. */
    void givenUp() {
        given++;
        if (given > FEW && given > queue.size() / PART) {
            queue.removeIf(isGone);
            given = 0;
        }
    }

    /** How many items were given up and are still there. */
    int gone() {
        return given;
    }

    /** Takes the next item that a watermark, in epoch seconds, has passed, or {@code null}. */
    @Nullable
    T pollPassed(long watermark) {
        T next = peek();
        return next == null || time.applyAsLong(next) >= watermark ? null : queue.remove();
    }

    /** Takes the next item, or {@code null}. */
    @Nullable
    T poll() {
        return peek() == null ? null : queue.remove();
    }

    private @Nullable T peek() {
        T next = queue.peek();
        while (next != null && isGone.test(next)) {
            queue.remove();
            given--;
            next = queue.peek();
        }
        return next;
    }
}
