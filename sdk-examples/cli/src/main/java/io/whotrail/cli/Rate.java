// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How fast a count grows, over the last ten seconds. For one thread. */
final class Rate {
    private static final long WINDOW = TimeUnit.SECONDS.toNanos(10);
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Sample(long nanos, long count) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    Rate(long nanos) {
        samples.add(new Sample(nanos, 0));
    }

    /**
     * Takes note of a count.
     *
     * @param nanos when, on a clock that only goes forward
     * @return how much it grows in a second; 0 where no time has passed
     */
    double at(long nanos, long count) {
        samples.add(new Sample(nanos, count));
        while (nanos - samples.getFirst().nanos() > WINDOW) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        long passed = nanos - first.nanos();
        return passed == 0 ? 0 : (count - first.count()) * NANOS / passed;
    }
}
