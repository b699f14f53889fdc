// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import io.whotrail.disk.Disk;
import io.whotrail.sink.AttributionSink;
import io.whotrail.source.EventSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pipeline is made of, checked. */
record Settings(
        List<EventSource> sources,
        EngineState engine,
        AttributionSink sink,
        InstantSource clock,
        @Nullable Path checkpoints,
        Disk disk,
        long checkpointEvents,
        Duration checkpointInterval,
        DeadLetters deadLetters,
        PipelineLog log,
        int batchSize,
        Duration pollInterval,
        @Nullable Duration untilIdle,
        boolean finishAtEnd,
        boolean holdUntilFinal) {}
