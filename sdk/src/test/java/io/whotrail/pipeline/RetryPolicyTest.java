// SPDX-License-Identifier: Apache-2.0
package io.whotrail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.testing.Seeds;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Delays double up to a limit, and differ. */
class RetryPolicyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @Seeds(20)
    void aDelayIsAtLeastHalfOfWhatDoublingGivesAndNeverMoreThanTheLimit(Random random) {
        Duration first = Duration.ofNanos(1 + random.nextLong(1_000_000_000L));
        Duration longest = first.multipliedBy(1 + random.nextInt(1_000));
        var policy = new RetryPolicy(first, longest, 5, RetryPolicy.Exhausted.STOP);
        for (int attempt = 1; attempt < 100; attempt++) {
            Duration doubled = attempt > 20 ? longest : first.multipliedBy(1L << (attempt - 1));
            Duration most = doubled.compareTo(longest) > 0 ? longest : doubled;
            assertThat(policy.delayAfter(attempt, random)).isBetween(most.dividedBy(2), most);
        }
    }

    @Test
    void twoThatFailedTogetherDoNotComeBackTogether() {
        Set<Duration> delays = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            delays.add(RetryPolicy.forEver().delayAfter(10, new Random(seed)));
        }
        assertThat(delays).hasSizeGreaterThan(40);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> new RetryPolicy(Duration.ZERO, SECOND, 1, RetryPolicy.Exhausted.STOP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(SECOND, Duration.ofMillis(1), 1, RetryPolicy.Exhausted.STOP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(SECOND, SECOND, 0, RetryPolicy.Exhausted.STOP))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
