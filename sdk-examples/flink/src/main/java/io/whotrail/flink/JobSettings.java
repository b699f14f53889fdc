// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import java.io.Serializable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern TEXT =
            Pattern.compile("parts=(\\d+) hold=(\\w+) lateness=(\\S+) part-memory=(\\d+) resolver-memory=(\\d+)");

    /** What an attributor comes to depends on this, beside on what it is given. */
    String text() {
        return "parts=%d hold=%b lateness=%s part-memory=%d resolver-memory=%d"
                .formatted(parts.count(), held, lateness, partMemory, resolverMemory);
    }

    /**
     * These settings as they were when an attributor was kept.
     *
     * @throws CheckpointException if an attributor of then cannot go on with these
     */
    JobSettings asOf(String text) throws CheckpointException {
        Matcher then = TEXT.matcher(text);
        if (!then.matches()) {
            throw new CheckpointException(Reason.DAMAGED, "the state does not say with what settings it was kept");
        }
        if (Integer.parseInt(then.group(1)) != parts.count() || Boolean.parseBoolean(then.group(2)) != held) {
            throw new CheckpointException(
                    Reason.DIFFERENT_SETTINGS,
                    "the state was kept with " + text + ", and cannot go on with " + text()
                            + ": parts and hold stay as they are while there is state");
        }
        return new JobSettings(
                parts,
                ends,
                Duration.parse(then.group(3)),
                idleness,
                Long.parseLong(then.group(4)),
                Long.parseLong(then.group(5)),
                leastJournal,
                held,
                clock);
    }

    /** What is common to all attributors of the job. */
    Attributor.Builder attributor(InstantSource now) {
        return Attributor.builder(now)
                .lateness(lateness)
                .maximumWaiting(Integer.MAX_VALUE)
                .watermarkFromHost();
    }
}
