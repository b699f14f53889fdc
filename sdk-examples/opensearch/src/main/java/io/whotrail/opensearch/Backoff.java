// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opensearch;

import io.whotrail.pipeline.Sleeper;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between attempts: the delay doubles each time up to a limit, and at most half of it is left to chance, so that many
 * that were refused together do not come back together.
 *
 * @param first the delay after the first attempt, positive
 * @param longest the longest delay, also where the cluster asks for a longer one
 * @param attempts how often something is tried, at least 1
 */
record Backoff(Duration first, Duration longest, int attempts, RandomGenerator random, Sleeper sleeper) {
    private static final int MOST_DOUBLINGS = 20;

    Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "delays must be positive and the longest not the shorter, got " + first + " and " + longest);
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, got " + attempts);
        }
    }

    /**
     * Waits after a failed attempt.
     *
     * @param attempt its number, from 1
     * @param asked how long the cluster asks to be left alone, zero where it does not say
     * @return whether to try again; not where no attempt is left
     */
    boolean await(int attempt, Duration asked) throws InterruptedException {
        if (attempt >= attempts) {
            return false;
        }
        Duration doubled = shorter(first.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS)), longest);
        long half = doubled.toNanos() / 2;
        Duration jittered = doubled.minusNanos(random.nextLong(half + 1));
        Duration least = shorter(asked, longest);
        sleeper.sleep(jittered.compareTo(least) < 0 ? least : jittered);
        return true;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
