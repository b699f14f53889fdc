// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Times are written as Java writes them. */
class TimeTextTest {
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    private final TimeText times = new TimeText();

    private String text(long second) {
        byte[] text = times.of(Instant.ofEpochSecond(second));
        assertThat(text).isNotNull();
        return new String(text, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @Seeds(200)
    void everySecondOfAYearWithFourDigitsIsWrittenAsJavaWritesIt(Random random) {
        long second = random.nextLong(FIRST, LAST);
        for (int i = 0; i < 50; i++) {
            assertThat(text(second)).isEqualTo(Instant.ofEpochSecond(second).toString());
            second = Math.min(LAST, Math.max(FIRST, second + random.nextInt(-100_000, 100_000)));
        }
    }

    @Test
    void theFirstAndTheLastAreWrittenAndWhatIsBeyondIsNot() {
        for (long second : List.of(FIRST, LAST, -1L, 0L)) {
            assertThat(text(second)).isEqualTo(Instant.ofEpochSecond(second).toString());
        }
        for (long second : List.of(FIRST - 1, LAST + 1)) {
            assertThat(times.of(Instant.ofEpochSecond(second))).isNull();
        }
        assertThat(times.of(Instant.ofEpochSecond(0, 1))).isNull();
        assertThat(times.of(Instant.MIN)).isNull();
        assertThat(times.of(Instant.MAX)).isNull();
    }
}
