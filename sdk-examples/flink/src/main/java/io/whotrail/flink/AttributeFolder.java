// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.java.tuple.Tuple2;
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

/** The program: a job that reads log files of a folder, once or as they appear, and writes files of answers. */
@Command(
        name = "whotrail-flink",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Attributes the CloudTrail log files of a folder to the identities behind their events.")
final class AttributeFolder implements Callable<Integer> {
    private static final Duration CHECKPOINTS = Duration.ofSeconds(10);

    @Option(names = "--input", required = true, description = "The folder, in any file system that Flink knows.")
    private String input = "";

    @Option(names = "--output", required = true, description = "Where answers go, in a folder for each kind.")
    private String output = "";

    @Option(names = "--watch", paramLabel = "PT10S", description = "Look for new files this often. Default: end.")
    private @Nullable Duration watch;

    @Option(
            names = "--parts",
            defaultValue = "128",
            description = "How many parts share all sessions: the highest parallelism, and stays.")
    private int parts;

    @Option(
            names = "--lateness",
            defaultValue = "PT30M",
            description = "How far behind the newest event an event may come and count, with --watch.")
    private Duration lateness = Duration.ZERO;

    @Option(
            names = "--idleness",
            defaultValue = "PT10M",
            description = "How long a source may be silent before the others no longer wait for it, with --watch.")
    private Duration idleness = Duration.ZERO;

    @Option(
            names = "--part-memory",
            defaultValue = "67108864",
            description = "How many bytes of the heap each part, and each filter, may take.")
    private long partMemory;

    @Option(
            names = "--resolver-memory",
            defaultValue = "1073741824",
            description = "How many bytes of the heap the resolver may take.")
    private long resolverMemory;

    @Option(names = "--hold", description = "Answer each event once, when its answer is final.")
    private boolean hold;

    /**
     * Runs the job: on a cluster, by {@code flink run}, or in this process.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String... arguments) {
        int exit = new CommandLine(new AttributeFolder()).execute(arguments);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    @Override
    public Integer call() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.enableCheckpointing(CHECKPOINTS.toMillis());
        AttributionJob job = AttributionJob.of(files(environment), settings());
        sink(job.attributions(), "attributions");
        sink(job.revisions(), "revisions");
        sink(job.rejected(), "rejected");
        environment.execute("whotrail");
        return 0;
    }

    private DataStream<Tuple2<String, byte[]>> files(StreamExecutionEnvironment environment) {
        FileSource.FileSourceBuilder<Tuple2<String, byte[]>> source =
                FileSource.forBulkFileFormat(new WholeFiles(), pathOf(input));
        if (watch != null) {
            source.monitorContinuously(watch);
        }
        return environment.fromSource(source.build(), WatermarkStrategy.noWatermarks(), "log files");
    }

    private JobSettings settings() {
        return new JobSettings(
                new Parts(parts), watch == null, lateness, idleness, partMemory, resolverMemory, hold, Instant::now);
    }

    private void sink(DataStream<String> lines, String kind) {
        lines.sinkTo(FileSink.forRowFormat(new Path(pathOf(output), kind), new SimpleStringEncoder<String>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build())
                .name(kind)
                .uid(kind);
    }

    /** A path without a scheme is one of this machine. */
    private static Path pathOf(String text) {
        return text.contains("://") ? new Path(text) : Path.fromLocalFile(new File(text));
    }
}
