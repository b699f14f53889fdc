// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.ChildJvm;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Records of 200 MB, nested bombs and sessions without number pass through a heap of 64 MB, cost none of the good events
 * between them, and leave nothing behind. {@code mvn verify -Psoak} goes on with it for half an hour.
 */
class HostileLoadTest {
    private static final int ROUNDS = Integer.getInteger("soak.rounds", 1);
    private static final String GOOD_ONES_ANSWERED = "answered 14, rejected {RECORD_TOO_LARGE=2, RATIO_LIMIT=4}";
    private static final Pattern LEFT = Pattern.compile("left (\\d+) bytes, (\\d+) threads, (\\d+) files");

    /** With fewer rounds what the garbage collector leaves hides what grows. */
    private static final int ROUNDS_THAT_SHOW_GROWTH = 20;

    private static final double MOST_GROWTH = 1 << 20;

    @Test
    void aSmallHeapBearsItNoGoodEventIsLostAndNothingIsLeftBehind() throws Exception {
        ChildJvm.Result result = ChildJvm.run(
                List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"),
                HostileLoad.class,
                Integer.toString(ROUNDS));
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().lines().filter(line -> line.startsWith("answered")))
                .hasSize(ROUNDS)
                .containsOnly(GOOD_ONES_ANSWERED);
        assertThat(result.output()).contains("evicted true, balances true");

        List<MatchResult> left = LEFT.matcher(result.output()).results().toList();
        assertThat(left).hasSize(ROUNDS);
        List<MatchResult> later = left.subList(ROUNDS / 2, ROUNDS);
        assertThat(later)
                .extracting(round -> round.group(2))
                .as("threads")
                .containsOnly(later.get(0).group(2));
        assertThat(later)
                .extracting(round -> round.group(3))
                .as("files")
                .containsOnly(later.get(0).group(3));
        if (ROUNDS >= ROUNDS_THAT_SHOW_GROWTH) {
            double[] heap = later.stream()
                    .mapToDouble(round -> Double.parseDouble(round.group(1)))
                    .toArray();
            assertThat(growth(heap))
                    .as("growth of the heap: %s", Arrays.toString(heap))
                    .isLessThan(MOST_GROWTH);
        }
    }

    /** How much the straight line that lies nearest to some values rises from the first to the last. */
    private static double growth(double... values) {
        double middle = (values.length - 1) / 2.0;
        double mean = Arrays.stream(values).average().orElseThrow();
        double together = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            together += (i - middle) * (values[i] - mean);
            squares += (i - middle) * (i - middle);
        }
        return together / squares * (values.length - 1);
    }

    @Test
    void whatGrowsIsSeenAmongWhatFluctuates() {
        assertThat(growth(1, 2, 3, 4)).isEqualTo(3);
        assertThat(growth(5, 1, 1, 5)).isZero();
        assertThat(growth(9, 8, 7)).isEqualTo(-2);
    }
}
