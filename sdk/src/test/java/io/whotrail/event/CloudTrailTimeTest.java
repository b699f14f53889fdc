// SPDX-License-Identifier: Apache-2.0
package io.whotrail.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** All forms in which CloudTrail has written times, and nothing else. */
class CloudTrailTimeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2023-07-10T12:09:30Z | 2023-07-10T12:09:30Z",
                "2023-07-10t12:09:30z | 2023-07-10T12:09:30Z",
                "2023-07-10T12:09:30.1Z | 2023-07-10T12:09:30.100Z",
                "2023-07-10T12:09:30.123Z | 2023-07-10T12:09:30.123Z",
                "2023-07-10T12:09:30.123456789Z | 2023-07-10T12:09:30.123456789Z",
                "2023-07-10T14:09:30+02:00 | 2023-07-10T12:09:30Z",
                "2023-07-10T12:09:30.5-00:30 | 2023-07-10T12:39:30.500Z",
                "2024-02-29T23:59:59Z | 2024-02-29T23:59:59Z",
                "20131102T010628Z | 2013-11-02T01:06:28Z",
                "Jul 10, 2023, 6:30:22 PM | 2023-07-10T18:30:22Z",
                "Jul 10, 2023, 12:00:00 AM | 2023-07-10T00:00:00Z",
                "Jul 10, 2023, 12:00:00 PM | 2023-07-10T12:00:00Z",
                "Jul 30, 2021 12:56:03 AM | 2021-07-30T00:56:03Z",
                "Nov 29, 2018 4:31:59 AM | 2018-11-29T04:31:59Z",
                "Jul 30, 2024 9:53:13 PM | 2024-07-30T21:53:13Z",
                "Sep 1, 2024, 1:02:03 am | 2024-09-01T01:02:03Z",
                "Wed Oct 23 14:36:48 UTC 2013 | 2013-10-23T14:36:48Z",
                "Fri Nov 1 00:00:00 UTC 2013 | 2013-11-01T00:00:00Z",
                "9999-12-31T23:59:59Z | 9999-12-31T23:59:59Z"
            })
    void everyFormIsRead(String text, Instant time) {
        assertThat(CloudTrailTime.parse(text)).isEqualTo(time);
        assertThat(CloudTrailTime.parse(" " + text + " ")).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202f", "\u00a0"})
    void newerJdksPutAnotherSpaceBeforePm(String space) {
        assertThat(CloudTrailTime.parse("Jul 10, 2023, 6:30:22" + space + "PM")).isEqualTo("2023-07-10T18:30:22Z");
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "yesterday",
                "1688990482",
                "2023-07-10",
                "2023-07-10T12:09Z",
                "2023-07-10T12:09:30",
                "2023-13-10T12:09:30Z",
                "2023-02-30T12:09:30Z",
                "2023-07-10T25:09:30Z",
                "2023-07-10T12:60:30Z",
                "2023-07-10T12:09:3xZ",
                "2023x07-10T12:09:30Z",
                "Jul 10, 2023, 13:30:22 PM",
                "Jul 32, 2023, 1:30:22 PM",
                "Juli 10, 2023, 1:30:22 PM",
                "20131302T010628Z",
                "-2023-07-10T12:09:30Z",
                "+12023-07-10T12:09:30Z",
                "Jul 10, -2023, 6:30:22 PM",
                "Feb 30, 2023, 6:30:22 PM",
                "2023-07-10T24:00:00Z",
                "٢٠٢٣-07-10T12:09:30Z"
            })
    void whatIsNoneIsNone(String text) {
        assertThat(CloudTrailTime.parse(text)).isNull();
    }

    /** A space before the text keeps the quick ways from it. */
    @Test
    void theQuickWaysReadWhatTheFormattersRead() {
        var random = new Random(7);
        String letters = "0123456789:, TZAPMamJanFebx-\u202f";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(
                    random.nextBoolean()
                            ? String.format(
                                    Locale.ROOT,
                                    "%s %d, %04d%s %d:%02d:%02d %sM",
                                    List.of("Jan", "Feb", "Jun", "Dec").get(random.nextInt(4)),
                                    random.nextInt(33),
                                    random.nextInt(3_000),
                                    random.nextBoolean() ? "," : "",
                                    random.nextInt(14),
                                    random.nextInt(61),
                                    random.nextInt(61),
                                    random.nextBoolean() ? "A" : "P")
                            : String.format(
                                    Locale.ROOT,
                                    "%04d-%02d-%02dT%02d:%02d:%02dZ",
                                    random.nextInt(3_000),
                                    random.nextInt(14),
                                    random.nextInt(33),
                                    random.nextInt(25),
                                    random.nextInt(61),
                                    random.nextInt(61)));
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                char letter = letters.charAt(random.nextInt(letters.length()));
                text.setCharAt(random.nextInt(text.length()), letter);
            }
            assertThat(CloudTrailTime.parse(text.toString()))
                    .as(text.toString())
                    .isEqualTo(CloudTrailTime.parse(" " + text));
        }
    }

    @Test
    void aVeryLongTextIsNotLookedAt() {
        assertThat(CloudTrailTime.parse(" ".repeat(100) + "2023-07-10T12:09:30Z"))
                .isNull();
    }

    @Test
    void theLanguageOfTheHostDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            for (String language : new String[] {"tr-TR", "ar-EG", "de-DE", "ja-JP-u-ca-japanese", "th-TH-u-nu-thai"}) {
                Locale.setDefault(Locale.forLanguageTag(language));
                assertThat(CloudTrailTime.parse("Jul 10, 2023, 6:30:22 PM")).isEqualTo("2023-07-10T18:30:22Z");
                assertThat(CloudTrailTime.parse("Fri Nov 1 00:00:00 UTC 2013")).isEqualTo("2013-11-01T00:00:00Z");
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
