// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    private static final long BUDGET = 256L << 20;

    @Test
    void allPartsTogetherFitIntoTheBudget() {
        MemoryPlan batch = MemoryPlan.ofBatch(BUDGET, null);
        assertThat(MemoryPlan.FIXED_BYTES
                        + batch.maximumSessions() * MemoryPlan.SESSION_BYTES
                        + batch.maximumStandIns() * Repeats.STAND_IN_BYTES)
                .isBetween(BUDGET * 9 / 10, BUDGET);
        MemoryPlan stream = MemoryPlan.ofStream(BUDGET, null);
        assertThat(MemoryPlan.FIXED_BYTES
                        + stream.maximumSessions() * MemoryPlan.SESSION_BYTES
                        + stream.maximumRememberedEvents() * 64L
                        + stream.maximumWaiting() * 3_000L)
                .isBetween(BUDGET * 9 / 10, BUDGET);
    }

    @Test
    void aGivenNumberOfSessionsCounts() {
        assertThat(MemoryPlan.ofBatch(BUDGET, 7L).maximumSessions()).isEqualTo(7);
    }

    @Test
    void theSmallestBudgetStillKeepsSomething() {
        MemoryPlan plan = MemoryPlan.ofStream(1L, null);
        assertThat(plan.maximumSessions()).isEqualTo(1);
        assertThat(plan.maximumRememberedEvents()).isEqualTo(1);
        assertThat(plan.maximumWaiting()).isEqualTo(1);
    }

    @Test
    void withoutABudgetHalfTheHeapIsPlannedWith() {
        assertThat(MemoryPlan.ofBatch(null, null).bytes())
                .isEqualTo(Runtime.getRuntime().maxMemory() / 2);
    }
}
