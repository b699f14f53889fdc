// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does a task for each of many numbers, several at a time, begun in the order of the numbers. */
final class InOrder {
    /** What is to be done for a number. */
    interface Task {
        void run(int number) throws IOException;
    }

    private final Task task;
    private final int count;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private InOrder(int count, Task task) {
        this.count = count;
        this.task = task;
    }

    /**
     * Runs a task for 0, 1 and so on.
     *
     * @throws IOException the first that a task threw; the tasks that run then are interrupted, no other is begun
     */
    static void run(int threads, int count, Task task) throws IOException {
        var work = new InOrder(count, task);
        if (Math.min(threads, count) <= 1) {
            for (int number = 0; number < count; number++) {
                task.run(number);
            }
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, count));
        for (int i = 0; i < Math.min(threads, count); i++) {
            executor.execute(() -> work.work(executor));
        }
        executor.shutdown();
        await(executor);
        work.rethrow();
    }

    private void work(ExecutorService executor) {
        try {
            for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                task.run(number);
            }
        } catch (IOException | RuntimeException | Error thrown) {
            failure.compareAndSet(null, thrown);
            next.set(count);
            executor.shutdownNow();
        }
    }

    private static void await(ExecutorService executor) throws IOException {
        try {
            boolean done = false;
            while (!done) {
                done = executor.awaitTermination(1, TimeUnit.HOURS);
            }
        } catch (InterruptedException interrupted) {
            executor.shutdownNow();
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
