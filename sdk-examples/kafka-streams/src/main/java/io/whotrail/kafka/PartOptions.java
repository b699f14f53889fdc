// SPDX-License-Identifier: Apache-2.0
package io.whotrail.kafka;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How parts attribute. */
final class PartOptions {
    @Option(
            names = "--lateness",
            defaultValue = "PT30M",
            description = "How far behind the newest event of its partition an event may come and count.")
    private Duration lateness = Duration.ZERO;

    @Option(
            names = "--retention",
            defaultValue = "PT60H",
            description = "How long, in event time, a session is kept after it was issued.")
    private Duration retention = Duration.ZERO;

    @Option(
            names = "--idleness",
            defaultValue = "PT10M",
            description = "How long a partition of the input may be silent before the others no longer wait for it.")
    private Duration idleness = Duration.ZERO;

    @Option(
            names = "--hops",
            defaultValue = "" + PartSettings.DEFAULT_HOPS,
            description = "How many hops of a chain may still be under way when answers become final.")
    private int hops;

    @Option(
            names = "--part-memory",
            defaultValue = "268435456",
            description = "How many bytes of the heap each part may take.")
    private long partMemory;

    @Option(names = "--hold", description = "Answer each event once, when its answer is final.")
    private boolean hold;

    PartSettings settings(int parts, int sources) {
        return new PartSettings(new Partitions(parts), sources, hops, lateness, retention, idleness, partMemory, hold);
    }
}
