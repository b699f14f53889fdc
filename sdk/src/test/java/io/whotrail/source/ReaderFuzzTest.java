// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.whotrail.testing.WithinASecond;

/**
 * Whatever the bytes, reading ends, throws nothing, keeps its counts and does not depend on how the bytes come.
 * {@code mvn verify -Pfuzz -Dtest=ReaderFuzzTest} looks for new ones.
 */
class ReaderFuzzTest {
    private static final ReadLimits LIMITS = ReadLimits.builder()
            .maximumRecordBytes(4 << 10)
            .maximumStringBytes(1 << 10)
            .maximumNameBytes(64)
            .maximumTokens(500)
            .maximumSourceBytes(1 << 20)
            .build();

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreReadToTheirEnd(byte[] bytes) throws Exception {
        WithinASecond.run(() -> read(bytes));
    }

    private static void read(byte[] bytes) {
        Reading whole = Reading.of(bytes, LIMITS);
        Reading inPieces = Reading.of(new Chunked(bytes, 1 + (bytes.length & 7)), LIMITS);
        assertThat(inPieces.withoutReadAhead()).isEqualTo(whole.withoutReadAhead());
        try {
            assertThat(CloudTrailReader.create().parseEvent(bytes)).isNotNull();
        } catch (MalformedEventException declared) {
            assertThat(declared.byteOffset()).isBetween(0L, (long) bytes.length);
        }
    }
}
