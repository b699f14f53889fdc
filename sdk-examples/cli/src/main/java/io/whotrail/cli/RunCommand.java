// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import io.whotrail.Attributor;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.cli.text.TerminalText;
import io.whotrail.metrics.Equation;
import io.whotrail.pipeline.DeadLetters;
import io.whotrail.pipeline.FileDeadLetters;
import io.whotrail.pipeline.Pipeline;
import io.whotrail.pipeline.PipelineBuilder;
import io.whotrail.pipeline.PipelineHealth;
import io.whotrail.pipeline.PipelineIncident;
import io.whotrail.pipeline.PipelineState;
import io.whotrail.pipeline.PipelineStats;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.WatchedFolderSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Answers events as their files appear in a folder, for years. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Takes log files as they appear in a folder, and writes a line for each answer and each later one.",
            "Whenever it dies, the next run goes on from the last checkpoint: no event is lost, no line is there twice.",
            "SIGTERM and Ctrl-C let it write what it has read, and keep a checkpoint."
        })
final class RunCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Streams streams;

    @Spec
    private @SuppressWarnings("NullAway.Init") CommandSpec spec;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "FOLDER",
            description = "The folder in which log files appear, laid out as the bucket or in any other way.")
    private Path source = Path.of("");

    @Mixin
    private RunOutput output = new RunOutput();

    @Option(
            names = {"--checkpoint", "--checkpoints"},
            required = true,
            paramLabel = "DIR",
            description = "Where to keep what is needed to go on: a folder for this run alone.")
    private Path checkpoint = Path.of("");

    @Option(
            names = "--until-idle",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "End when nothing more came for that long. Default: never.")
    private @Nullable Duration untilIdle;

    @Option(names = "--once", description = "End when nothing is left: --until-idle 0s.")
    private boolean once;

    @Option(
            names = "--settle",
            paramLabel = "DURATION",
            converter = Durations.class,
            defaultValue = "2s",
            description =
                    "How long a file must keep its size and time to be complete; 0s where files are only ever moved"
                            + " into the folder. Default: ${DEFAULT-VALUE}.")
    private Duration settle = Duration.ofSeconds(2);

    @Option(
            names = "--lateness",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "How far behind the latest event time an event may still come, for example 30m, 2h or PT30M."
                    + " Default: 30m.")
    private Duration lateness = Attributor.Builder.DEFAULT_LATENESS;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description =
                    "Where to append what could not be read or written, a line of JSON each: records (RECORD), events (EVENT),"
                            + " answers (ENTRY), and whole files that cannot be read (FILE), with place and reason, never"
                            + " content.")
    private @Nullable Path rejects;

    @Option(
            names = "--reject-shapes",
            description =
                    "With --rejects, add how a record is built: its first 1,024 bytes, with every letter and digit blanked"
                            + " that is not one of CloudTrail's own words.")
    private boolean rejectShapes;

    @Option(
            names = "--stats",
            paramLabel = "FILE",
            description = "Where to write all counters at the end, with the equations that bind them, as JSON.")
    private @Nullable Path stats;

    @Option(
            names = "--max-memory",
            paramLabel = "SIZE",
            converter = Sizes.class,
            description = "What the program may use for its own work. Default: half of the JVM's heap.")
    private @Nullable Long maximumMemory;

    @Option(
            names = "--max-sessions",
            paramLabel = "N",
            description = "How many sessions are kept at most. Default: as many as fit in --max-memory.")
    private @Nullable Long maximumSessions;

    @Mixin
    private PolicyOptions policies = new PolicyOptions();

    RunCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (rejectShapes && rejects == null) {
            throw new ParameterException(spec.commandLine(), "--reject-shapes needs --rejects");
        }
        if (maximumSessions != null && maximumSessions < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--max-sessions must be at least 1, got " + maximumSessions);
        }
        var outputs = new OutputFiles(spec.commandLine(), output.file(), rejects, stats);
        outputs.refuse(policies.files());
        InstantSource clock = InstantSource.system();
        DeadLetters letters = rejects == null ? DeadLetters.dropped() : FileDeadLetters.open(rejects);
        WatchedFolderSource watched = watched(letters, clock);
        var shown = new AtomicReference<@Nullable Progress>();
        Pipeline pipeline = pipeline(watched, letters, clock, shown);
        Thread stopping = new Thread(() -> stop(pipeline), "whotrail-stop");
        Runtime.getRuntime().addShutdownHook(stopping);
        try (Progress progress = Progress.watch(streams, pipeline::health, clock)) {
            shown.set(progress);
            pipeline.run();
        } catch (CheckpointException unusable) {
            streams.err().println("whotrail: " + TerminalText.escape(String.valueOf(unusable.getMessage())));
            return Exit.FAILED;
        } finally {
            forget(stopping);
        }
        if (stats != null) {
            StatsFile.write(pipeline.health(), stats);
        }
        return told(pipeline.health(), watched.watchStats().pending());
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook waits for this very thread.
        }
    }

    private static void stop(Pipeline pipeline) {
        try {
            pipeline.stop(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Pipeline pipeline(
            WatchedFolderSource watched,
            DeadLetters letters,
            InstantSource clock,
            AtomicReference<@Nullable Progress> shown)
            throws IOException {
        Attributor.Builder attributor = MemoryPlan.ofStream(maximumMemory, maximumSessions)
                .applyTo(Attributor.builder(clock))
                .lateness(lateness)
                .trustPolicies(policies.read(streams))
                .hashSeed(HashSeed.of(checkpoint));
        PipelineBuilder builder = Pipeline.builder(attributor, output.open(spec.commandLine()), clock)
                .source(watched)
                .checkpoints(checkpoint)
                .deadLetters(letters)
                .incidents(incident -> tell(incident, shown.get()))
                .pollInterval(POLL.dividedBy(4));
        if (once || untilIdle != null) {
            builder.untilIdle(untilIdle == null ? Duration.ZERO : untilIdle);
        }
        return builder.build();
    }

    private void tell(PipelineIncident incident, @Nullable Progress progress) {
        String line = "whotrail: " + incident.kind() + ": " + TerminalText.escape(incident.detail());
        if (progress == null) {
            streams.err().println(line);
        } else {
            progress.tell(line);
        }
    }

    private WatchedFolderSource watched(DeadLetters letters, InstantSource clock) {
        CloudTrailReader.Builder reader = CloudTrailReader.builder().rejected(letters::rejected);
        if (rejectShapes) {
            reader.shapes();
        }
        return WatchedFolderSource.builder(source, reader.build(), clock)
                .pollInterval(POLL)
                .settling(settle)
                .build();
    }

    private int told(PipelineHealth health, long unread) {
        PipelineStats counted = health.stats();
        streams.err()
                .printf(
                        Locale.ROOT,
                        "%,d records: %,d events answered, %,d seen before, %,d rejected, %,d that hold no event;"
                                + " %,d lines written%n",
                        counted.records(),
                        counted.answered(),
                        counted.repeated(),
                        counted.rejected() + counted.refused(),
                        counted.filtered(),
                        counted.delivered());
        if (!Equation.hold(health.equations())) {
            streams.err().println("whotrail: the counters do not add up; please report this: " + health.equations());
            return Exit.INCOMPLETE;
        }
        if (health.state() != PipelineState.STOPPED) {
            return Exit.FAILED;
        }
        boolean ends = once || untilIdle != null;
        if (ends && unread > 0) {
            streams.err().printf(Locale.ROOT, "whotrail: %,d files could not be read%n", unread);
            return Exit.INCOMPLETE;
        }
        boolean complete = counted.rejected() + counted.refused() + counted.deadLettered() == 0;
        return policies.exitCode(complete ? Exit.DONE : Exit.INCOMPLETE);
    }
}
