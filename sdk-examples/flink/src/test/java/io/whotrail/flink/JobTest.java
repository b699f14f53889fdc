// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.metrics.scope.ScopeFormat;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The job on a cluster in this JVM. {@code -Dflink.profiles=all} takes all profiles, {@code -Dflink.events=20000} more events. */
final class JobTest {
    private static final int EVENTS = Integer.getInteger("flink.events", 600);
    private static final int A_CHECKPOINT = EVENTS / 3;
    private static final int UNTIL_FAILURE = EVENTS * 7 / 12;

    private static final InMemoryReporter METRICS = InMemoryReporter.createWithRetainedMetrics();

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(METRICS.addToConfiguration(new Configuration()))
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

    private static List<byte[]> records(World world) {
        return world.records().stream().map(SimulatedEvent::bytes).toList();
    }

    /** Runs the job, which fails once; how many attributors were made anew from an image then. */
    private static long run(JobFolder run, World world, boolean held) throws Exception {
        StreamExecutionEnvironment environment = run.environment(2);
        var failure = new FailsOnce(UNTIL_FAILURE / 2);
        run.sink(AttributionJob.of(
                Records.all(environment, records(world), A_CHECKPOINT).map(failure), JobFolder.settings(held)));
        JobID job = environment.execute().getJobID();
        assertThat(FailsOnce.checkpointsBefore()).isPositive();
        return METRICS.getMetricsByGroup().entrySet().stream()
                .filter(group ->
                        job.toString().equals(group.getKey().getAllVariables().get(ScopeFormat.SCOPE_JOB_ID)))
                .map(group -> group.getValue().get(KeptAttributors.IMAGES_READ))
                .mapToLong(images -> images instanceof Counter counter ? counter.getCount() : 0)
                .sum();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void whatFailsBetweenTwoCheckpointsChangesNoByteOfAnyAnswer(Profile profile) throws Exception {
        World world = World.of(profile, 31, EVENTS).shuffled(3);
        var run = new JobFolder(folder);
        assertThat(run(run, world, true)).as("made anew from images").isPositive();

        World.assertSame(run.answers(), world.expected());
        assertThat(run.lines("rejected")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void whatFailsBetweenTwoCheckpointsTellsNoAnswerTwiceAndLosesNone(Profile profile) throws Exception {
        World world = World.of(profile, 31, EVENTS).shuffled(3);
        var run = new JobFolder(folder);
        assertThat(run(run, world, false)).as("made anew from images").isPositive();

        run.assertToldOnce(world.expected());
    }
}
