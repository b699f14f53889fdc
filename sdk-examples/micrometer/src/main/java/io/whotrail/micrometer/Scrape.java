// SPDX-License-Identifier: Apache-2.0
package io.whotrail.micrometer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.pipeline.Pipeline;
import io.whotrail.sink.CallbackSink;
import io.whotrail.source.CloudTrailReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** Answers the events of log files, and prints what Prometheus would scrape then. */
public final class Scrape {
    /** The hour of the samples, so that each run prints the same. */
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T10:00:00Z"));

    private Scrape() {}

    /**
     * Runs the program.
     *
     * @param arguments a folder of log files
     * @throws IOException if they cannot be read
     * @throws CheckpointException never: nothing is kept
     */
    public static void main(String[] arguments) throws IOException, CheckpointException {
        System.out.print(of(Path.of(arguments[0])));
    }

    static String of(Path folder) throws IOException, CheckpointException {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Pipeline pipeline = Pipeline.builder(Attributor.builder(CLOCK), new CallbackSink(entries -> {}), CLOCK)
                .source(CloudTrailReader.create().openAll(folder))
                .build();
        new WhotrailMetrics(pipeline.metrics()).bindTo(registry);
        pipeline.run();
        return registry.scrape();
    }
}
