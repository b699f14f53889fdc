// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.whotrail.Attribution;
import io.whotrail.Attributor;
import io.whotrail.event.CloudTrailEvent;
import io.whotrail.testing.Edits;
import io.whotrail.testing.WithinASecond;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/**
 * Whatever the bytes of a record are, and whatever is changed in a good one, it is an event or refused, the same for both
 * parsers; and an event is answered. {@code mvn verify -Pfuzz -Dtest=RecordFuzzTest} looks for new ones.
 */
class RecordFuzzTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-02T12:00:00Z"));
    private static final CloudTrailReader READER = CloudTrailReader.create();
    private static final int KINDS = 1 << Byte.SIZE;
    private static final List<byte[]> GOOD = good();

    private static List<byte[]> good() {
        try {
            List<byte[]> records = RecordBytes.scenarios();
            return new Random(1)
                    .ints(KINDS, 0, records.size())
                    .mapToObj(records::get)
                    .toList();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The first byte says which record is changed, the others what in it. */
    @FuzzTest(maxDuration = "60s")
    void anyBytesAreAnEventThatIsAnsweredOrAreRefused(byte[] bytes) throws Exception {
        WithinASecond.run(() -> {
            check(bytes);
            if (bytes.length > 0) {
                check(Edits.of(GOOD.get(bytes[0] & 0xff), bytes));
            }
        });
    }

    private static void check(byte[] record) {
        new BothParsers(ReadLimits.defaults()).check(record, "a record");
        CloudTrailEvent event;
        try {
            event = READER.parseEvent(record);
        } catch (MalformedEventException declared) {
            assertThat(declared.byteOffset()).isBetween(0L, (long) record.length);
            return;
        }
        Attributor attributor = Attributor.builder(CLOCK).hashSeed(7).build();
        Attribution answer = attributor.attribute(event);
        assertThat(answer.eventId()).isEqualTo(event.eventId());
        assertThat(attributor.attribute(event)).as("the same again").isNull();
        attributor.finish();
        assertThat(attributor.stats().balances()).isTrue();
    }
}
