// SPDX-License-Identifier: Apache-2.0
package io.whotrail.s3;

import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.event.InputTrust;
import io.whotrail.pipeline.FileDeadLetters;
import io.whotrail.pipeline.Pipeline;
import io.whotrail.pipeline.PipelineBuilder;
import io.whotrail.pipeline.PipelineHealth;
import io.whotrail.pipeline.PipelineState;
import io.whotrail.pipeline.PipelineStats;
import io.whotrail.sink.LineFormat;
import io.whotrail.sink.SingleFileSink;
import io.whotrail.source.CloudTrailReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The program. */
@Command(
        name = "whotrail-s3-sqs",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 3,
        sortOptions = false,
        description = {
            "Answers CloudTrail log files where S3 keeps them: those of a range of days, then those that SQS tells of, for years.",
            "Whenever it dies, the next run goes on from the last checkpoint: no event is lost, no line is there twice.",
            "Region and credentials are found as the AWS SDK finds them."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:done, but something could not be read or written: see --rejects and the queue of dead letters",
            "2:wrong usage",
            "3:stopped by a failure"
        })
public final class WhotrailS3 implements Callable<Integer> {
    private static final int INCOMPLETE = 1;
    private static final int FAILED = 3;
    private static final int LONGEST_REASON = 250;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    /** What SQS tells of. */
    static final class Queue {
        @Option(names = "--queue", required = true, paramLabel = "URL", description = "The queue that S3 writes to.")
        private String url = "";

        @Option(
                names = "--dead-letters",
                required = true,
                paramLabel = "URL",
                description = "The queue for messages that cannot be processed, each with its reason.")
        private String deadLetters = "";
    }

    /** The days to read first. */
    static final class Days {
        @Option(
                names = "--from",
                required = true,
                paramLabel = "DAY",
                description = "Read first what was delivered from this day on, for example 2026-03-01 (UTC).")
        private LocalDate from = LocalDate.EPOCH;

        @Option(names = "--through", required = true, paramLabel = "DAY", description = "The last of these days.")
        private LocalDate through = LocalDate.EPOCH;
    }

    @Option(names = "--bucket", required = true, description = "The bucket of the log files. No other is read.")
    private String bucket = "";

    @Option(
            names = "--prefix",
            defaultValue = "AWSLogs/",
            description = "Below which the days of --from lie; ends before the year. Default: ${DEFAULT-VALUE}.")
    private String prefix = "AWSLogs/";

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    private @Nullable Queue queue;

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    private @Nullable Days days;

    @Option(names = "--sink", required = true, paramLabel = "FILE", description = "The file to append lines to.")
    private Path sink = Path.of("");

    @Option(
            names = "--checkpoint",
            required = true,
            paramLabel = "DIR",
            description = "Where to keep what is needed to go on: a folder for this run alone.")
    private Path checkpoint = Path.of("");

    @Option(
            names = "--rejects",
            required = true,
            paramLabel = "FILE",
            description = "Where to append what could not be read or written, a line each, never with content.")
    private Path rejects = Path.of("");

    @Mixin
    private Tuning tuning = new Tuning();

    /** Made by {@link #main}. */
    WhotrailS3() {}

    /**
     * Runs the program and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new WhotrailS3())
                .setExecutionExceptionHandler(WhotrailS3::failed)
                .execute(arguments);
    }

    /** A file that another run has, or that cannot be written, is nothing that needs a stack trace. */
    private static int failed(Exception failure, CommandLine line, ParseResult options) throws Exception {
        if (!(failure instanceof IOException)) {
            throw failure;
        }
        Throwable cause = failure.getCause();
        line.getErr().println("whotrail-s3-sqs: " + failure.getMessage() + (cause == null ? "" : ": " + cause));
        return FAILED;
    }

    @Override
    public Integer call() throws IOException {
        if (queue == null && days == null) {
            throw new ParameterException(spec.commandLine(), "nothing to read: give --queue, or --from, or both");
        }
        try (S3Client s3 = client(tuning::s3);
                SqsClient sqs = client(tuning::sqs)) {
            Pipeline pipeline = checkedPipeline(s3, sqs);
            Thread stopping = new Thread(() -> stop(pipeline), "whotrail-stop");
            Runtime.getRuntime().addShutdownHook(stopping);
            try {
                pipeline.run();
            } catch (CheckpointException unusable) {
                spec.commandLine().getErr().println("whotrail-s3-sqs: " + unusable.getMessage());
                return FAILED;
            } finally {
                forget(stopping);
            }
            return told(pipeline.health());
        }
    }

    /** A client, or what it lacks, such as a Region. */
    private <T> T client(Supplier<T> made) {
        try {
            return made.get();
        } catch (SdkClientException unset) {
            String why = String.valueOf(unset.getMessage());
            throw new ParameterException(
                    spec.commandLine(),
                    why.length() < LONGEST_REASON ? why : why.substring(0, LONGEST_REASON) + "…",
                    unset);
        }
    }

    private Pipeline checkedPipeline(S3Client s3, SqsClient sqs) throws IOException {
        try {
            return pipeline(s3, sqs);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Pipeline pipeline(S3Client s3, SqsClient sqs) throws IOException {
        // Whatever the options say wrongly is told before a file is opened.
        BackfillSource.Range range = days == null ? null : tuning.range(bucket, prefix, days.from, days.through);
        SqsSource.Settings settings =
                queue == null ? null : tuning.settings(queue.url, queue.deadLetters, Set.of(bucket));
        InstantSource clock = InstantSource.system();
        var letters = FileDeadLetters.open(rejects);
        CloudTrailReader reader = CloudTrailReader.builder()
                .rejected(letters::rejected)
                .inputTrust(InputTrust.SOURCE_AUTHENTICATED)
                .build();
        PipelineBuilder builder = Pipeline.builder(
                        tuning.attributor(clock), SingleFileSink.open(sink, LineFormat.ndjson()), clock)
                .checkpoints(checkpoint)
                .deadLetters(letters)
                .incidents(incident -> spec.commandLine()
                        .getErr()
                        .println("whotrail-s3-sqs: " + incident.kind() + ": " + incident.detail()));
        BackfillSource first = range == null ? null : new BackfillSource(s3, reader, range);
        if (first != null) {
            builder.source(first);
        }
        if (settings != null) {
            builder.source(new SqsSource(sqs, s3, reader, () -> first == null || first.hasEnded(), settings));
        }
        return tuning.applyTo(builder).build();
    }

    private static void stop(Pipeline pipeline) {
        try {
            pipeline.stop(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook waits for this very thread.
        }
    }

    private int told(PipelineHealth health) {
        PipelineStats stats = health.stats();
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%,d events answered, %,d seen before, %,d records rejected, %,d lines written%n",
                        stats.answered(),
                        stats.repeated(),
                        stats.rejected() + stats.refused(),
                        stats.delivered());
        if (health.state() != PipelineState.STOPPED) {
            return FAILED;
        }
        return stats.rejected() + stats.refused() + stats.deadLettered() == 0 ? 0 : INCOMPLETE;
    }
}
