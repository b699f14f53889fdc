// SPDX-License-Identifier: Apache-2.0
package io.whotrail.benchmarks.ratios;

import java.util.concurrent.Callable;

/**
 * What is measured.
 *
 * @param name what its figure is called
 * @param measurement does the work once, and tells the seconds that it took
 */
record Contender(String name, Measurement measurement) {
    /** Something that takes time. */
    @FunctionalInterface
    interface Work {
        /** Does it, and tells how much it dealt with. */
        long run() throws Exception;
    }

    /** Something that measures itself. */
    @FunctionalInterface
    interface Measurement {
        /** The seconds that it took. */
        double seconds() throws Exception;
    }

    /**
     * One whose time is taken from begin to end.
     *
     * @param expected how much it must have dealt with, so that nobody is fast by leaving some out
     */
    static Contender of(String name, Work work, long expected) {
        return prepared(name, () -> work, expected);
    }

    /** One that is made ready outside the time. */
    static Contender prepared(String name, Callable<Work> preparation, long expected) {
        return new Contender(name, () -> {
            Work work = preparation.call();
            System.gc();
            long begin = System.nanoTime();
            long done = work.run();
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (done != expected) {
                throw new IllegalStateException(name + " dealt with " + done + ", not with " + expected);
            }
            return seconds;
        });
    }

    double seconds() throws Exception {
        return measurement.seconds();
    }
}
