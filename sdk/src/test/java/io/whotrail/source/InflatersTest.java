// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** A host may bring its own decompression. */
final class InflatersTest {
    /** Inflates no more than some bytes at a time, as others may, and notes that it was ended. */
    private static final class Slow extends Inflater {
        private static final int AT_ONCE = 7;

        private long inflated;
        private boolean over;

        Slow() {
            super(true);
        }

        @Override
        public int inflate(byte[] output, int from, int length) throws DataFormatException {
            int count = super.inflate(output, from, Math.min(length, AT_ONCE));
            inflated += count;
            return count;
        }

        @Override
        public void end() {
            super.end();
            over = true;
        }
    }

    @Test
    void eachSourceGetsOneThatDoesAllOfItsWorkAndIsEndedWithIt() throws IOException {
        String records = Json.records(Json.events(5));
        byte[] file = Gzip.concat(Gzip.member(records), Gzip.member(records));
        List<Slow> made = new ArrayList<>();
        CloudTrailReader reader = CloudTrailReader.builder()
                .inflaters(() -> {
                    made.add(new Slow());
                    return made.get(made.size() - 1);
                })
                .build();
        for (int i = 0; i < 2; i++) {
            try (EventSource source = reader.open(new ByteArrayInputStream(file), "file")) {
                for (int event = 0; event < 10; event++) {
                    assertThat(source.next()).isNotNull();
                }
                assertThat(source.next()).isNull();
            }
        }

        assertThat(made).hasSize(2).allSatisfy(inflater -> {
            assertThat(inflater.inflated).isEqualTo(2L * records.length());
            assertThat(inflater.over).isTrue();
        });
    }

    @Test
    void whatIsNotCompressedNeedsNone() throws IOException {
        CloudTrailReader reader = CloudTrailReader.builder()
                .inflaters(() -> {
                    throw new AssertionError("asked for an inflater");
                })
                .build();
        byte[] file = Json.records(Json.events(1)).getBytes(StandardCharsets.UTF_8);
        try (EventSource source = reader.open(new ByteArrayInputStream(file), "file")) {
            assertThat(source.next()).isNotNull();
        }
    }
}
