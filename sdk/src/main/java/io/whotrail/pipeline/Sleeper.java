// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.time.Duration;

/** How a pipeline waits, for hosts and tests that have a time of their own. */
@FunctionalInterface
public interface Sleeper {
    /**
     * Returns after a time, or earlier.
     *
     * @param time how long; never negative
     * @throws InterruptedException if the thread is interrupted; the pipeline then aborts
     */
    void sleep(Duration time) throws InterruptedException;
}
