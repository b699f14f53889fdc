// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a stream hands out its bytes changes nothing, and where it is cut only what is behind the cut. */
class ChunkingTest {
    private static final String MIXED = "\ufeff" + Json.records(Json.events(3)) + "oops\n" + Json.lines(Json.events(2))
            + Json.array(List.of(Json.event("a0"), "null", "{\"x\":[1,2}", Json.event("a1")))
            + Envelope.CLOUD_WATCH_LOGS.wrap(Json.event("c")) + "\n{\"eventName\":\"x\",}\n" + Json.event("z");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 64, 1000, 65_536})
    void theSizeOfReadsChangesNothing(int size) {
        assertSame(Json.utf8(MIXED), size);
        assertSame(Gzip.member(MIXED), size);
        assertSame(Json.utf8(MIXED + "{\"Records\":[{\"a\""), size);
    }

    @ParameterizedTest
    @EnumSource
    void theSizeOfReadsChangesNothingForBadRecords(Corruption corruption) {
        List<String> events = Json.events(3);
        events.set(1, corruption.harm(events.get(1)));
        assertSame(Corruption.bytes(Json.records(events)), 1);
        assertSame(Corruption.bytes(Json.lines(events)), 1);
        assertSame(Corruption.bytes("[\n" + String.join(",\n", events) + "\n]"), 7);
    }

    @Test
    void recordsThatStraddleTheWindowAreWhole() {
        String big = Json.records(Json.events(2_000)).replace("eu-west-1", "r".repeat(900));
        Reading reading = Reading.of(big);
        assertThat(reading.ids()).isEqualTo(Json.ids(2_000));
        assertThat(reading.rejects()).isEmpty();
        assertSame(Json.utf8(big), 1_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {60_000, 65_535, 65_536, 65_537, 131_072, 1_000_000})
    void aRecordLargerThanTheWindowIsWhole(int size) {
        List<String> events = Json.events(3);
        events.set(1, events.get(1).replace("a {strange}", "x".repeat(size)));
        assertThat(Reading.of(Json.records(events)).ids()).containsExactly("e0", "e1", "e2");
        assertThat(Reading.of(Json.lines(events)).ids()).containsExactly("e0", "e1", "e2");
    }

    @Test
    void aLogFileCutAnywhereKeepsEveryRecordThatIsWhole() {
        byte[] file = Json.utf8(Json.records(Json.events(4)));
        assertCuts(file, Json.event("e0").length(), "{\"Records\":[".length());
    }

    @Test
    void linesCutAnywhereKeepEveryRecordThatIsWhole() {
        assertCuts(Json.utf8(Json.lines(Json.events(4))), Json.event("e0").length(), 0);
    }

    @Test
    void aGzippedLogFileCutAnywhereNeverThrowsAndNeverInvents() {
        byte[] file = Gzip.member(Json.records(Json.events(4)));
        int before = 0;
        for (int cut = 0; cut < file.length; cut++) {
            Reading reading = Reading.of(Arrays.copyOf(file, cut));
            assertThat(reading.ids()).isEqualTo(Json.ids(reading.events().size()));
            assertThat(reading.events().size()).isGreaterThanOrEqualTo(before);
            assertThat(cut == 0 || !reading.rejects().isEmpty()).isTrue();
            before = reading.events().size();
        }
        assertThat(before).isEqualTo(4);
    }

    private static void assertCuts(byte[] file, int recordBytes, int headBytes) {
        for (int cut = 0; cut < file.length; cut++) {
            Reading reading = Reading.of(Arrays.copyOf(file, cut));
            int whole = Math.max(cut - headBytes + 1, 0) / (recordBytes + 1);
            assertThat(reading.ids()).as("cut at %d", cut).isEqualTo(Json.ids(whole));
            assertThat(reading.rejects().size()).isLessThanOrEqualTo(1);
        }
    }

    private static void assertSame(byte[] bytes, int size) {
        Reading expected = Reading.of(bytes);
        assertThat(Reading.of(new Chunked(bytes, size), ReadLimits.defaults())).isEqualTo(expected);
    }
}
