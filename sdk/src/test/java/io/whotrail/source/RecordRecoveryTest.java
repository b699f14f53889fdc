// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad record never costs another, wherever among the others it stands. {@code -Dwhotrail.places=1000} for more places. */
class RecordRecoveryTest {
    private static final int COUNT = Integer.getInteger("whotrail.places", 20);
    private static final String HEAD = "{\"Records\":[";

    @ParameterizedTest
    @EnumSource
    void inALogFileABadRecordAnywhereCostsItselfOnly(Corruption corruption) {
        for (int bad = 0; bad < COUNT; bad++) {
            List<String> events = harmed(corruption, bad);
            Reading reading = Reading.of(Corruption.bytes(HEAD + String.join(",", events) + "]}"));
            assertOthersSurvive(reading, corruption, bad);
            int offset =
                    HEAD.length() + String.join(",", events.subList(0, bad)).length() + (bad == 0 ? 0 : 1);
            assertThat(reading.reject().byteOffset()).isEqualTo(offset);
            assertThat(reading.reject().path()).startsWith("$.Records[" + bad + "]");
            assertThat(reading.reject().recordIndex()).isEqualTo(bad);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ARRAY_OF_NUMBERS", "LINE_END_IN_A_STRING"})
    void inNdjsonABadRecordAnywhereCostsItselfOnly(Corruption corruption) {
        for (int bad = 0; bad < COUNT; bad++) {
            List<String> events = harmed(corruption, bad);
            Reading reading = Reading.of(Corruption.bytes(Json.lines(events)));
            assertThat(reading.ids()).as("%s at %d", corruption, bad).isEqualTo(idsWithout(bad));
            assertThat(reading.rejects()).as("%s at %d", corruption, bad).hasSize(1);
            assertThat(reading.reject().byteOffset())
                    .isEqualTo(Json.lines(events.subList(0, bad)).length() - (bad == 0 ? 1 : 0));
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LINE_END_IN_A_STRING"})
    void inAnArrayOfOneRecordALineABadOneCostsItselfOnly(Corruption corruption) {
        for (int bad = 0; bad < COUNT; bad++) {
            String file = "[\n" + String.join(",\n", harmed(corruption, bad)) + "\n]\n";
            Reading reading = Reading.of(Corruption.bytes(file));
            assertThat(reading.ids()).as("%s at %d", corruption, bad).isEqualTo(idsWithout(bad));
            assertThat(reading.rejects()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoBadRecordsBesideEachOtherCostThemselvesOnly(Corruption corruption) {
        List<String> events = harmed(corruption, 3);
        events.set(4, corruption.harm(events.get(4)));
        Reading reading = Reading.of(Corruption.bytes(Json.records(events)));
        List<String> others = idsWithout(4);
        others.remove("e3");
        assertThat(reading.ids()).isEqualTo(others);
        assertThat(reading.reasons()).containsExactly(corruption.reason, corruption.reason);
    }

    @Test
    void aRecordThatIsTooLargeCostsItselfOnly() {
        ReadLimits limits = ReadLimits.builder().maximumRecordBytes(2_000).build();
        for (int bad = 0; bad < COUNT; bad++) {
            List<String> events = Json.events(COUNT);
            events.set(bad, "{\"big\":[" + "{\"a\":\"b\"},".repeat(50_000) + "{}]}");
            Reading inFile = Reading.of(Json.utf8(Json.records(events)), limits);
            assertThat(inFile.ids()).isEqualTo(idsWithout(bad));
            assertThat(inFile.reject().reason()).isEqualTo(RejectReason.RECORD_TOO_LARGE);
            Reading inLines = Reading.of(Json.utf8(Json.lines(events)), limits);
            assertThat(inLines.ids()).isEqualTo(idsWithout(bad));
            assertThat(inLines.reject().reason()).isEqualTo(RejectReason.RECORD_TOO_LARGE);
        }
    }

    @Test
    void aRecordThatNeverEndsIsLeftWhereTheNextBegins() {
        ReadLimits limits = ReadLimits.builder().maximumRecordBytes(2_000).build();
        List<String> events = Json.events(2_000);
        events.set(3, events.get(3).replace("\"GetObject\"", "\"GetObject"));
        Reading reading = Reading.of(Json.utf8(Json.records(events)), limits);
        assertThat(reading.events()).hasSize(1_999);
        assertThat(reading.reject().reason()).isEqualTo(RejectReason.MALFORMED_JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \t", "\r\n"})
    void aCommaTooManyOrTooFewIsSaidAndCostsNothing(String space) {
        String e0 = Json.event("e0");
        String e1 = Json.event("e1");
        for (String array : List.of("[,%s%s,%s]", "[%s%s,,%s]", "[%s%s,%s,]", "[%s%s%s]")) {
            Reading reading = Reading.of(array.formatted(space, e0 + space, e1 + space));
            assertThat(reading.ids()).as(array).containsExactly("e0", "e1");
            assertThat(reading.reject().reason()).isEqualTo(RejectReason.MALFORMED_JSON);
        }
    }

    @Test
    void textBetweenEventsIsOneReject() {
        Reading reading =
                Reading.of("hello\nworld\n" + Json.event("e0") + "\n# a comment\n" + Json.event("e1") + "\nend");
        assertThat(reading.ids()).containsExactly("e0", "e1");
        assertThat(reading.reasons()).containsOnly(RejectReason.MALFORMED_JSON).hasSize(3);
        assertThat(reading.rejects()).extracting(RejectedRecord::byteOffset).startsWith(0L);
    }

    @Test
    @DisplayName("records that make the AWS CloudTrail Processing Library lose others cost nothing here")
    void whatOthersLose() {
        String e1 = Json.event("e1");
        String e3 = Json.event("e3");
        assertThat(Reading.of("{\"Records\":[" + e1 + ",null," + e3 + "]}").ids())
                .containsExactly("e1", "e3");
        assertThat(Reading.of("{\"Records\":[" + e1 + ",\"x\"," + e3 + "]}").ids())
                .containsExactly("e1", "e3");
        assertThat(Reading.of("{\"Records\":[" + e1 + ",[]," + e3 + "]}").ids()).containsExactly("e1", "e3");
        assertThat(Reading.of("{\"a\":1,\"Records\":[" + e1 + "]}").ids()).containsExactly("e1");
        assertThat(Reading.of(Json.event("zzz")).ids()).containsExactly("zzz");
        assertThat(Reading.of(e1.replace("\"1.11\"", "1.11")).ids()).containsExactly("e1");
        assertThat(Reading.of(e1.replace("00:00:01Z", "00:00:01.123Z")).event().eventTime())
                .isNotNull();
        assertThat(Reading.of(Corruption.DUPLICATE_IDENTITY.harm(e1)).reasons())
                .containsExactly(RejectReason.DUPLICATE_KEY);
        assertThat(Reading.of("{\"eventName\":\"a\",\"eventSource\":\"b\",\"userIdentity\":{\"sessionContext\":null}}")
                        .event()
                        .userIdentity()
                        .sessionContext())
                .isNull();
        assertThat(Reading.of("{\"Records\":[" + e1 + "]}{\"Records\":[" + e3 + "]}")
                        .ids())
                .containsExactly("e1", "e3");
        assertThat(Reading.of("{\"Records\":[" + e1 + "," + e3.substring(0, 99)).ids())
                .containsExactly("e1");
        assertThat(Reading.of("\ufeff{\"Records\":[" + e1 + "]}").ids()).containsExactly("e1");
    }

    @Test
    void emptyElementsOfARootArrayAreRejectedByThemselves() {
        Reading reading = Reading.of("[[],{},[[]]," + Json.event("e0") + "]");
        assertThat(reading.ids()).containsExactly("e0");
    }

    @Test
    void whereNothingCanBeTrustedAnyMoreThatIsSaid() {
        String file = "{\"Records\":[" + Json.event("e0") + "," + Json.event("e1") + "}: {\"x\":1} {\"y\":2";
        Reading reading = Reading.of(file);
        assertThat(reading.ids()).containsExactly("e0");
        assertThat(reading.reject().reason()).isEqualTo(RejectReason.STRUCTURE_LOST);
        assertThat(reading.reject().message()).endsWith("reading ends here");
    }

    private static List<String> harmed(Corruption corruption, int bad) {
        List<String> events = Json.events(COUNT);
        events.set(bad, corruption.harm(events.get(bad)));
        return events;
    }

    private static List<String> idsWithout(int bad) {
        List<String> ids = new ArrayList<>(Json.ids(COUNT));
        ids.remove(bad);
        return ids;
    }

    private static void assertOthersSurvive(Reading reading, Corruption corruption, int bad) {
        assertThat(reading.ids()).as("%s at %d", corruption, bad).isEqualTo(idsWithout(bad));
        List<RejectReason> expected = new ArrayList<>(List.of(corruption.reason));
        if (bad == COUNT - 1) { // behind the last record nothing shows where it ends
            expected.addAll(List.of(RejectReason.TRUNCATED, RejectReason.STRUCTURE_LOST));
        }
        assertThat(reading.rejects()).hasSize(1);
        assertThat(reading.reject().reason()).as("%s at %d", corruption, bad).isIn(expected);
    }

    @Test
    void anEnvelopeMayBeCutOffFarBehindItsRecords() {
        String member = ",\"x\":\"" + "y".repeat(30_000) + '"';
        String cut = Json.records(Json.events(2)).strip();
        Reading reading = Reading.of(cut.substring(0, cut.length() - 1) + member.repeat(9));
        assertThat(reading.ids()).isEqualTo(Json.ids(2));
        assertThat(reading.reject().reason()).isEqualTo(RejectReason.TRUNCATED);
    }
}
