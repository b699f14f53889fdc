// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.whotrail.checkpoint.CheckpointException;
import io.whotrail.testing.Edits;
import io.whotrail.testing.Resealed;
import io.whotrail.testing.WithinASecond;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whatever the bytes of a checkpoint are, and whatever is changed in a good one whose checksums are made right again, it is
 * refused or read, and what was read can be written. {@code mvn verify -Pfuzz -Dtest=CheckpointFuzzTest} looks for new ones.
 */
class CheckpointFuzzTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));
    private static final int SECTIONS = 8;
    private static final byte[] GOOD = resource("/checkpoints/v1-mixed.bin");

    private static byte[] resource(String name) {
        try (InputStream in = CheckpointFuzzTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreRefusedOrRead(byte[] bytes) throws Exception {
        WithinASecond.run(() -> {
            restore(bytes);
            var content = new AtomicInteger();
            restore(Resealed.of(GOOD, section -> Edits.apply(section, content.getAndIncrement(), SECTIONS, bytes)));
        });
    }

    private static void restore(byte[] image) throws IOException {
        Attributor believed;
        try {
            believed = Attributor.builder(CLOCK)
                    .maximumSessions(1_000)
                    .maximumWaiting(1_000)
                    .maximumRememberedEvents(1_000)
                    .hashSeed(42)
                    .restore(new ByteArrayInputStream(image));
        } catch (CheckpointException declared) {
            assertThat(declared.getMessage()).isNotEmpty();
            return;
        }
        var again = new ByteArrayOutputStream();
        believed.snapshot(again);
        assertThat(again.size()).isPositive();
    }
}
