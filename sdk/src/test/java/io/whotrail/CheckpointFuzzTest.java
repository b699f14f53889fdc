// SPDX-License-Identifier: Apache-2.0
package io.whotrail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.whotrail.checkpoint.CheckpointException;
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
    private static final int BYTES_OF_A_CHANGE = 4;
    private static final byte[] GOOD = resource("/checkpoints/v1-mixed.bin");

    private static byte[] resource(String name) {
        try (InputStream in = CheckpointFuzzTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreRefusedOrRead(byte[] bytes) throws IOException, CheckpointException {
        restore(bytes);
        var content = new AtomicInteger();
        restore(Resealed.of(GOOD, section -> change(section, content.getAndIncrement(), bytes)));
    }

    /** Four bytes say in which section, where (two of them) and to what. */
    private static void change(byte[] section, int number, byte[] changes) {
        for (int i = 0; section.length > 0 && i + BYTES_OF_A_CHANGE <= changes.length; i += BYTES_OF_A_CHANGE) {
            if ((changes[i] & 7) == number) {
                int at = ((changes[i + 1] & 0xff) << 8 | changes[i + 2] & 0xff) % section.length;
                section[at] = changes[i + 3];
            }
        }
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
