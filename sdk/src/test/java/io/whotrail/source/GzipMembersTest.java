// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of gzip streams, whole and damaged: never a record lost that was there, never an end that looks clean.
 */
class GzipMembersTest {
    private static final byte[] FIRST = Gzip.member(Json.event("e0") + "\n");
    private static final byte[] SECOND = Gzip.member(Json.event("e1") + "\n");
    private static final byte[] BOTH = Gzip.concat(FIRST, SECOND);

    @Test
    void twoMembersInAFileAreBothRead() {
        Reading reading = Reading.of(BOTH);
        assertThat(reading.ids()).containsExactly("e0", "e1");
        assertThat(reading.rejects()).isEmpty();
        assertThat(reading.stats().gzipMembers()).isEqualTo(2);
        assertThat(reading.stats().bytesRead()).isEqualTo(BOTH.length);
    }

    @Test
    void twoMembersFromANetworkThatPausesBetweenThemAreBothRead() {
        Reading reading = Reading.of(new Chunked(BOTH, Integer.MAX_VALUE, FIRST.length), ReadLimits.defaults());
        assertThat(reading.ids()).containsExactly("e0", "e1");
        assertThat(reading.rejects()).isEmpty();
        assertThat(reading.stats().gzipMembers()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 16, 100})
    void shortReadsChangeNothing(int size) {
        assertThat(Reading.of(new Chunked(BOTH, size), ReadLimits.defaults())).isEqualTo(Reading.of(BOTH));
    }

    @Test
    void oneRecordMayBeSpreadOverMembers() {
        String file = Json.records(Json.events(3));
        byte[] parts = Gzip.concat(
                Gzip.member(file.substring(0, 100)),
                Gzip.member(file.substring(100, 900)),
                Gzip.member(file.substring(900)));
        assertThat(Reading.of(parts).ids()).containsExactly("e0", "e1", "e2");
    }

    @Test
    void emptyMembersAreNothing() {
        Reading reading = Reading.of(Gzip.concat(Gzip.member(""), FIRST, Gzip.member("")));
        assertThat(reading.event().eventId()).isEqualTo("e0");
        assertThat(reading.stats().gzipMembers()).isEqualTo(3);
    }

    @Test
    void aRejectSaysWhichMemberItBeganIn() {
        Reading reading = Reading.of(Gzip.concat(FIRST, Gzip.member("{\"eventName\":1,}\n"), SECOND));
        assertThat(reading.ids()).containsExactly("e0", "e1");
        assertThat(reading.reject().gzipMember()).isEqualTo(1);
        assertThat(reading.reject().byteOffset()).isEqualTo(Json.event("e0").length() + 1);
    }

    @Test
    void withoutGzipThereIsNoMember() {
        assertThat(Reading.of("{}").reject().gzipMember()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 82, 150})
    void whatComesOutOfACutMemberDoesNotDependOnHowMuchIsAskedForAtOnce(int size) throws IOException {
        byte[] member = Gzip.member("the same again, ".repeat(12));
        byte[] cut = Arrays.copyOf(member, member.length - Gzip.TRAILER_BYTES - 1);
        assertThat(inflated(cut, size)).isEqualTo(inflated(cut, 1 << 10)).hasSizeGreaterThan(150);
    }

