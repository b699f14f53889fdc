// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job that is stopped with a savepoint, and goes on with more of each operator, and with fewer. */
@Timeout(120)
final class RescalingTest {
    private static final int EVENTS = 300;
    private static final int A_THIRD = 90;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(3)
            .build());

    @TempDir
    Path folder;

    /** The outputs of the job when a third was read with two of each operator, a third with three, and the rest with one. */
    private JobFolder rescaled(World world, boolean held, SavepointFormatType format, MiniCluster cluster)
            throws Exception {
        return rescaled(world, JobFolder.settings(held), JobFolder.settings(held), format, cluster);
    }

    /** The same, with other settings after the first third. */
    private JobFolder rescaled(
            World world, JobSettings first, JobSettings then, SavepointFormatType format, MiniCluster cluster)
            throws Exception {
        var run = new JobFolder(folder);
        var records =
                new Records(world.records().stream().map(SimulatedEvent::bytes).toList());
        String savepoint = null;
        for (int parallelism : new int[] {2, 3}) {
            JobClient job = start(run, records, parallelism == 2 ? first : then, parallelism, savepoint);
            CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), true);
            records.letOut(A_THIRD);
            savepoint =
                    job.stopWithSavepoint(false, run.uri("savepoints"), format).get();
            job.getJobExecutionResult().get();
        }
        JobClient last = start(run, records, then, 1, savepoint);
        records.letOut(world.records().size() - 2 * A_THIRD);
        last.getJobExecutionResult().get();
        return run;
    }

    private static JobClient start(
            JobFolder run, Records records, JobSettings settings, int parallelism, @Nullable String savepoint)
            throws Exception {
        StreamExecutionEnvironment environment = run.environment(parallelism, savepoint);
        run.sink(AttributionJob.of(records.in(environment), settings));
        return environment.executeAsync();
    }

    @ParameterizedTest
    @EnumSource(names = {"CHAINS", "MIXED"})
    void anotherParallelismChangesNoByteOfAnyAnswer(Profile profile, @InjectMiniCluster MiniCluster cluster)
            throws Exception {
        World world = World.of(profile, 32, EVENTS).shuffled(4);
        JobFolder run = rescaled(world, true, SavepointFormatType.CANONICAL, cluster);
        World.assertSame(run.answers(), world.expected());
        assertThat(run.lines("rejected")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "MIXED")
    void anotherParallelismTellsNoAnswerTwiceAndLosesNone(Profile profile, @InjectMiniCluster MiniCluster cluster)
            throws Exception {
        World world = World.of(profile, 32, EVENTS).shuffled(4);
        JobFolder run = rescaled(world, false, SavepointFormatType.NATIVE, cluster);
        Map<String, String> expected = world.expected();
        run.assertToldOnce(expected);
    }

    private static JobSettings larger(JobSettings settings) {
        return new JobSettings(
                settings.parts(),
                settings.ends(),
                settings.lateness().plusDays(1),
                settings.idleness(),
                settings.partMemory() * 2,
                settings.resolverMemory() * 2,
                settings.leastJournal(),
                settings.held(),
                settings.clock());
    }

    @Test
    void moreMemoryAndLatenessChangeNoByteOfAnyAnswer(@InjectMiniCluster MiniCluster cluster) throws Exception {
        World world = World.of(Profile.MIXED, 32, EVENTS).shuffled(4);
        JobSettings first = JobFolder.settings(true);
        JobFolder run = rescaled(world, first, larger(first), SavepointFormatType.CANONICAL, cluster);
        World.assertSame(run.answers(), world.expected());
    }
}
