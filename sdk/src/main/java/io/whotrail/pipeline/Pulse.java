// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.AttributorStats;
import io.whotrail.source.ReadStats;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the pipeline is, as others see it. One thread writes, any number read. */
final class Pulse {
    private volatile PipelineHealth health = new PipelineHealth(
            PipelineState.NEW, PipelineStats.NONE, ReadStats.NONE, AttributorStats.NONE, false, null, null);

    PipelineHealth health(boolean waiting) {
        PipelineHealth now = health;
        return with(now, now.state(), waiting, now.failure());
    }

    void state(PipelineState state) {
        PipelineHealth now = health;
        health = with(now, state, false, now.failure());
    }

    void stats(PipelineStats stats, ReadStats read, AttributorStats attributor) {
        PipelineHealth now = health;
        health = new PipelineHealth(now.state(), stats, read, attributor, false, now.lastCheckpoint(), now.failure());
    }

    void checkpoint(Instant at) {
        PipelineHealth now = health;
        health = new PipelineHealth(now.state(), now.stats(), now.read(), now.attributor(), false, at, now.failure());
    }

    void ended(PipelineState state, Throwable failure) {
        health = with(health, state, false, failure);
    }

    private static PipelineHealth with(
            PipelineHealth now, PipelineState state, boolean waiting, @Nullable Throwable failure) {
        return new PipelineHealth(
                state, now.stats(), now.read(), now.attributor(), waiting, now.lastCheckpoint(), failure);
    }
}
