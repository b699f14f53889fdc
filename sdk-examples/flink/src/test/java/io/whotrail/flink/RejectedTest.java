// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.simulation.Profile;
import io.whotrail.simulation.SimulatedEvent;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.EventSource;
import io.whotrail.source.SecretPlaces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Records with secrets in them, of which most cannot be read, between records that can. */
final class RejectedTest {
    private static final int EVENTS = 300;
    private static final int A_CHECKPOINT = 100;
    private static final int UNTIL_FAILURE = 100;
    private static final String SECRET = "CANARY";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path folder;

    private final List<byte[]> records = new ArrayList<>();
    private final List<CloudTrailEvent> events = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();

    /** One after the other, and what a reader on its own says of each. */
    @BeforeEach
    void read() throws IOException {
        List<SimulatedEvent> good =
                World.of(Profile.MIXED, 33, EVENTS).shuffled(5).records();
        for (int i = 0; i < good.size(); i++) {
            records.add(good.get(i).bytes());
            if (i % 4 == 0) {
                String bad = SecretPlaces.RECORDS.get(i / 4 % SecretPlaces.RECORDS.size());
                records.add(bad.replace("@", SECRET).getBytes(StandardCharsets.UTF_8));
            }
        }
        for (int i = 0; i < records.size(); i++) {
            String place = Records.place(i);
            CloudTrailReader reader = CloudTrailReader.builder()
                    .rejected(one -> rejected.add(place + '\t' + one.reason() + '\t' + one.message()))
                    .build();
            try (EventSource source = reader.open(new ByteArrayInputStream(records.get(i)), place)) {
                for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                    events.add(event);
                }
            }
        }
    }

    @Test
    void whatCannotBeReadIsToldOnceWithoutAWordOfItAndTheRestIsAnsweredThoughTheJobFails() throws Exception {
        var run = new JobFolder(folder);
        StreamExecutionEnvironment environment = run.environment(2);
        var failure = new FailsOnce(UNTIL_FAILURE);
        run.sink(AttributionJob.of(
                Records.all(environment, records, A_CHECKPOINT).map(failure), JobFolder.settings(true)));
        environment.execute();

        assertThat(FailsOnce.checkpointsBefore()).isPositive();
        assertThat(rejected).hasSizeGreaterThan(20);
        assertThat(run.lines("rejected")).containsExactlyInAnyOrderElementsOf(rejected);
        assertThat(run.lines("rejected")).noneMatch(line -> line.contains(SECRET));
        World.assertSame(run.answers(), World.finalLines(events));
    }
}
