// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.AttributorStats;
import io.whotrail.metrics.Equation;
import io.whotrail.source.ReadStats;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is. An immutable snapshot, of the moment between two batches.
 *
 * @param state where it is in its life
 * @param stats what it has done
 * @param read what its sources read; of one that counts nothing, the events that it gave
 * @param attributor what its attributor has done, a checkpoint that it went on from included
 * @param waiting whether it waits, at this moment, to try a source, a sink, dead letters or a checkpoint again
 * @param lastCheckpoint when the last checkpoint became durable, in processing time; {@code null} before the first
 * @param failure what failed, of {@link PipelineState#FAILED} and {@link PipelineState#ABORTED}; else {@code null}
 */
public record PipelineHealth(
        PipelineState state,
        PipelineStats stats,
        ReadStats read,
        AttributorStats attributor,
        boolean waiting,
        @Nullable Instant lastCheckpoint,
        @Nullable Throwable failure) {
    /**
     * The equations of the pipeline, its reader and its attributor: a health check, for one that does not hold means that an event
     * is not accounted for.
     *
     * @return the equations, with what they came to
     */
    public List<Equation> equations() {
        return Stream.of(stats.equations(), read.equations(), attributor.equations())
                .flatMap(List::stream)
                .toList();
    }
}
