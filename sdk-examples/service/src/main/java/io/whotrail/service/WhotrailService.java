// SPDX-License-Identifier: Apache-2.0
package io.whotrail.service;

import io.whotrail.checkpoint.CheckpointException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
        name = "whotrail-service",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 3,
        sortOptions = false,
        description = {
            "Answers CloudTrail events over HTTP; /openapi.json says how.",
            "SIGTERM and Ctrl-C let it end the posts that are under way, and keep a checkpoint."
        })
public final class WhotrailService implements Callable<Integer> {
    private static final int FAILED = 3;
    private static final int BYTES_OF_MEGABYTE = 1 << 20;

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Where to listen. Default: ${DEFAULT-VALUE}.")
    private String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "8080", description = "The port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "A file with the token that clients have to show; needed to listen elsewhere than at loopback.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            description =
                    "Where to keep what is known over a restart: a folder for this service alone. Default: nowhere.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--checkpoint-every",
            defaultValue = "PT1M",
            description = "How often to write it, beside at the end. Default: a minute.")
    private Duration checkpointEvery = Duration.ofMinutes(1);

    @Option(
            names = "--lateness",
            defaultValue = "PT30M",
            description = "How late an event may come. Default: 30 minutes.")
    private Duration lateness = Duration.ofMinutes(30);

    @Option(
            names = "--max-posts",
            defaultValue = "8",
            description = "How many posts to work on at a time. Default: ${DEFAULT-VALUE}.")
    private int maximumPosts;

    @Option(
            names = "--max-body",
            defaultValue = "16",
            description = "How many MiB a post may have, as it comes. Default: ${DEFAULT-VALUE}.")
    private int maximumBody;

    @Option(
            names = "--max-records",
            defaultValue = "200000",
            description = "How many records a post may hold. Default: ${DEFAULT-VALUE}.")
    private long maximumRecords;

    @Option(
            names = "--max-answers",
            defaultValue = "100000",
            description = "How many answers to keep for /who and /sessions. Default: ${DEFAULT-VALUE}.")
    private int maximumAnswers;

    @Option(
            names = "--patience",
            defaultValue = "PT10S",
            description = "How long posts under way may take to end when the service stops. Default: 10 seconds.")
    private Duration patience = Duration.ofSeconds(10);

    /** Made by {@link #main}. */
    WhotrailService() {}

    /**
     * Runs the program and ends the process with its exit code.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new WhotrailService()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Service service;
        try {
            service = Service.start(settings());
        } catch (CheckpointException | CheckpointFile.TakenException unusable) {
            err.println("whotrail-service: " + unusable.getMessage());
            return FAILED;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(service, err), "whotrail-stop"));
        spec.commandLine().getOut().println("listening at http://" + host + ":" + service.port());
        spec.commandLine().getOut().flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private static void stop(Service service, PrintWriter err) {
        try {
            service.close();
        } catch (IOException failure) {
            err.println("whotrail-service: no checkpoint could be written: " + failure);
            err.flush();
        }
    }

    private Settings settings() throws IOException {
        String token = tokenFile == null ? null : Files.readString(tokenFile).strip();
        try {
            return new Settings(
                    host,
                    port,
                    token,
                    checkpoint,
                    checkpointEvery,
                    lateness,
                    maximumPosts,
                    Math.multiplyExact(maximumBody, BYTES_OF_MEGABYTE),
                    maximumRecords,
                    maximumAnswers,
                    patience);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
