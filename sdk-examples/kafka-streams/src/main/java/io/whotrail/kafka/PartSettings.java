// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.checkpoint.CheckpointException.Reason;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How parts attribute; the same for all of them.
 *
 * @param parts the partitions of the sessions topic
 * @param sources how many partitions the input has
 * @param hops how many hops' relays have to have come before an answer is final
 * @param lateness how much older than the newest an event may be
 * @param retention how long, in event time, a session is kept
 * @param idleness how long the input's partition may be silent before it holds nobody up
 * @param maximumMemory what a part may keep, in bytes of the heap
 * @param held whether each event is answered once, when its answer is final
 */
record PartSettings(
        Partitions parts,
        int sources,
        int hops,
        Duration lateness,
        Duration retention,
        Duration idleness,
        long maximumMemory,
        boolean held) {
    static final int DEFAULT_HOPS = 8;

    private static final Pattern TEXT =
            Pattern.compile("parts=(\\d+) hops=(\\d+) hold=(\\w+) lateness=(\\S+) retention=(\\S+) part-memory=(\\d+)");

    /** What a part comes to depends on this, beside on what it is given. */
    String text() {
        return "parts=%d hops=%d hold=%b lateness=%s retention=%s part-memory=%d"
                .formatted(parts.count(), hops, held, lateness, retention, maximumMemory);
    }

    /**
     * These settings as they were when a part was kept.
     *
     * @throws CheckpointException if a part of then cannot go on with these
     */
    PartSettings asOf(String text) throws CheckpointException {
        Matcher then = TEXT.matcher(text);
        if (!then.matches()) {
            throw new CheckpointException(Reason.DAMAGED, "the state does not say with what settings it was kept");
        }
        if (Integer.parseInt(then.group(1)) != parts.count()
                || Integer.parseInt(then.group(2)) != hops
                || Boolean.parseBoolean(then.group(3)) != held) {
            throw new CheckpointException(
                    Reason.DIFFERENT_SETTINGS,
                    "the state was kept with " + text + ", and cannot go on with " + text()
                            + ": parts, hops and hold stay as they are for an application id");
        }
        return new PartSettings(
                parts,
                sources,
                hops,
                Duration.parse(then.group(4)),
                Duration.parse(then.group(5)),
                idleness,
                Long.parseLong(then.group(6)),
                held);
    }
}
