// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.util.concurrent.Callable;

/**
 * What is measured.
 *
 * @param name what its figure is called
 * @param preparation what makes the work ready, outside the time
 * @param expected how much it must have dealt with, so that nobody is fast by leaving some out
 */
record Contender(String name, Callable<Work> preparation, long expected) {
    /** Something that takes time. */
    @FunctionalInterface
    interface Work {
        /** Does it, and tells how much it dealt with. */
        long run() throws Exception;
    }

    /** One that needs no preparation. */
    static Contender of(String name, Work work, long expected) {
        return new Contender(name, () -> work, expected);
    }

    /** Does the work once; the seconds that it took. */
    double seconds() throws Exception {
        Work work = preparation.call();
        System.gc();
        long begin = System.nanoTime();
        long done = work.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (done != expected) {
            throw new IllegalStateException(name + " dealt with " + done + ", not with " + expected);
        }
        return seconds;
    }
}
