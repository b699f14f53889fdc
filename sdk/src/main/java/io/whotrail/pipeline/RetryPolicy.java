// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How a source, a sink, dead letters or a checkpoint that failed are tried again: after a delay that doubles each time up to a
 * limit, and of which at most half is left to chance, so that many that failed together do not come back together. Immutable.
 *
 * @param firstDelay the delay before the second attempt, positive
 * @param longestDelay the longest delay, not shorter than the first
 * @param maximumAttempts how often something is tried, at least 1
 * @param exhausted what happens to a batch of the sink when that was not enough; a source, dead letters or a
 *     checkpoint always stop the pipeline
 */
public record RetryPolicy(Duration firstDelay, Duration longestDelay, int maximumAttempts, Exhausted exhausted) {
    /** What happens when no attempt is left. */
    public enum Exhausted {
        /** The pipeline fails. Nothing is lost: the next run goes on from the last checkpoint. */
        STOP,
        /** The batch goes to the dead letters, and the pipeline goes on. */
        DEAD_LETTER
    }

    private static final int MOST_DOUBLINGS = 40;

    /** Checks the values. */
    public RetryPolicy {
        if (firstDelay.isNegative() || firstDelay.isZero()) {
            throw new IllegalArgumentException("the first delay must be positive, got " + firstDelay);
        }
        if (longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "the longest delay must not be shorter than the first, got " + longestDelay);
        }
        if (maximumAttempts < 1) {
            throw new IllegalArgumentException("maximum attempts must be at least 1, got " + maximumAttempts);
        }
        Objects.requireNonNull(exhausted, "exhausted");
    }

    /**
     * The default: a second first, 30 seconds at most, for ever. A sink that is away for a night holds the pipeline back, and
     * costs nothing else.
     *
     * @return the policy
     */
    public static RetryPolicy forEver() {
        return new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(30), Integer.MAX_VALUE, Exhausted.STOP);
    }

    /** The delay after an attempt, counted from 1. */
    Duration delayAfter(int attempt, RandomGenerator random) {
        long first = firstDelay.toNanos();
        long longest = longestDelay.toNanos();
        int doublings = Math.min(attempt - 1, MOST_DOUBLINGS);
        long delay = first > longest >> doublings ? longest : Math.min(longest, first << doublings);
        long half = delay / 2;
        return Duration.ofNanos(delay - half + (half == 0 ? 0 : random.nextLong(half + 1)));
    }
}
