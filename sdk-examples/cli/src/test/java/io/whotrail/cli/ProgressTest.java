// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.AttributorStats;
import io.whotrail.cli.input.Inputs;
import io.whotrail.cli.input.Reading;
import io.whotrail.pipeline.PipelineHealth;
import io.whotrail.pipeline.PipelineState;
import io.whotrail.pipeline.PipelineStats;
import io.whotrail.source.ReadStats;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What whoever watches sees, by clocks that the test moves. */
class ProgressTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final long MIB = 1 << 20;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    private Streams streams(boolean interactive) {
        return new Streams(
                new ByteArrayInputStream(new byte[0]),
                OutputStream.nullOutputStream(),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                interactive);
    }

    private String shown() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PipelineHealth health(long answered, @Nullable Instant watermark, boolean waiting) {
        AttributorStats none = AttributorStats.NONE;
        var attributor = new AttributorStats(
                0,
                0,
                0,
                0,
                0,
                none.quarantinedBy(),
                none.attributedBy(),
                0,
                none.unattributedBy(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                none.signalsBy(),
                0,
                0,
                watermark);
        var stats = new PipelineStats(answered + 3, answered, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        return new PipelineHealth(PipelineState.RUNNING, stats, ReadStats.NONE, attributor, waiting, null, null);
    }

    @Test
    void aBatchSaysHowFarItIsHowFastAndWhenItEnds() {
        assertThat(ProgressLine.ofBatch(100 * MIB, 400 * MIB, 12_345.4, Duration.ofSeconds(20)))
                .isEqualTo("reading   25 %  100 of 400 MiB  12,345 events/s  1:00 left");
        assertThat(ProgressLine.ofBatch(MIB, 7_200 * MIB, 1, Duration.ofSeconds(1)))
                .endsWith("  1:59:59 left");
        assertThat(ProgressLine.ofBatch(400 * MIB, 400 * MIB, 0, Duration.ofSeconds(20)))
                .contains("100 %", "0:00 left");
    }

    @Test
    void aBatchOfUnknownLengthSaysHowLongItTook() {
        assertThat(ProgressLine.ofBatch(5 * MIB, 0, 10, Duration.ofSeconds(65)))
                .isEqualTo("reading  5 MiB  10 events/s  1:05 so far");
        assertThat(ProgressLine.ofBatch(0, 400 * MIB, 10, Duration.ofSeconds(65)))
                .endsWith("1:05 so far");
    }

    @Test
    void aRunSaysHowFarItsWatermarkIsBehind() {
        assertThat(ProgressLine.ofRun(health(997, NOON.minusSeconds(1_830), false), 50, NOON))
                .isEqualTo("running  1,000 events  50 events/s  watermark 30:30 behind");
        assertThat(ProgressLine.ofRun(health(997, null, true), 0, NOON))
                .isEqualTo("waiting to try again  1,000 events  0 events/s  no watermark yet");
        assertThat(ProgressLine.ofRun(health(997, NOON.minus(Duration.ofDays(2)), false), 50, NOON))
                .endsWith("watermark 2 days behind");
        assertThat(ProgressLine.ofRun(health(997, NOON.plusSeconds(5), false), 50, NOON))
                .endsWith("watermark 0:00 behind");
    }

    @Test
    void theRateIsThatOfTheLastTenSeconds() {
        var rate = new Rate(0);
        assertThat(rate.at(0, 0)).isZero();
        assertThat(rate.at(TimeUnit.SECONDS.toNanos(2), 200)).isEqualTo(100);
        for (int second = 3; second <= 30; second++) {
            rate.at(TimeUnit.SECONDS.toNanos(second), 200);
        }
        assertThat(rate.at(TimeUnit.SECONDS.toNanos(31), 250)).isEqualTo(5);
    }

    @Test
    void whoWatchesSeesTheLastLineWhole() {
        try (Progress progress = Progress.show(streams(true), 4 * MIB, nanos::get)) {
            nanos.set(TimeUnit.SECONDS.toNanos(2));
            progress.advance(2 * MIB);
            for (int event = 0; event < 100; event++) {
                progress.event();
            }
        }
        assertThat(shown()).contains("reading   50 %  2 of 4 MiB  50 events/s  0:02 left");
    }

    @Test
    void whatIsReadCounts() throws IOException {
        String log = Program.story().resolve("a-morning.json").toString();
        try (Inputs inputs = Inputs.find(List.of(log), Set.of(), InputStream.nullInputStream());
                Progress progress = Progress.show(streams(true), inputs.size(), nanos::get)) {
            new Reading(progress)
                    .read(
                            inputs.all().get(0),
                            rejected -> {},
                            (event, index, source) -> nanos.set(TimeUnit.SECONDS.toNanos(1)));
        }
        assertThat(shown()).containsPattern("100 %  0 of 0 MiB  [1-9] events/s  0:00 left");
    }

    @Test
    void whoWatchesARunSeesItsHealth() {
        try (Progress progress = Progress.watch(
                streams(true), () -> health(97, NOON.minusSeconds(60), false), InstantSource.fixed(NOON), nanos::get)) {
            nanos.set(TimeUnit.SECONDS.toNanos(4));
            progress.tell("whotrail: SINK_RETRY: attempt 1 failed");
        }
        assertThat(shown())
                .contains("\rwhotrail: SINK_RETRY: attempt 1 failed ")
                .contains("running  100 events  25 events/s  watermark 1:00 behind");
    }

    @Test
    void whereNobodyWatchesNothingIsShown() {
        try (Progress progress = Progress.show(streams(false), 4 * MIB, nanos::get)) {
            progress.advance(2 * MIB);
            progress.event();
        }
        try (Progress progress =
                Progress.watch(streams(false), () -> health(1, null, false), InstantSource.fixed(NOON), nanos::get)) {
            assertThat(shown()).isEmpty();
            progress.tell("told");
        }
        assertThat(shown()).isEqualTo("told\n");
    }
}
