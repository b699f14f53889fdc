// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.input;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does a task for each of many numbers, several at a time, begun in the order of the numbers. */
public final class InOrder {
    /** What is to be done for a number. */
    public interface Task {
        /**
         * Does it.
         *
         * @param number the number
         */
        void run(int number) throws IOException;
    }

    private final Task task;
    private final int count;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private InOrder(int threads, int count, Task task) {
        this.task = task;
        this.count = count;
        for (int i = 0; i < threads; i++) {
            this.threads.add(new Thread(this::work, "whotrail-" + i));
        }
    }

    /**
     * Runs a task for 0, 1 and so on.
     *
     * @throws IOException the first that a task threw; the tasks that run then are interrupted, no other is begun
     */
    public static void run(int threads, int count, Task task) throws IOException {
        if (Math.min(threads, count) <= 1) {
            for (int number = 0; number < count; number++) {
                task.run(number);
            }
            return;
        }
        var work = new InOrder(Math.min(threads, count), count, task);
        work.threads.forEach(Thread::start);
        work.await();
        work.rethrow();
    }

    private void work() {
        try {
            for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                task.run(number);
            }
        } catch (IOException | RuntimeException | Error thrown) {
            failure.compareAndSet(null, thrown);
            stop();
        }
    }

    private void stop() {
        next.set(count);
        threads.forEach(Thread::interrupt);
    }

    private void await() throws IOException {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            stop();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private void rethrow() throws IOException {
        Throwable thrown = failure.get();
        if (thrown instanceof IOException io) {
            throw io;
        }
        if (thrown instanceof RuntimeException defect) {
            throw defect;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }
}
