// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
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
}
