// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli.report;

import io.whotrail.Ambiguity;
import io.whotrail.Explanation;
import io.whotrail.Verdict;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How many events of each verdict happened when, whatever the range of time. The order does not matter. Not thread safe. */
final class TimeBins {
    /* A width divides the next one, so bins can be joined. They are held as narrow as room allows, and told as narrow as a
     * screen shows. */
    private static final long[] SECONDS = {
        1,
        5,
        10,
        30,
        60,
        300,
        600,
        1_800,
        3_600,
        10_800,
        21_600,
        43_200,
        86_400,
        604_800,
        2_419_200,
        31_449_600,
        314_496_000
    };
    private static final int HELD = 20_000;
    private static final int TOLD = 300;
    private static final int VERDICTS = 3;

    private SortedMap<Long, long[]> bins = new TreeMap<>();
    private int width;
    private long untimed;

    void add(@Nullable Instant time, Verdict verdict) {
        if (time == null) {
            untimed++;
            return;
        }
        long[] bin =
                bins.computeIfAbsent(Math.floorDiv(time.getEpochSecond(), SECONDS[width]), none -> new long[VERDICTS]);
        bin[index(verdict)]++;
        while (bins.size() > HELD && width < SECONDS.length - 1) {
            bins = joined(width + 1);
            width++;
        }
    }

    /** 0 for what is attributed, 1 for what is ambiguous, 2 for what is not attributed. */
    static int index(Verdict verdict) {
        return verdict instanceof Explanation ? 0 : verdict instanceof Ambiguity ? 1 : 2;
    }

    private SortedMap<Long, long[]> joined(int to) {
        var joined = new TreeMap<Long, long[]>();
        bins.forEach((number, counts) -> {
            long[] sum = joined.computeIfAbsent(
                    Math.floorDiv(number * SECONDS[width], SECONDS[to]), none -> new long[VERDICTS]);
            for (int i = 0; i < VERDICTS; i++) {
                sum[i] += counts[i];
            }
        });
        return joined;
    }

    private int toldWidth() {
        int told = width;
        while (!bins.isEmpty()
                && told < SECONDS.length - 1
                && (bins.lastKey() - bins.firstKey() + 1) * SECONDS[width] / SECONDS[told] > TOLD) {
            told++;
        }
        return told;
    }

    /** How many seconds wide a bin is. */
    long width() {
        return SECONDS[toldWidth()];
    }

    /** The counts by verdict of each bin that has any, by the second at which it begins. */
    SortedMap<Long, long[]> told() {
        var told = new TreeMap<Long, long[]>();
        joined(toldWidth()).forEach((number, counts) -> told.put(number * width(), counts));
        return told;
    }

    /** How many events have no legible time. */
    long untimed() {
        return untimed;
    }
}
