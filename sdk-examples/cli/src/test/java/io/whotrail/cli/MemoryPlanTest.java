// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Attributor;
import io.whotrail.cli.input.Repeats;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
    private static final long BUDGET = 256L << 20;

    @Test
    void allPartsTogetherFitIntoTheBudget() {
        MemoryPlan batch = MemoryPlan.ofBatch(BUDGET, null);
        assertThat(MemoryPlan.FIXED_BYTES + batch.attributorBytes() + batch.maximumStandIns() * Repeats.STAND_IN_BYTES)
                .isBetween(BUDGET * 9 / 10, BUDGET);
        MemoryPlan stream = MemoryPlan.ofStream(BUDGET, null);
        assertThat(MemoryPlan.FIXED_BYTES + stream.attributorBytes()).isBetween(BUDGET * 9 / 10, BUDGET);
    }

    @Test
    void aGivenNumberOfSessionsCounts() {
        assertThat(MemoryPlan.ofBatch(BUDGET, 7L).maximumSessions()).isEqualTo(7);
        assertThat(MemoryPlan.ofBatch(BUDGET, null).maximumSessions()).isNull();
    }

    @Test
    void theSmallestBudgetStillKeepsSomething() {
        MemoryPlan plan = MemoryPlan.ofStream(1L, null);
        assertThat(plan.attributorBytes()).isEqualTo(Attributor.Builder.LEAST_MEMORY);
        assertThat(plan.maximumStandIns()).isEqualTo(1);
    }

    @Test
    void withoutABudgetHalfTheHeapIsPlannedWith() {
        assertThat(MemoryPlan.ofBatch(null, null).bytes())
                .isEqualTo(Runtime.getRuntime().maxMemory() / 2);
    }
}
