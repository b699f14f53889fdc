// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who runs a pipeline, whether somebody asked to stop, and whether it has ended. Thread safe; the lock guards the runner. */
final class Lifecycle {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object lock = new Object();
    private @Nullable Thread runner;
    private boolean expected;
    private boolean begun;
    private boolean interrupted;

    /** Some thread is going to run the pipeline. */
    void expect() {
        synchronized (lock) {
            expected = true;
        }
    }

    /** The calling thread runs the pipeline from now on. */
    void begin() {
        synchronized (lock) {
            if (begun) {
                throw new IllegalStateException("a pipeline runs once");
            }
            begun = true;
            runner = Thread.currentThread();
        }
    }

    /** The thread that runs the pipeline leaves it, without an interrupt that was ours. */
    void end() {
        synchronized (lock) {
            runner = null;
            if (interrupted) {
                Thread.interrupted();
            }
        }
        ended.countDown();
    }

    void askToStop() {
        asked.countDown();
    }

    boolean isStopping() {
        return asked.getCount() == 0;
    }

    /** Waits for a time, or until somebody asks to stop; always answers to interruption. */
    void sleep(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits until the pipeline has ended; when half of the patience is over, interrupts it. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        long half = patience.toNanos() / 2;
        synchronized (lock) {
            if (!begun && !expected) {
                return true;
            }
            if (Thread.currentThread().equals(runner)) {
                throw new IllegalStateException("the thread that runs the pipeline can't wait for its end");
            }
        }
        if (ended.await(half, TimeUnit.NANOSECONDS)) {
            return true;
        }
        synchronized (lock) {
            if (runner != null) {
                interrupted = true;
                runner.interrupt();
            }
        }
        return ended.await(half, TimeUnit.NANOSECONDS);
    }
}
