// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.whotrail.testing.ChildJvm;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Memory does not grow with the size of a source: any size passes through a heap of 64 MB. The default build takes a
 * size that takes seconds; {@code -Dwhotrail.large=2147483648} makes it 2 GB.
 */
class LargeSourceTest {
    @ParameterizedTest
    @CsvSource({"plain, 268435456", "gzip, 134217728"})
    void passesThroughASmallHeap(String form, long usualSize) throws Exception {
        long size = Long.getLong("whotrail.large", usualSize);
        ChildJvm.Result result =
                ChildJvm.run(List.of("-Xmx64m", "-XX:+UseSerialGC"), LargeSource.class, Long.toString(size), form);
        assertThat(result.output()).contains(", 0 rejected, ");
        assertThat(result.exitCode()).isZero();
        long events =
                Long.parseLong(result.output().substring(0, result.output().indexOf(' ')));
        assertThat(events)
                .isEqualTo((size - 12) / (Json.event("0123456789abcdef").length() + 1) + 1)
                .isPositive();
    }
}
