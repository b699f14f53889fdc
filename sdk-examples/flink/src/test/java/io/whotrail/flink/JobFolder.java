// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.jspecify.annotations.Nullable;

/**
 * How the tests run a job: in RocksDB, with many checkpoints.
 *
 * @param folder where its checkpoints, its savepoints and its answers go
 */
record JobFolder(Path folder) {
    /** So little that images are written all the time. */
    private static final long LEAST_JOURNAL = 4_000;

    /** All that comes may come in any order. */
    static JobSettings settings(boolean held) {
        return settings(held, World.LATENESS, Duration.ofMinutes(10), () -> World.NOW);
    }

    static JobSettings settings(boolean held, Duration lateness, Duration idleness, JobSettings.Clock clock) {
        return new JobSettings(
                new Parts(8), false, lateness, idleness, 64L << 20, 64L << 20, LEAST_JOURNAL, held, clock);
    }

    StreamExecutionEnvironment environment(int parallelism) {
        return environment(parallelism, null);
    }

    /** An environment that goes on from a savepoint. */
    StreamExecutionEnvironment environment(int parallelism, @Nullable String savepoint) {
        var settings = new Configuration();
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri("checkpoints"));
        settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ofMillis(10));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        if (savepoint != null) {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        environment.setParallelism(parallelism);
        environment.enableCheckpointing(50);
        return environment;
    }

    String uri(String name) {
        return folder.resolve(name).toUri().toString();
    }

    /** Writes all that the job says. */
    void sink(AttributionJob job) {
        sink(job.attributions(), "attributions");
        sink(job.revisions(), "revisions");
        sink(job.rejected(), "rejected");
    }

    private void sink(DataStream<String> lines, String name) {
        lines.sinkTo(FileSink.forRowFormat(
                                new org.apache.flink.core.fs.Path(uri(name)), new SimpleStringEncoder<String>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build())
                .name(name)
                .uid(name);
    }

    /** The lines of files that a checkpoint made visible. */
    List<String> lines(String name) throws IOException {
        var lines = new ArrayList<String>();
        if (Files.exists(folder.resolve(name))) {
            try (Stream<Path> found = Files.walk(folder.resolve(name))) {
                for (Path file : found.filter(Files::isRegularFile).toList()) {
                    if (!file.getFileName().toString().startsWith(".")) {
                        lines.addAll(Files.readAllLines(file));
                    }
                }
            }
        }
        return lines;
    }

    /** The line of each event, of which there is one. */
    Map<String, String> answers() throws IOException {
        return byId(lines("attributions"));
    }

    static Map<String, String> byId(List<String> lines) {
        var byId = new TreeMap<String, String>();
        for (String line : lines) {
            assertThat(byId.put(String.valueOf(JsonTree.object(line).get("eventId")), line))
                    .as("told once")
                    .isNull();
        }
        return byId;
    }

    /** Each event has revisions 0, 1, 2, … and each of them once: 0 as first answer, the others as revisions. */
    void assertToldOnce(Map<String, String> expected) throws IOException {
        Map<String, List<Long>> revisions = new TreeMap<>();
        answers().forEach((id, line) -> {
            assertThat(JsonTree.object(line)).containsEntry("revision", 0L);
            revisions.put(id, new ArrayList<>(List.of(0L)));
        });
        assertThat(revisions.keySet()).isEqualTo(expected.keySet());
        for (String line : lines("revisions")) {
            Map<String, Object> read = JsonTree.object(line);
            if (read.get("eventId") != null) {
                revisions.get(String.valueOf(read.get("eventId"))).add((Long) read.get("revision"));
            }
        }
        assertThat(revisions.values())
                .allSatisfy(all -> assertThat(all)
                        .containsExactlyInAnyOrderElementsOf(
                                LongStream.range(0, all.size()).boxed().toList()));
        assertThat(revisions.values()).anySatisfy(all -> assertThat(all).hasSizeGreaterThan(1));
    }
}
