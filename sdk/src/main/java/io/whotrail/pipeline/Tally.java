// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

/** The running counts behind {@link PipelineStats}. For the thread that runs the pipeline. */
final class Tally {
    long answered;
    long repeated;
    long refused;
    long entries;
    long delivered;
    long deadLettered;
    long unacknowledged;
    long retries;
    long checkpoints;

    PipelineStats snapshot(long records, long rejected, long filtered, long inFlight) {
        return new PipelineStats(
                records,
                answered,
                repeated,
                refused,
                rejected,
                filtered,
                entries,
                delivered,
                deadLettered,
                inFlight,
                unacknowledged,
                retries,
                checkpoints);
    }
}
