// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import java.time.Duration;

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
}
