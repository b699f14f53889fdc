// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program: on a cluster, by {@code flink run}, or in its own JVM. */
@Command(
        name = "whotrail-flink",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Attributes the CloudTrail events of a folder's files to the identities behind them.")
public final class FlinkCommand {
    /** An image is not written for less. */
    private static final long LEAST_JOURNAL = 1 << 20;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FOLDER",
            description = "Files of events, in any envelope.")
    private String input = "";

    @Option(names = "--output", required = true, paramLabel = "FOLDER", description = "Where the answers go.")
    private String output = "";

    @Option(
            names = "--watch",
            paramLabel = "DURATION",
            description = "Look for new files that often, without end. Default: answer what is there, and end.")
    private @Nullable Duration watch;

    @Option(names = "--parallelism", description = "How many of each operator there are. Default: Flink's.")
    private @Nullable Integer parallelism;

    @Option(
            names = "--parts",
            defaultValue = "64",
            description = "How many parts share all sessions; their number stays.")
    private int parts;

    @Option(
            names = "--lateness",
            defaultValue = "PT30M",
            description = "With --watch, how far behind the newest an event may come and count.")
    private Duration lateness = Duration.ZERO;

    @Option(
            names = "--idleness",
            defaultValue = "PT10M",
            description = "With --watch, how long a reader may be silent before the others no longer wait for it.")
    private Duration idleness = Duration.ZERO;

    @Option(
            names = "--part-memory",
            defaultValue = "67108864",
            description = "How many bytes of the heap each part may take, and each filter.")
    private long partMemory;

    @Option(
            names = "--resolver-memory",
            defaultValue = "536870912",
            description = "How many bytes of the heap the resolver may take.")
    private long resolverMemory;

    @Option(names = "--hold", description = "Answer each event once, when its answer is final.")
    private boolean hold;

    @Option(
            names = "--checkpoints",
            paramLabel = "FOLDER",
            description = "Where checkpoints go. Default: where Flink is told, else checkpoints below --output.")
    private @Nullable String checkpoints;

    @Option(
            names = "--checkpoint-interval",
            defaultValue = "PT1M",
            description = "How often there is one: answers are visible after it.")
    private Duration checkpointInterval = Duration.ZERO;

    FlinkCommand() {}

    /**
     * Runs the job.
     *
     * @param arguments see {@code --help}
     * @throws Exception if an option is wrong, or the job fails
     */
    public static void main(String... arguments) throws Exception {
        /* What goes wrong is thrown: a cluster may run this in a process of its own, which is not to end. */
        var command = new FlinkCommand();
        var line = new CommandLine(command);
        line.parseArgs(arguments);
        if (!CommandLine.printHelpIfRequested(line.getParseResult())) {
            command.run();
        }
    }

    private void run() throws Exception {
        StreamExecutionEnvironment environment = environment();
        AttributionJob job = AttributionJob.of(files(environment), settings());
        sink(job.attributions(), "attributions");
        sink(job.revisions(), "revisions");
        sink(job.rejected(), "rejected");
        environment.execute("whotrail");
    }

    private JobSettings settings() {
        return new JobSettings(
                new Parts(parts),
                watch == null,
                lateness,
                idleness,
                partMemory,
                resolverMemory,
                LEAST_JOURNAL,
                hold,
                Instant::now);
    }

    StreamExecutionEnvironment environment() {
        var all = new Configuration();
        all.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        all.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        if (checkpoints != null) {
            all.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(all);
        if (environment
                .getConfiguration()
                .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                .isEmpty()) {
            // Else they would be in memory, where no more than five megabytes have room: the job would begin again
            // without end.
            environment.configure(new Configuration()
                    .set(
                            CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                            new Path(output, "checkpoints").toUri().toString()));
        }
        if (parallelism != null) {
            environment.setParallelism(parallelism);
        }
        environment.enableCheckpointing(checkpointInterval.toMillis());
        return environment;
    }

    private DataStream<Tuple2<String, byte[]>> files(StreamExecutionEnvironment environment) {
        var files = FileSource.forBulkFileFormat(new WholeFiles(), new Path(input));
        if (watch != null) {
            files.monitorContinuously(watch);
        }
        return environment
                .fromSource(files.build(), WatermarkStrategy.noWatermarks(), "files")
                .uid("files");
    }

    private void sink(DataStream<String> lines, String name) {
        lines.sinkTo(FileSink.forRowFormat(new Path(output, name), new SimpleStringEncoder<String>("UTF-8"))
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build())
                .name(name)
                .uid(name);
    }
}
