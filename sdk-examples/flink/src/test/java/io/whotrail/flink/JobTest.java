// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
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
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The job on a cluster in this JVM. {@code -Dflink.profiles=all} takes all profiles. */
final class JobTest {
    private static final int EVENTS = 600;
    private static final int A_CHECKPOINT = 200;
    private static final int UNTIL_FAILURE = 350;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(2)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path folder;

    static Stream<Profile> profiles() {
        return "all".equals(System.getProperty("flink.profiles"))
                ? Stream.of(Profile.values())
                : Stream.of(Profile.CHAINS, Profile.HOSTILE, Profile.MIXED);
    }

    private static JobSettings settings(boolean held) {
        return new JobSettings(
                new Parts(8),
                false,
                World.LATENESS,
                Duration.ofMinutes(10),
                64L << 20,
                64L << 20,
                held,
                () -> World.NOW);
    }

    private StreamExecutionEnvironment environment() {
        var settings = new Configuration();
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        environment.setParallelism(2);
        environment.enableCheckpointing(50);
        return environment;
    }

    /** So many records between two checkpoints. */
    private static DataStream<Tuple2<String, byte[]>> records(StreamExecutionEnvironment environment, World world) {
        byte[][] records = world.records().stream().map(SimulatedEvent::bytes).toArray(byte[][]::new);
        TypeInformation<Tuple2<String, byte[]>> type =
                Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        GeneratorFunction<Long, Tuple2<String, byte[]>> generator =
                number -> Tuple2.of("record " + number, records[number.intValue()]);
        return environment.fromSource(
                new DataGeneratorSource<>(
                        generator, records.length, RateLimiterStrategy.perCheckpoint(A_CHECKPOINT), type),
                WatermarkStrategy.noWatermarks(),
                "records");
    }

    private void sink(DataStream<String> lines, String name) {
        lines.sinkTo(FileSink.forRowFormat(
                        new org.apache.flink.core.fs.Path(folder.resolve(name).toUri()),
                        new SimpleStringEncoder<String>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .build());
    }

    /** The lines of files that a checkpoint made visible. */
    private List<String> lines(String name) throws IOException {
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

    private static Map<String, String> byId(List<String> lines) {
        var byId = new TreeMap<String, String>();
        for (String line : lines) {
            assertThat(byId.put(String.valueOf(JsonTree.object(line).get("eventId")), line))
                    .isNull();
        }
        return byId;
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void whatFailsBetweenTwoCheckpointsChangesNoByteOfAnyAnswer(Profile profile) throws Exception {
        World world = World.of(profile, 31, EVENTS).shuffled(3);
        StreamExecutionEnvironment environment = environment();
        var failure = new FailsOnce(UNTIL_FAILURE / 2);
        AttributionJob job = AttributionJob.of(records(environment, world).map(failure), settings(true));
        sink(job.attributions(), "attributions");
        sink(job.rejected(), "rejected");
        environment.execute();

        assertThat(FailsOnce.checkpointsBefore()).isPositive();
        World.assertSame(byId(lines("attributions")), world.expected());
        assertThat(lines("rejected")).isEmpty();
    }

    /** Each event has revisions 0, 1, 2, … and each of them once: 0 as first answer, the others as revisions. */
    @ParameterizedTest
    @MethodSource("profiles")
    void whatFailsBetweenTwoCheckpointsTellsNoAnswerTwiceAndLosesNone(Profile profile) throws Exception {
        World world = World.of(profile, 31, EVENTS).shuffled(3);
        StreamExecutionEnvironment environment = environment();
        var failure = new FailsOnce(UNTIL_FAILURE / 2);
        AttributionJob job = AttributionJob.of(records(environment, world).map(failure), settings(false));
        sink(job.attributions(), "attributions");
        sink(job.revisions(), "revisions");
        environment.execute();

        assertThat(FailsOnce.checkpointsBefore()).isPositive();
        Map<String, List<Long>> revisions = new TreeMap<>();
        byId(lines("attributions")).forEach((id, line) -> {
            assertThat(JsonTree.object(line)).containsEntry("revision", 0L);
            revisions.put(id, new ArrayList<>(List.of(0L)));
        });
        assertThat(revisions.keySet()).isEqualTo(world.expected().keySet());
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
