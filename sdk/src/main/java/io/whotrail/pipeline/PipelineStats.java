// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.metrics.Equation;
import java.util.List;

/**
 * What a pipeline has done since it was made. They obey, in every snapshot:
 *
 * <pre>{@code
 * records == answered + repeated + refused + rejected + filtered
 * entries == delivered + deadLettered + inFlight
 * }</pre>
 *
 * <p>Events are counted by the run that read them: what was read before a checkpoint that this run resumed from is not in
 * here.
 *
 * @param records records that the sources saw, pieces of damage included
 * @param answered events that got their first answer, or were taken in to get it
 * @param repeated events whose id was answered before: duplicates, and records that contradict each other
 * @param refused events that the attributor failed on; they are dead letters
 * @param rejected records that could not be read as events
 * @param filtered records that are known to hold no event
 * @param entries answers, revisions and notices for the sink
 * @param delivered entries that the sink took
 * @param deadLettered entries that the sink refused for good
 * @param inFlight entries that wait for the sink; never more than a batch
 * @param unacknowledged events that were read and are not covered by a checkpoint yet
 * @param retries how often a source, the sink, the dead letters or the checkpoint were tried again
 * @param checkpoints checkpoints made
 */
public record PipelineStats(
        long records,
        long answered,
        long repeated,
        long refused,
        long rejected,
        long filtered,
        long entries,
        long delivered,
        long deadLettered,
        long inFlight,
        long unacknowledged,
        long retries,
        long checkpoints) {
    /** Nothing done yet. */
    public static final PipelineStats NONE = new PipelineStats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * The equations, with what they came to.
     *
     * @return both equations
     */
    public List<Equation> equations() {
        return List.of(
                new Equation(
                        "pipeline.records == pipeline.answered + pipeline.repeated + pipeline.refused"
                                + " + pipeline.rejected + pipeline.filtered",
                        records,
                        answered + repeated + refused + rejected + filtered),
                new Equation(
                        "pipeline.entries == pipeline.delivered + pipeline.deadLettered + pipeline.inFlight",
                        entries,
                        delivered + deadLettered + inFlight));
    }

    /**
     * Whether the equations hold.
     *
     * @return whether every record and every entry is accounted for
     */
    public boolean balances() {
        return Equation.hold(equations());
    }
}
