// SPDX-License-Identifier: Apache-2.0
package io.whotrail.opentelemetry;

import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.pipeline.Pipeline;
import io.whotrail.sink.CallbackSink;
import io.whotrail.source.CloudTrailReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Answers the events of log files, and prints what a collector would be sent then. */
public final class Collect {
    /** The hour of the samples, so that each run prints the same. */
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T10:00:00Z"));

    private Collect() {}

    /**
     * Runs the program.
     *
     * @param arguments a folder of log files
     * @throws IOException if they cannot be read
     * @throws CheckpointException never: nothing is kept
     */
    public static void main(String[] arguments) throws IOException, CheckpointException {
        run(Path.of(arguments[0]), PeriodicMetricReader.create(new PrintedMetrics(System.out)));
    }

    static void run(Path folder, MetricReader reader) throws IOException, CheckpointException {
        try (SdkMeterProvider provider =
                SdkMeterProvider.builder().registerMetricReader(reader).build()) {
            Pipeline pipeline = Pipeline.builder(Attributor.builder(CLOCK), new CallbackSink(entries -> {}), CLOCK)
                    .source(CloudTrailReader.create().openAll(folder))
                    .build();
            BatchCallback registered = WhotrailMetrics.register(pipeline.metrics(), provider.get("io.whotrail"));
            pipeline.run();
            provider.forceFlush();
            registered.close();
        }
    }
}
