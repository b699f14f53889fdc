// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {
    @ParameterizedTest
    @CsvSource({
        "30m,PT30M",
        "2h,PT2H",
        "36h,PT36H",
        "90s,PT90S",
        "1h30m,PT90M",
        "2d,PT48H",
        "PT30M,PT30M",
        "pt5m,PT5M",
        "0s,PT0S"
    })
    void durationsInBothForms(String text, String iso) {
        assertThat(new Durations().convert(text)).isEqualTo(Duration.parse(iso));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "m", "-5m", "PT-5M", "1w", "1h 30m", "99999999999999999999h"})
    void whatIsNoDurationIsRefused(String text) {
        assertThatThrownBy(() -> new Durations().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @ParameterizedTest
    @CsvSource({"512m,536870912", "2g,2147483648", "1024,1024", "64K,65536", "1MiB,1048576", "3GB,3221225472"})
    void sizesInStepsOf1024(String text, long bytes) {
        assertThat(new Sizes().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "0", "-1g", "1.5g", "9999999999t", "lots"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> new Sizes().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void sizesAreToldInReadableUnits() {
        assertThat(Sizes.words(512)).isEqualTo("512 B");
        assertThat(Sizes.words(512L << 20)).isEqualTo("512.0 MiB");
        assertThat(Sizes.words(3L << 30)).isEqualTo("3.0 GiB");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T09:00:00Z,2026-01-05T09:00:00Z",
        "2026-01-05T10:00:00+01:00,2026-01-05T09:00:00Z",
        "2026-01-05T04:00:00-05:00,2026-01-05T09:00:00Z",
        "2026-01-05T09:00:00,2026-01-05T09:00:00Z",
        "2026-01-05,2026-01-05T00:00:00Z"
    })
    void timesWithAndWithoutOffset(String text, Instant expected) {
        assertThat(new Times().convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "noon", "2026-13-01", "09:00"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> new Times().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
