// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.whotrail.event.CloudTrailTime;
import io.whotrail.testing.WithinASecond;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Whatever the text of a time is, it is a time or none, the same one for each of the readers that may come across it. {@code
 * mvn verify -Pfuzz -Dtest=TimeFuzzTest} looks for new ones.
 */
class TimeFuzzTest {
    private static final int LONGEST_THAT_IS_LOOKED_AT = 64;
    private static final Instant BEGINNING = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999999Z");

    /** Two lines: one time and, for the reader that remembers a day, another. */
    @FuzzTest(maxDuration = "60s")
    void anyTextIsATimeOrNone(byte[] bytes) throws Exception {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
        WithinASecond.run(() -> {
            for (String line : lines) {
                check(line);
            }
            checkTheDayRemembered(lines[0], lines[lines.length - 1]);
        });
    }

    /** The readers of the usual forms know no blanks around them; those of all forms do. */
    private static void check(String text) {
        Instant time = CloudTrailTime.parse(text);
        if (text.length() < LONGEST_THAT_IS_LOOKED_AT) {
            assertThat(CloudTrailTime.parse(" " + text)).isEqualTo(time);
        }
        if (time != null && !time.isBefore(BEGINNING) && !time.isAfter(END)) {
            assertThat(CloudTrailTime.parse(time.toString())).isEqualTo(time);
        }
    }

    private static void checkTheDayRemembered(String one, String other) {
        var times = new UsualTimes();
        byte[] quoted = quoted(one);
        Instant time = CloudTrailTime.parse(one);
        if (time != null) {
            times.learn(quoted, 0, quoted.length, time);
        }
        quoted = quoted(other);
        Instant found = times.find(Arrays.copyOf(quoted, quoted.length + KnownBytes.LONGEST), 0);
        if (found != null) {
            assertThat(found).isEqualTo(CloudTrailTime.parse(other.substring(0, UsualTimes.LENGTH - 2)));
        }
    }

    private static byte[] quoted(String text) {
        return ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
    }
}
