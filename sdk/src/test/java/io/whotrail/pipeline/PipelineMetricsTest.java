// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.Attributor;
import io.whotrail.AttributorStats;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.metrics.Metric;
import io.whotrail.sink.CallbackSink;
import io.whotrail.sink.SinkException;
import io.whotrail.source.CloudTrailReader;
import io.whotrail.source.ReadStats;
import io.whotrail.testing.MetricValues;
import io.whotrail.testing.OffByOne;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a metrics library is told of a pipeline, its reader and its attributor. */
class PipelineMetricsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final PipelineStats STATS = new PipelineStats(15, 1, 2, 3, 4, 5, 60, 30, 20, 10, 7, 8, 9);

    @TempDir
    private Path folder;

    private Instant now = NOON;

    private PipelineBuilder pipeline(CallbackSink.Callback callback) {
        return Pipeline.builder(
                Attributor.builder(() -> now).lateness(Duration.ofMinutes(1)), new CallbackSink(callback), () -> now);
    }

    private static ByteArrayInputStream lines() {
        String event = "{\"eventVersion\":\"1.08\",\"eventID\":\"e1\",\"eventTime\":\"2026-03-02T11:00:00Z\","
                + "\"eventSource\":\"s3.amazonaws.com\",\"eventName\":\"ListBuckets\",\"userIdentity\":"
                + "{\"type\":\"IAMUser\",\"accountId\":\"111122223333\",\"userName\":\"alice\"}}";
        return new ByteArrayInputStream((event + "\n{}\n" + event + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void oneReadingHasWhatThePipelineItsReaderAndItsAttributorCounted() throws IOException, CheckpointException {
        Pipeline pipeline = pipeline(entries -> {})
                .source(CloudTrailReader.create().open(lines(), "lines"))
                .build();
        List<Metric> before = MetricValues.of(pipeline.metrics()).metrics();
        pipeline.run();
        now = NOON.plusSeconds(5);
        MetricValues values = MetricValues.of(pipeline.metrics());
        assertThat(values.metrics()).as("before and after").isEqualTo(before);
        assertThat(values.sum("whotrail.pipeline.records")).isEqualTo(3);
        assertThat(values.sum("whotrail.pipeline.answered")).isEqualTo(1);
        assertThat(values.sum("whotrail.pipeline.repeated")).isEqualTo(1);
        assertThat(values.of("whotrail.reader.rejected", "NOT_AN_EVENT")).isEqualTo(1);
        assertThat(values.of("whotrail.attributor.attributed", "DIRECT")).isEqualTo(1);
        assertThat(values.sum("whotrail.attributor.watermark.lag")).isEqualTo(3_600 + 60 + 5);
        assertThat(values.sum("whotrail.pipeline.checkpoint.age")).isEqualTo(5);
        assertThat(values.of("whotrail.pipeline.state", "STOPPED")).isEqualTo(1);
        assertThat(values.sum("whotrail.pipeline.state")).isEqualTo(1);
        assertThat(values.sum("whotrail.equations.broken")).isZero();
        assertThat(pipeline.health().equations()).hasSize(6).allMatch(equation -> equation.holds());
    }

    /** While it runs too, whoever reads finds no batch that is counted by half. */
    @Test
    void valuesAddUpInTheMiddleOfARun() throws IOException, CheckpointException {
        var seen = new ArrayList<MetricValues>();
        var running = new Pipeline[1];
        running[0] = pipeline(entries -> seen.add(MetricValues.of(running[0].metrics())))
                .source(CloudTrailReader.create().open(lines(), "lines"))
                .batchSize(1)
                .build();
        running[0].run();
        assertThat(seen).isNotEmpty().allSatisfy(values -> {
            assertThat(values.sum("whotrail.equations.broken")).isZero();
            assertThat(values.sum("whotrail.pipeline.records")).isEqualTo(values.sum("whotrail.reader.records"));
            assertThat(values.of("whotrail.pipeline.state", "RUNNING")
                            + values.of("whotrail.pipeline.state", "DRAINING"))
                    .isEqualTo(1);
        });
    }

    @Test
    void anotherRunGoesOnWithTheAttributorsCountsAndBeginsItsOwn() throws IOException, CheckpointException {
        pipeline(entries -> {})
                .source(CloudTrailReader.create().open(lines(), "lines"))
                .checkpoints(folder)
                .build()
                .run();
        Pipeline again = pipeline(entries -> {})
                .source(CloudTrailReader.create().open(lines(), "lines"))
                .checkpoints(folder)
                .build();
        again.run();
        MetricValues values = MetricValues.of(again.metrics());
        assertThat(values.sum("whotrail.pipeline.records")).isZero();
        assertThat(values.sum("whotrail.attributor.offered")).isEqualTo(2);
    }

    @Test
    void aPipelineThatWaitsToTryAgainSaysSo() throws IOException, CheckpointException {
        var failed = new boolean[1];
        var stalled = new ArrayList<Double>();
        var running = new Pipeline[1];
        running[0] = pipeline(entries -> {
                    if (!failed[0]) {
                        failed[0] = true;
                        throw new SinkException(SinkException.Remedy.RETRY, "busy");
                    }
                })
                .source(CloudTrailReader.create().open(lines(), "lines"))
                .sleeper(time ->
                        stalled.add(MetricValues.of(running[0].metrics()).sum("whotrail.pipeline.stalled")))
                .build();
        running[0].run();
        assertThat(stalled).contains(1.0);
        assertThat(MetricValues.of(running[0].metrics()).sum("whotrail.pipeline.stalled"))
                .isZero();
        assertThat(MetricValues.of(running[0].metrics()).sum("whotrail.pipeline.retries"))
                .isEqualTo(1);
    }

    @Test
    void aCounterThatIsOffByOneIsNoticed() {
        assertThat(STATS.balances()).isTrue();
        for (OffByOne<PipelineStats> wrong : OffByOne.of(STATS)) {
            boolean counts =
                    !List.of("unacknowledged", "retries", "checkpoints").contains(wrong.counter());
            assertThat(wrong.record().balances()).as(wrong.counter()).isEqualTo(!counts);
            var health = new PipelineHealth(
                    PipelineState.RUNNING, wrong.record(), ReadStats.NONE, AttributorStats.NONE, false, null, null);
            assertThat(health.equations().stream().filter(equation -> !equation.holds()))
                    .as(wrong.counter())
                    .hasSize(counts ? 1 : 0);
        }
    }

    @Test
    void everyCounterIsAMetric() {
        Pipeline pipeline = pipeline(entries -> {})
                .source(CloudTrailReader.create().open(lines(), "lines"))
                .build();
        assertThat(MetricValues.of(pipeline.metrics()).metrics().stream()
                        .map(Metric::name)
                        .filter(name -> name.startsWith("whotrail.pipeline."))
                        .distinct())
                .as("one for each counter, the state, whether it is stalled, and the age of the checkpoint")
                .hasSize(PipelineStats.class.getRecordComponents().length + 3);
        assertThatThrownBy(() -> pipeline.metrics().read(null)).isInstanceOf(NullPointerException.class);
    }
}
