// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.util.random.RandomGenerator;

/** Waits between attempts, and remembers that it does. For the thread that runs the pipeline; the flag is for all. */
final class Retries {
    private final RetryPolicy policy;
    private final RandomGenerator random;
    private final Sleeper sleeper;
    private final Lifecycle lifecycle;
    private volatile boolean waiting;

    Retries(RetryPolicy policy, RandomGenerator random, Sleeper sleeper, Lifecycle lifecycle) {
        this.policy = policy;
        this.random = random;
        this.sleeper = sleeper;
        this.lifecycle = lifecycle;
    }

    RetryPolicy policy() {
        return policy;
    }

    boolean isWaiting() {
        return waiting;
    }

    /**
     * Waits after a failed attempt.
     *
     * @return whether to try again; not where no attempt is left
     * @throws InterruptedException if there is no time to try again, because the pipeline is to stop
     */
    boolean await(int attempt) throws InterruptedException {
        if (lifecycle.isStopping()) {
            throw new InterruptedException("asked to stop while something has to be tried again");
        }
        if (isLast(attempt)) {
            return false;
        }
        sleep(attempt);
        return true;
    }

    /** Whether no attempt is left after one. */
    boolean isLast(int attempt) {
        return attempt >= policy.maximumAttempts();
    }

    /** Waits after a failed attempt, or until somebody asks to stop. */
    void sleep(int attempt) throws InterruptedException {
        waiting = true;
        try {
            sleeper.sleep(policy.delayAfter(attempt, random));
        } finally {
            waiting = false;
        }
    }
}
