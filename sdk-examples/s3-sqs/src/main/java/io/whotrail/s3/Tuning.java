// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.Attributor;
import io.whotrail.pipeline.PipelineBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What of the program has a default that fits most. */
final class Tuning {
    private static final int BYTES_OF_MEGABYTE = 1 << 20;

    @Option(
            names = "--lateness",
            defaultValue = "PT30M",
            description = "How late an event may come. Default: 30 minutes.")
    private Duration lateness = Attributor.Builder.DEFAULT_LATENESS;

    @Option(names = "--final", description = "Write each answer once, when it is final. Default: at once, and revised.")
    private boolean whenFinal;

    @Option(
            names = "--until-idle",
            description = "End when nothing more came for that long, for example PT1M. Default: never, with --queue.")
    private @Nullable Duration untilIdle;

    @Option(
            names = "--checkpoint-every",
            defaultValue = "PT30S",
            description =
                    "How often to make a checkpoint and delete messages. Default: 30 seconds, and each 100,000 events.")
    private Duration checkpointEvery = PipelineBuilder.DEFAULT_CHECKPOINT_INTERVAL;

    @Option(
            names = "--parallel",
            defaultValue = "8",
            description = "How many objects to get at a time. Default: ${DEFAULT-VALUE}.")
    private int parallel;

    @Option(
            names = "--max-object",
            defaultValue = "32",
            description = "How many MiB an object may have, compressed. Default: ${DEFAULT-VALUE}.")
    private int maximumMegabytes;

    @Option(
            names = "--visibility",
            defaultValue = "PT5M",
            description = "How long messages of a dead worker stay away. Default: 5 minutes.")
    private Duration visibility = Duration.ofMinutes(5);

    @Option(
            names = "--wait",
            defaultValue = "PT2S",
            description = "How long to wait for messages in one request. Default: 2 seconds.")
    private Duration wait = Duration.ofSeconds(2);

    @Option(
            names = "--max-messages",
            defaultValue = "10000",
            description = "How many messages to hold that are not deleted yet. Default: ${DEFAULT-VALUE}.")
    private int maximumMessages;

    @Option(
            names = "--max-receives",
            defaultValue = "5",
            description = "How often to try an object that S3 refuses to give. Default: ${DEFAULT-VALUE}.")
    private int maximumReceives;

    @Option(
            names = "--remembered-objects",
            defaultValue = "100000",
            description = "How many objects to remember that were read. Default: ${DEFAULT-VALUE}.")
    private int remembered;

    @Option(names = "--s3-endpoint", paramLabel = "URL", description = "Another S3 than AWS's.")
    private @Nullable URI s3Endpoint;

    @Option(names = "--sqs-endpoint", paramLabel = "URL", description = "Another SQS than AWS's.")
    private @Nullable URI sqsEndpoint;

    S3Client s3() {
        return S3Client.builder()
                .endpointOverride(s3Endpoint)
                .forcePathStyle(s3Endpoint != null)
                .build();
    }

    SqsClient sqs() {
        return SqsClient.builder().endpointOverride(sqsEndpoint).build();
    }

    Attributor.Builder attributor(InstantSource clock) {
        return Attributor.builder(clock).lateness(lateness);
    }

    PipelineBuilder applyTo(PipelineBuilder builder) {
        builder.checkpointEvery(checkpointEvery);
        if (untilIdle != null) {
            builder.untilIdle(untilIdle);
        }
        return whenFinal ? builder.holdUntilFinal() : builder;
    }

    BackfillSource.Range range(String bucket, String prefix, LocalDate from, LocalDate through) {
        return new BackfillSource.Range(
                bucket, prefix, from, through, parallel, Math.multiplyExact(maximumMegabytes, BYTES_OF_MEGABYTE));
    }

    SqsSource.Settings settings(String queue, String deadLetters, Set<String> buckets) {
        return new SqsSource.Settings(
                queue,
                deadLetters,
                buckets,
                visibility,
                wait,
                parallel,
                Math.multiplyExact(maximumMegabytes, BYTES_OF_MEGABYTE),
                maximumMessages,
                maximumReceives,
                remembered);
    }
}
