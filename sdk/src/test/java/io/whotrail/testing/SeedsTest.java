// SPDX-License-Identifier: Apache-2.0
package io.whotrail.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.opentest4j.TestAbortedException;

/** More seeds, others, or a single one can be asked for, and a failure says which one it is of. */
class SeedsTest {
    private static long[] seeds(Map<String, String> properties) {
        return Seeds.Provider.seeds(3, properties::get).toArray();
    }

    @Test
    void seedsAreCountedFromZeroUnlessOthersAreAskedFor() {
        assertThat(seeds(Map.of())).containsExactly(0, 1, 2);
        assertThat(seeds(Map.of("seeds.times", "2"))).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(seeds(Map.of("seeds.from", "100"))).containsExactly(100, 101, 102);
        assertThat(seeds(Map.of("seeds.times", "2", "seeds.only", "77"))).containsExactly(77);
    }

    @Test
    void aFailureNamesItsSeedAndHowToRunItAgain() {
        var failure = new IllegalStateException("lost");
        assertThat(Seeds.Naming.named("[5] seed 104", failure))
                .hasCause(failure)
                .hasMessage("seed 104 (again with -Dseeds.only=104): java.lang.IllegalStateException: lost");
        var skipped = new TestAbortedException();
        assertThat(Seeds.Naming.named("[5] seed 104", skipped)).isSameAs(skipped);
    }

    @ParameterizedTest
    @Seeds(2)
    void aTestIsGivenTheRandomOfItsSeed(Random random, TestInfo test) {
        long seed = Long.parseLong(test.getDisplayName().replaceAll(".*seed ", ""));
        assertThat(random.nextLong()).isEqualTo(new Random(seed).nextLong());
    }
}
