// SPDX-License-Identifier: Apache-2.0
package io.whotrail.flink;

import static io.whotrail.flink.Call.assumption;
import static io.whotrail.flink.Call.byAlice;
import static io.whotrail.flink.Call.inSession;
import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.JsonTree;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Answers that event time makes final, while the input goes on. The lateness is half an hour, and answers are held. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
final class WatermarkTest {
    private static final Instant A_DAY_LATER = Instant.parse("2026-03-03T12:00:00Z");

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    Path folder;

    /** A job under way, all of whose readers are silent, and idle, whenever the test waits for an answer. */
    private final class Running {
        private final Map<String, Map<String, Object>> answers = new TreeMap<>();
        private final Records records;
        private final CloseableIterator<String> lines;
        private final JobClient job;

        Running(int readers, String... records) throws Exception {
            StreamExecutionEnvironment environment = new JobFolder(folder).environment(readers);
            this.records = new Records(Stream.concat(Stream.of(records), Stream.of("the last"))
                    .map(Call::bytes)
                    .toList());
            JobSettings settings =
                    JobFolder.settings(true, Duration.ofMinutes(30), Duration.ofMillis(10), () -> A_DAY_LATER);
            lines = AttributionJob.of(this.records.in(environment).setParallelism(1), settings)
                    .attributions()
                    .collectAsync();
            job = environment.executeAsync();
        }

        /** Lets so many more records in. */
        Running take(int more) throws InterruptedException {
            records.letOut(more);
            return this;
        }

        /** Waits until an event is answered, while the input is open. */
        Running await(String id) {
            while (!answers.containsKey(id)) {
                read();
            }
            return this;
        }

        private void read() {
            Map<String, Object> line = JsonTree.object(lines.next());
            assertThat(answers.put(String.valueOf(line.get("eventId")), line)).isNull();
        }

        /** Stops it as it is; all that was answered until then. */
        Map<String, Map<String, Object>> stop() throws Exception {
            job.stopWithSavepoint(false, new JobFolder(folder).uri("savepoints"), SavepointFormatType.CANONICAL)
                    .get();
            while (lines.hasNext()) {
                read();
            }
            lines.close();
            return answers;
        }
    }

    private static String nameIn(Map<String, Object> answer) {
        return answer.get("origin") instanceof Map<?, ?> origin
                ? String.valueOf(origin.get("name"))
                : String.valueOf(answer.get("reason"));
    }

    @Test
    void answersAreFinalWhenEventTimeHasPassedThemThoughTheInputGoesOn() throws Exception {
        var job = new Running(
                1,
                byAlice("early", "2026-03-02T12:00:00Z"),
                inSession("use", "2026-03-02T12:01:00Z"),
                assumption("issuance", "2026-03-02T11:59:00Z"),
                byAlice("late", "2026-03-02T12:40:00Z"));
        Map<String, Map<String, Object>> answers =
                job.take(4).await("early").await("use").await("issuance").stop();
        assertThat(answers).containsOnlyKeys("early", "use", "issuance");
        assertThat(nameIn(answers.get("use"))).isEqualTo("alice");
    }

    @Test
    void whatComesWithinTheLatenessCounts() throws Exception {
        var job = new Running(
                1,
                byAlice("probe", "2026-03-02T11:00:00Z"),
                inSession("use", "2026-03-02T12:01:00Z"),
                byAlice("half an hour later", "2026-03-02T12:29:00Z"),
                assumption("issuance", "2026-03-02T11:59:00Z"),
                byAlice("end", "2026-03-02T12:40:00Z"));
        job.take(3).await("probe").take(2).await("use");
        assertThat(nameIn(job.stop().get("use"))).isEqualTo("alice");
    }

    @Test
    void nothingThatComesLaterThanTheLatenessChangesAnAnswer() throws Exception {
        var job = new Running(
                1,
                inSession("use", "2026-03-02T12:01:00Z"),
                byAlice("more than half an hour later", "2026-03-02T12:40:00Z"),
                assumption("issuance", "2026-03-02T11:59:00Z"),
                inSession("another use", "2026-03-02T12:41:00Z"),
                byAlice("end", "2026-03-02T13:30:00Z"));
        job.take(2).await("use").take(3).await("issuance").await("another use");
        Map<String, Map<String, Object>> answers = job.stop();
        assertThat(nameIn(answers.get("use"))).isEqualTo("ISSUANCE_NOT_SEEN");
        assertThat(nameIn(answers.get("another use"))).isEqualTo("alice");
    }

    /** The clock is a day ahead of the events, as where old ones are read. */
    @Test
    void timesThatAreAheadOfTheClockOrMissingMakeNothingFinal() throws Exception {
        var job = new Running(
                1,
                byAlice("early", "2026-03-02T12:00:00Z"),
                byAlice("late", "2026-03-02T12:20:00Z"),
                byAlice("in seventy years", "2099-01-01T00:00:00Z"),
                byAlice("an hour ahead of the clock", "2026-03-03T13:00:00Z"),
                byAlice("at no time", "when it was"),
                byAlice("later", "2026-03-02T12:40:00Z"));
        Map<String, Map<String, Object>> answers = job.take(6).await("early").stop();
        assertThat(answers).containsOnlyKeys("early");
    }

    @Test
    void aReaderThatIsSilentHoldsNobodyUp() throws Exception {
        String file = "{\"Records\":["
                + String.join(
                        ",",
                        List.of(byAlice("early", "2026-03-02T12:00:00Z"), byAlice("later", "2026-03-02T12:40:00Z")))
                + "]}";
        assertThat(new Running(2, file).take(1).await("early").stop()).containsOnlyKeys("early");
    }
}
