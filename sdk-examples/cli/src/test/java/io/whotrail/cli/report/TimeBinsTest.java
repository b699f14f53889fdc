// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.Claims;
import io.whotrail.Gap;
import io.whotrail.UnattributedReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeBinsTest {
    private static final Gap GAP = new Gap(UnattributedReason.NO_IDENTITY, null, new Claims(null, null));
    private static final Instant BEGIN = Instant.parse("2026-01-05T09:00:00Z");

    private static TimeBins of(List<Instant> times) {
        var bins = new TimeBins();
        times.forEach(time -> bins.add(time, GAP));
        return bins;
    }

    private static long counted(TimeBins bins) {
        return bins.told().values().stream().mapToLong(counts -> counts[2]).sum();
    }

    @Test
    void aFewMinutesAreToldByTheSecond() {
        TimeBins bins = of(List.of(BEGIN, BEGIN, BEGIN.plusSeconds(200)));
        assertThat(bins.width()).isEqualTo(1);
        assertThat(bins.told()).hasSize(2);
        assertThat(bins.told().get(BEGIN.getEpochSecond())).containsExactly(0, 0, 2);
    }

    @Test
    void aTimeThatIsNotLegibleIsCounted() {
        var bins = new TimeBins();
        bins.add(null, GAP);
        assertThat(bins.untimed()).isEqualTo(1);
        assertThat(bins.told()).isEmpty();
    }

    @Test
    void whateverTheRangeAndTheOrderNothingIsLostAndThereAreFewBins() {
        var random = new Random(5);
        for (long range : new long[] {1, 1_000, 10_000_000, 100_000_000_000L}) {
            var times = new ArrayList<Instant>();
            for (int i = 0; i < 30_000; i++) {
                times.add(BEGIN.plusSeconds(random.nextLong(range)));
            }
            TimeBins bins = of(times);
            assertThat(counted(bins)).isEqualTo(times.size());
            assertThat(bins.told()).hasSizeLessThanOrEqualTo(320);
            Collections.shuffle(times, random);
            TimeBins shuffled = of(times);
            assertThat(shuffled.width()).isEqualTo(bins.width());
            assertThat(shuffled.told().keySet()).isEqualTo(bins.told().keySet());
        }
    }
}
