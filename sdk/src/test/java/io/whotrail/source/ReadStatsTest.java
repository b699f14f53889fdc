// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.testing.MetricValues;
import io.whotrail.testing.OffByOne;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The counts and their equation. */
class ReadStatsTest {
    private static final ReadStats SOME = new ReadStats(
            10,
            4,
            Map.of(RejectReason.TRUNCATED, 1L, RejectReason.MALFORMED_JSON, 2L),
            Map.of(PassedOver.DIGEST, 3L),
            1,
            100,
            1_000,
            5);

    @Test
    void theEquationIsChecked() {
        assertThat(SOME.balances()).isTrue();
        assertThat(SOME.rejected()).isEqualTo(3);
        assertThat(SOME.passedOverInAll()).isEqualTo(3);
        assertThat(ReadStats.NONE.balances()).isTrue();
        assertThat(new ReadStats(1, 0, Map.of(), Map.of(), 0, 0, 0, 0).balances())
                .isFalse();
    }

    @Test
    void sumsBalanceToo() {
        ReadStats twice = SOME.plus(SOME);
        assertThat(twice.balances()).isTrue();
        assertThat(twice.records()).isEqualTo(20);
        assertThat(twice.rejects()).containsEntry(RejectReason.MALFORMED_JSON, 4L);
        assertThat(twice.passedOver()).containsEntry(PassedOver.DIGEST, 6L);
        assertThat(SOME.plus(ReadStats.NONE)).isEqualTo(SOME);
    }

    @Test
    void aSnapshotStaysAsItIs() {
        var counts = new EnumMap<>(Map.of(RejectReason.TRUNCATED, 1L));
        ReadStats stats = new ReadStats(1, 0, counts, Map.of(), 0, 0, 0, 0);
        counts.put(RejectReason.TRUNCATED, 2L);
        assertThat(stats.rejected()).isEqualTo(1);
        assertThatThrownBy(() -> stats.rejects().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aCounterThatIsOffByOneIsNoticed() {
        for (OffByOne<ReadStats> wrong : OffByOne.of(SOME)) {
            boolean counts = !List.of("gzipMembers", "bytesRead", "bytesScanned", "bytesIgnored")
                    .contains(wrong.counter());
            assertThat(wrong.record().balances()).as(wrong.counter()).isEqualTo(!counts);
            assertThat(MetricValues.of(ReadStats.metrics(wrong::record)).of("whotrail.equations.broken", "reader"))
                    .as(wrong.counter())
                    .isEqualTo(counts ? 1 : 0);
        }
    }

    @Test
    void metricsSayWhatTheCountersSay() {
        MetricValues values = MetricValues.of(ReadStats.metrics(() -> SOME));
        assertThat(values.sum("whotrail.reader.records"))
                .isEqualTo(values.sum("whotrail.reader.events")
                        + values.sum("whotrail.reader.rejected")
                        + values.sum("whotrail.reader.passed.over"));
        assertThat(values.of("whotrail.reader.rejected", "MALFORMED_JSON")).isEqualTo(2);
        assertThat(values.of("whotrail.reader.rejected", "TOO_DEEP")).isZero();
        assertThat(values.of("whotrail.reader.passed.over", "DIGEST")).isEqualTo(3);
        assertThat(values.sum("whotrail.reader.gzip.members")).isEqualTo(1);
        assertThat(values.sum("whotrail.reader.read")).isEqualTo(100);
        assertThat(values.sum("whotrail.reader.scanned")).isEqualTo(1_000);
        assertThat(values.sum("whotrail.reader.ignored")).isEqualTo(5);
        assertThat(MetricValues.of(ReadStats.metrics(() -> ReadStats.NONE)).metrics())
                .isEqualTo(values.metrics())
                .hasSize(7 + RejectReason.values().length + PassedOver.values().length);
    }
}