    private static String inflated(byte[] gzip, int size) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var members = new GzipMembers(
                new ByteArrayInputStream(gzip),
                ReadLimits.defaults(),
                new Inflater(true),
                damage -> assertThat(damage.reason()).isEqualTo(RejectReason.TRUNCATED),
                new ReadCounters(),
                new Buffers())) {
            byte[] bytes = new byte[size];
            for (int count = members.read(bytes); count >= 0; count = members.read(bytes)) {
                out.write(bytes, 0, count);
            }
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 15})
    void aSecondMemberThatIsCutIsTruncatedAndTheFirstIsKept(int bytes) {
        Reading reading = Reading.of(Arrays.copyOf(BOTH, FIRST.length + bytes));
        assertThat(reading.ids()).containsExactly("e0");
        assertThat(reading.reject().reason()).isEqualTo(RejectReason.TRUNCATED);
        assertThat(reading.reject().message()).contains("ends in the middle of a gzip member");
    }

    @Test
    void aSecondHeaderThatIsCorruptIsTrailingData() {
        byte[] corrupt = BOTH.clone();
        corrupt[FIRST.length + 2] = 9;
        assertTrailingData(Reading.of(corrupt), FIRST.length);
    }

    @Test
    void garbageBehindTheLastMemberIsTrailingData() {
        assertTrailingData(Reading.of(Gzip.concat(FIRST, Json.utf8("garbage"))), FIRST.length);
        assertTrailingData(Reading.of(Gzip.concat(FIRST, new byte[10], Json.utf8("x"))), FIRST.length + 10);
    }

    private static void assertTrailingData(Reading reading, int offset) {
        assertThat(reading.ids()).containsExactly("e0");
        assertThat(reading.reject().reason()).isEqualTo(RejectReason.TRAILING_DATA);
        assertThat(reading.reject().message()).contains("at compressed byte " + offset);
        assertThat(reading.stats().bytesIgnored()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 512, 100_000})
    void zerosBehindTheLastMemberArePadding(int zeros) {
        Reading reading = Reading.of(Gzip.concat(FIRST, new byte[zeros]));
        assertThat(reading.event().eventId()).isEqualTo("e0");
        assertThat(reading.stats().bytesIgnored()).isEqualTo(zeros);
    }

    @Test
    void aCutInTheDataKeepsAllWholeRecordsBeforeIt() {
        byte[] stored = Gzip.member(Json.lines(Json.events(200)));
        Reading reading = Reading.of(Arrays.copyOf(stored, stored.length * 3 / 4));
        assertThat(reading.events()).hasSizeBetween(50, 199);
        assertThat(reading.ids()).isEqualTo(Json.ids(reading.events().size()));
        assertThat(reading.reject().reason()).isEqualTo(RejectReason.TRUNCATED);
        assertThat(reading.reject().byteOffset()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7, 8})
    void aCutInTheTrailerKeepsAllRecords(int missing) {
        Reading reading = Reading.of(Arrays.copyOf(FIRST, FIRST.length - missing));
        assertThat(reading.ids()).containsExactly("e0");
        assertThat(reading.reject().reason()).isEqualTo(RejectReason.TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aWrongChecksumOrLengthIsCorruptAndReadingGoesOn(int fromTheEnd) {
        byte[] corrupt = BOTH.clone();
        corrupt[FIRST.length - fromTheEnd] ^= 1;
        Reading reading = Reading.of(corrupt);
        assertThat(reading.ids()).containsExactly("e0", "e1");
        assertThat(reading.reject().reason()).isEqualTo(RejectReason.CORRUPT_GZIP);
        assertThat(reading.reject().message()).endsWith("reading goes on");
    }

    @Test
    void dataThatDoesNotInflateIsCorruptAndWhatCameBeforeIsKept() {
        byte[] corrupt = Gzip.concat(FIRST, SECOND);
        Arrays.fill(corrupt, FIRST.length + Gzip.HEADER_BYTES, corrupt.length, (byte) 0xff);
        Reading reading = Reading.of(corrupt);
        assertThat(reading.ids()).containsExactly("e0");
        assertThat(reading.reasons()).containsExactly(RejectReason.CORRUPT_GZIP);
    }

    @Test
    void whatInflatesBeforeTheDamageIsRead() {
        byte[] corrupt = Gzip.member(Json.lines(Json.events(50)));
        corrupt[corrupt.length - 60] ^= 0x55;
        Reading reading = Reading.of(corrupt);
        assertThat(reading.events()).hasSizeGreaterThan(10);
        assertThat(reading.ids()).isEqualTo(Json.ids(reading.events().size()));
        assertThat(reading.reasons()).contains(RejectReason.CORRUPT_GZIP);
    }

    @Test
    void everyFlippedByteIsNoticedOrHarmless() {
        byte[] whole = Gzip.member(Json.records(Json.events(3)));
        Reading unharmed = Reading.of(whole);
        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 0x10;
            Reading reading = Reading.of(flipped);
            assertThat(!reading.rejects().isEmpty() || reading.equals(unharmed))
                    .as("byte %d", i)
                    .isTrue();
        }
    }

    @Test
    void anEmptyFileIsEmptyAndNoError() {
        for (byte[] empty : new byte[][] {{}, Json.utf8(" \n\t\r\n"), Gzip.member("")}) {
            Reading reading = Reading.of(empty);
            assertThat(reading.rejects()).isEmpty();
            assertThat(reading.stats().passedOver()).containsOnlyKeys(PassedOver.EMPTY);
        }
    }

    @Test
    void headerFieldsAreReadOver() {
        byte[] extra = {3, 0, 1, 2, 3};
        byte[] name = Json.utf8("log.json\0");
        byte[] comment = Json.utf8("a comment\0");
        byte[] all = Gzip.concat(extra, name, comment);
        assertThat(Reading.of(Gzip.member(Json.event("e0"), 4, extra, false)).ids())
                .containsExactly("e0");
        assertThat(Reading.of(Gzip.member(Json.event("e0"), 8, name, false)).ids())
                .containsExactly("e0");
        assertThat(Reading.of(Gzip.member(Json.event("e0"), 16, comment, false)).ids())
                .containsExactly("e0");
        assertThat(Reading.of(Gzip.member(Json.event("e0"), 30, all, true)).ids())
                .containsExactly("e0");
    }

    @Test
    void aWrongHeaderChecksumIsCorrupt() {
        byte[] member = Gzip.member(Json.event("e0"), 2, new byte[] {1, 2}, false);
        assertThat(Reading.of(member).reasons()).containsExactly(RejectReason.CORRUPT_GZIP);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0x40, 0x80})
    void reservedHeaderFlagsAreCorrupt(int flags) {
        Reading reading = Reading.of(Gzip.member(Json.event("e0"), flags, new byte[0], false));
        assertThat(reading.events()).isEmpty();
        assertThat(reading.reject().reason()).isEqualTo(RejectReason.CORRUPT_GZIP);
    }

    @Test
    void gzipIsToldByItsBytesNotByAName() {
        assertThat(Reading.of(Gzip.member(Gzip.member(Json.event("e0")))).ids()).containsExactly("e0");
        assertThat(Reading.of(Json.event("e0")).ids()).containsExactly("e0");
    }

    @ParameterizedTest
    @CsvSource({
        "28b52ffd00, zstandard",
        "504b03041400, zip",
        "425a6839314159265359, bzip2",
        "fd377a585a00, xz",
        "04224d18, lz4",
        "ff060000734e61507059, snappy",
        "377abcaf271c, seven-zip",
        "50415231150415, parquet"
    })
    void otherCompressionIsNamed(String bytes, String name) {
        RejectedRecord reject = Reading.of(HexFormat.of().parseHex(bytes)).reject();
        assertThat(reject.reason()).isEqualTo(RejectReason.UNSUPPORTED_COMPRESSION);
        assertThat(reject.message()).contains("is " + name);
    }

    @ParameterizedTest
    @CsvSource({
        "feff007b007d, utf-16",
        "fffe7b007d00, utf-16",
        "007b0022, utf-16",
        "7b002200, utf-16",
        "0000feff0000007b, utf-32",
        "fffe00007b000000, utf-32",
        "0000007b, utf-32",
        "7b000000, utf-32"
    })
    void otherEncodingsAreNamed(String bytes, String name) {
        RejectedRecord reject = Reading.of(HexFormat.of().parseHex(bytes)).reject();
        assertThat(reject.reason()).isEqualTo(RejectReason.UNSUPPORTED_ENCODING);
        assertThat(reject.message()).contains("is " + name);
    }
}
