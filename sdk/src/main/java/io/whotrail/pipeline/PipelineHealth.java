// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is. An immutable snapshot, of the moment between two batches.
 *
 * @param state where it is in its life
 * @param stats what it has done
 * @param waiting whether it waits, at this moment, to try a source, a sink, dead letters or a checkpoint again
 * @param lastCheckpoint when the last checkpoint became durable, in processing time; {@code null} before the first
 * @param failure what failed, of {@link PipelineState#FAILED} and {@link PipelineState#ABORTED}; else {@code null}
 */
public record PipelineHealth(
        PipelineState state,
        PipelineStats stats,
        boolean waiting,
        @Nullable Instant lastCheckpoint,
        @Nullable Throwable failure) {}
