// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Lets any number of threads in at once, or one alone that has to find nothing half done. Thread safe. */
final class Gate {
    /* Who comes in counts up, then looks whether the gate is closed; who closes it says so, then adds up: of two that meet,
     * one sees the other. Threads count in places of their own, as far as there are, each on a line of the cache. */

    private static final int PLACES = 32;
    private static final int LINE = 16;

    /** Between two looks, in nanoseconds: who is inside stays for less, unless it waits for another. */
    private static final long A_MOMENT = 20_000;

    private final AtomicLongArray inside = new AtomicLongArray(PLACES * LINE);
    private final ReentrantLock closing = new ReentrantLock();
    private volatile boolean closed;

    /**
     * Comes in, once the gate is open. Not again before {@link #leave}.
     *
     * @return what to leave with
     */
    int enter() {
        int place = (Thread.currentThread().hashCode() & PLACES - 1) * LINE;
        inside.getAndIncrement(place);
        while (closed) {
            inside.getAndDecrement(place);
            closing.lock();
            try {
                inside.getAndIncrement(place);
            } finally {
                closing.unlock();
            }
        }
        return place;
    }

    void leave(int place) {
        inside.getAndDecrement(place);
    }

    /** Waits until nobody is inside, and lets nobody in until {@link #open}. For a thread that is outside. */
    void close() {
        closing.lock();
        closed = true;
        while (isAnybodyInside()) {
            LockSupport.parkNanos(A_MOMENT);
        }
    }

    private boolean isAnybodyInside() {
        for (int place = 0; place < PLACES * LINE; place += LINE) {
            if (inside.get(place) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Lets threads in again. */
    void open() {
        closed = false;
        closing.unlock();
    }

    /** Looks at something. */
    @FunctionalInterface
    interface Look<T, E extends Exception> {
        T look() throws E;
    }

    /**
     * Looks while nothing is half done: nobody is inside, nor holds the lock that who is inside leaves with.
     *
     * @param lock the lock
     */
    <T, E extends Exception> T alone(Lock lock, Look<T, E> what) throws E {
        close();
        try {
            lock.lock();
            try {
                return what.look();
            } finally {
                lock.unlock();
            }
        } finally {
            open();
        }
    }
}
