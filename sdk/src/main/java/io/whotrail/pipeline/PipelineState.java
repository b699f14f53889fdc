// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

/** Where a pipeline is in its one life. */
public enum PipelineState {
    /** It was not run yet. */
    NEW,
    /** It reads, answers and delivers. */
    RUNNING,
    /** It was asked to stop, or its sources have ended: it delivers what it has read. */
    DRAINING,
    /** Everything that was read is delivered, and the checkpoint says so. */
    STOPPED,
    /** It was stopped before everything was delivered. The next run reads again what came after the last checkpoint. */
    ABORTED,
    /** It could not go on; {@link PipelineHealth#failure} says why. The next run goes on from the last checkpoint. */
    FAILED;

    /** Whether nothing follows. */
    boolean isLast() {
        return this == STOPPED || this == ABORTED || this == FAILED;
    }
}
