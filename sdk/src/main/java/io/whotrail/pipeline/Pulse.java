// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import java.time.Instant;
import java.util.function.UnaryOperator;

/** How the pipeline is, as others see it. One thread writes, any number read. */
final class Pulse {
    private volatile PipelineHealth health =
            new PipelineHealth(PipelineState.NEW, PipelineStats.NONE, false, null, null);

    PipelineHealth health(boolean waiting) {
        PipelineHealth now = health;
        return new PipelineHealth(now.state(), now.stats(), waiting, now.lastCheckpoint(), now.failure());
    }

    void state(PipelineState state) {
        set(now -> new PipelineHealth(state, now.stats(), false, now.lastCheckpoint(), now.failure()));
    }

    void stats(PipelineStats stats) {
        set(now -> new PipelineHealth(now.state(), stats, false, now.lastCheckpoint(), now.failure()));
    }

    void checkpoint(Instant at) {
        set(now -> new PipelineHealth(now.state(), now.stats(), false, at, now.failure()));
    }

    void ended(PipelineState state, Throwable failure) {
        set(now -> new PipelineHealth(state, now.stats(), false, now.lastCheckpoint(), failure));
    }

    private void set(UnaryOperator<PipelineHealth> change) {
        health = change.apply(health);
    }
}
