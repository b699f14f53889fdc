// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.Attributor;
import java.io.Serializable;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a job attributes; the same for all of its operators.
 *
 * @param parts the parts that share all sessions
 * @param ends whether the input ends; nothing is final before its end then, in whatever order events come
 * @param lateness how much older than the newest an event may be, where the input does not end
 * @param idleness how long one of the sources may be silent before it holds nobody up
 * @param partMemory what each part, and each filter, may keep, in bytes of the heap
 * @param resolverMemory what the resolver may keep, in bytes of the heap
 * @param leastJournal how many bytes of messages have to follow an image at least before another takes their place
 * @param held whether each event is answered once, when its answer is final
 * @param clock the processing time
 */
record JobSettings(
        Parts parts,
        boolean ends,
        Duration lateness,
        Duration idleness,
        long partMemory,
        long resolverMemory,
        long leastJournal,
        boolean held,
        Clock clock)
        implements Serializable {
    /** A clock that can be sent to where the job runs. */
    @FunctionalInterface
    interface Clock extends InstantSource, Serializable {}

    /** What is common to all attributors of the job. */
    Attributor.Builder attributor(InstantSource now) {
        return Attributor.builder(now)
                .lateness(lateness)
                .maximumWaiting(Integer.MAX_VALUE)
                .watermarkFromHost();
    }
}
