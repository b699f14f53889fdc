// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.whotrail.event.CloudTrailEvent;
import io.whotrail.event.InputTrust;
import io.whotrail.simulation.Profile;
import io.whotrail.testing.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ordinary records are read without Jackson, and as Jackson reads them. */
class SelectiveParserTest {
    private static final String EVENT = Json.event("e1");

    private final BothParsers parsers = new BothParsers(ReadLimits.defaults());

    @Test
    void aRecordEndsWhereItsBraceIsWhateverFollows() {
        byte[] bytes = Json.utf8(" " + EVENT + ",{\"eventVersion\"");
        SelectiveParser parser = parser();
        CloudTrailEvent event = parser.parse(bytes, 1, bytes.length);
        assertThat(event).isEqualTo(Reading.of(EVENT).event());
        assertThat(parser.end()).isEqualTo(1 + EVENT.length());
    }

    @Test
    void noPartOfARecordIsTakenForAWholeOne() {
        byte[] bytes = Json.utf8(EVENT);
        for (int to = 1; to < bytes.length; to++) {
            assertThat(parser().parse(bytes, 0, to)).as("%d bytes", to).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"awsRegion\":\"eu\\u002dwest-1\"",
                "\"awsRegion\":\"a\",\"awsRegion\":\"b\"",
                "\"\\u0061wsRegion\":\"a\"",
                "\"r\u00e9gion\":1",
                "\"requestParameters\":\"{}\"",
                "\"awsRegion\":{}",
                "\"userIdentity\":\"ann\"",
                "\"x\":1e3",
                "\"x\":NaN",
                "\"x\":\"a\tb\"",
                "\"x\":\"\\x\"",
                "\"x\":01",
                "\"Records\":[]",
                "\"eventType\":\"AwsCloudTrailInsight\""
            })
    void whatIsOddIsLeftToJackson(String member) {
        byte[] bytes = Json.utf8("{\"eventName\":\"a\",\"eventSource\":\"b\"," + member + "}");
        assertThat(parser().parse(bytes, 0, bytes.length)).isNull();
        parsers.checkDocument(bytes, member);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"x\":\"a\\\"b\\\\\\u00e9\\ud800\\/\"",
                "\"x\":[{\"y\":[1,-2.50,true,false,null]},[],{}]",
                " \"x\" :\r\n\t{ \"y\" : [ 1 , 2 ] } ",
                "\"awsRegion\":\"\u00e9\ud83d\ude00\"",
                "\"requestParameters\":{\"durationSeconds\":3600}",
                "\"awsRegion\":null",
                "\"awsRegion\":\"HIDDEN_DUE_TO_SECURITY_REASONS\""
            })
    void whatIsPlainJsonIsNot(String member) {
        byte[] bytes = Json.utf8("{\"eventName\":\"a\",\"eventSource\":\"b\"," + member + "}");
        assertThat(parser().parse(bytes, 0, bytes.length))
                .isEqualTo(Reading.of(new String(bytes, StandardCharsets.UTF_8))
                        .event()
                        .withInputTrust(InputTrust.UNAUTHENTICATED));
    }

    @Test
    void bytesThatAreNotUtf8AreLeftToJackson() {
        byte[] bytes = Corruption.bytes("{\"eventName\":\"a\",\"eventSource\":\"b\",\"x\":\"\u00ff\"}");
        assertThat(parser().parse(bytes, 0, bytes.length)).isNull();
        parsers.checkDocument(bytes, "no UTF-8");
    }

    @Test
    void aCallerIsKnownAgainOnlyByAllItsBytes() {
        SelectiveParser parser = parser();
        for (String name : List.of("ann", "ann", "bob", "ann", "eve")) {
            byte[] bytes = Json.utf8(EVENT.replace("ASIAEXAMPLE", "ASIA" + name));
            CloudTrailEvent event = parser.parse(bytes, 0, bytes.length);
            assertThat(event).isNotNull();
            assertThat(event.userIdentity().accessKeyId()).isEqualTo("ASIA" + name);
        }
    }

    @Test
    void theCacheOfTextsNeverMixesThemUp() {
        TextCache cache = new TextCache();
        for (int i = 0; i < 100_000; i++) {
            String text = "AQ".repeat(i % 3) + "B2".repeat(i % 11) + i % 7_919;
            byte[] bytes = Json.utf8("x" + text + "y");
            assertThat(cache.get(bytes, 1, bytes.length - 1)).isEqualTo(text);
        }
    }

    @Test
    void scenariosAndOtherResourcesAreReadAsJacksonReadsThem() throws IOException {
        for (Path file : RecordBytes.resources()) {
            parsers.checkDocument(Files.readAllBytes(file), file.toString());
        }
        for (byte[] record : RecordBytes.scenarios()) {
            parsers.check(record, "scenario");
        }
        assertThat(parsers.selected()).isGreaterThan(parsers.records() * 9 / 10);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void simulatedLogsAreReadAsJacksonReadsThem(Profile profile) {
        List<byte[]> records = RecordBytes.simulated(profile, 3, 600);
        records.forEach(record -> parsers.check(record, profile.title()));
        parsers.checkDocument(RecordBytes.logFile(records), profile.title());
        parsers.checkDocument(RecordBytes.ndjson(records), profile.title());
        assertThat(parsers.selected()).isGreaterThan(parsers.records() * 9 / 10);
    }

    /** How many of a hundred records need Jackson at the most: those with a policy or other escapes in what is read. */
    @ParameterizedTest
    @CsvSource({"invictus, 5", "stratus, 10", "otrf, 5", "panther, 10", "awsdocs, 20", "fixtures, 20"})
    void realLogsAreReadAsJacksonReadsThemAndHardlyWithIt(String set, int mostForJackson) throws IOException {
        List<byte[]> records = RecordBytes.real(set);
        assumeFalse(records.isEmpty(), SharedData.missing(set));
        records.forEach(record -> parsers.check(record, set));
        parsers.checkDocument(RecordBytes.logFile(records), set);
        parsers.checkDocument(RecordBytes.ndjson(records), set);
        long forJackson = 100 * (parsers.records() - parsers.selected()) / parsers.records();
        assertThat(forJackson).as("of a hundred records").isLessThanOrEqualTo(mostForJackson);
    }

    /** That a source asks the selective parser at all, also for what its window cuts in two. */
    @Test
    void aSourceNeedsJacksonForNoOrdinaryRecord() throws IOException {
        List<byte[]> records = RecordBytes.simulated(Profile.HOSTILE, 5, 1_000);
        var window = new Window(
                new ByteArrayInputStream(RecordBytes.logFile(records)),
                ReadLimits.DEFAULT_MAXIMUM_RECORD_BYTES,
                new Budget(Long.MAX_VALUE, new ReadCounters(), damage -> {}),
                new Buffers(),
                false);
        var framer = new Framer(window, new JsonSyntax(ReadLimits.defaults()), parser(), "$");
        int read = 0;
        for (Framer.Kind kind = framer.next(); kind != Framer.Kind.END; kind = framer.next()) {
            read += kind == Framer.Kind.RECORD && framer.event() != null ? 1 : 0;
        }
        assertThat(read).isGreaterThan(records.size() * 9 / 10);
    }

    private static SelectiveParser parser() {
        return new SelectiveParser(ReadLimits.defaults(), InputTrust.UNAUTHENTICATED);
    }
}
