// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gives what is done with one input a second of processor time, and fails what is not over then, also where it never would
 * be. For one thread at a time.
 */
public final class WithinASecond {
    /* The clock on the wall is asked first, for nothing takes more processor time than time. Only where that is not enough is
     * the thread's own time looked at: on a busy machine a second of it may take many. And what a JVM loads for the first of all
     * inputs, or a search makes of the classes that it watches, is not the input's: so whatever took too long has a second try. */

    private static final long LIMIT_MILLIS = 1_000;
    private static final int GIVEN_UP_AFTER = 5;
    private static final long LOOK_EVERY_MILLIS = 50;
    /** What waits and does not work is given up after so many looks, two minutes. */
    private static final int MOST_LOOKS = 2_400;

    private static ExecutorService worker = worker();

    private WithinASecond() {}

    private static ExecutorService worker() {
        return Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "within a second");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** What is done with an input. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    /** Does it, and lets out what it throws. Where it took too long it is done again. */
    public static void run(Body body) throws Exception {
        run(body, LIMIT_MILLIS);
    }

    static void run(Body body, long limitMillis) throws Exception {
        if (usedMillis(body, limitMillis) > limitMillis) {
            long again = usedMillis(body, limitMillis);
            if (again > limitMillis) {
                throw new AssertionError("took " + again + " ms of processor time, also when it was done again");
            }
        }
    }

    /** Does it, and says how much processor time it took; 0 where not even so much time has passed. */
    private static long usedMillis(Body body, long limitMillis) throws Exception {
        var timed = new Timed(body);
        Future<Long> used = worker.submit(timed);
        long patience = limitMillis;
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            try {
                long millis = used.get(patience, TimeUnit.MILLISECONDS);
                return looks == 0 ? 0 : millis;
            } catch (ExecutionException failed) {
                rethrow(failed.getCause());
            } catch (TimeoutException notYet) {
                patience = LOOK_EVERY_MILLIS;
            }
            if (timed.usedMillis() > limitMillis * GIVEN_UP_AFTER) {
                break;
            }
        }
        worker.shutdown();
        worker = worker();
        throw timed.notOver();
    }

    private static void rethrow(Throwable thrown) throws Exception {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (Exception) thrown;
    }

    /** Knows how much processor time its thread has spent on it. */
    private static final class Timed implements Callable<Long> {
        private final Body body;
        private volatile long begin;
        private volatile @Nullable Thread thread;

        Timed(Body body) {
            this.body = body;
        }

        @Override
        public Long call() throws Exception {
            begin = WithinASecond.usedMillis(Thread.currentThread());
            thread = Thread.currentThread();
            body.run();
            return usedMillis();
        }

        long usedMillis() {
            Thread begun = thread;
            return begun == null ? 0 : WithinASecond.usedMillis(begun) - begin;
        }

        AssertionError notOver() {
            var error =
                    new AssertionError("not over after " + usedMillis() + " ms of processor time; where it is now:");
            Thread begun = thread;
            error.setStackTrace(begun == null ? new StackTraceElement[0] : begun.getStackTrace());
            return error;
        }
    }

    /** What tells this is of a module that the SDK does not read, and with it none of its tests. */
    static long usedMillis(Thread thread) {
        try {
            Object threads = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            Method time = Class.forName("java.lang.management.ThreadMXBean").getMethod("getThreadCpuTime", long.class);
            return TimeUnit.NANOSECONDS.toMillis((long) time.invoke(threads, thread.getId()));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
