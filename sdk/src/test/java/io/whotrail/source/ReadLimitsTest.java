// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit lets through what it says and no more, and says how to change it. */
class ReadLimitsTest {
    @Test
    void theDefaultsAreTheDocumentedOnes() {
        ReadLimits limits = ReadLimits.defaults();
        assertThat(limits.maximumSourceBytes()).isEqualTo(16L * 1024 * 1024 * 1024);
        assertThat(limits.maximumCompressionRatio()).isEqualTo(200);
        assertThat(limits.maximumGzipMembers()).isEqualTo(10_000);
        assertThat(limits.maximumGzipHeaderBytes()).isEqualTo(65_536);
        assertThat(limits.maximumRecordBytes()).isEqualTo(4_194_304);
        assertThat(limits.maximumDepth()).isEqualTo(64);
        assertThat(limits.maximumStringBytes()).isEqualTo(1_048_576);
        assertThat(limits.maximumNameBytes()).isEqualTo(1_024);
        assertThat(limits.maximumNumberLength()).isEqualTo(64);
        assertThat(limits.maximumTokens()).isEqualTo(200_000);
        assertThat(limits.maximumUnwrapDepth()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void noLimitCanBeSwitchedOff(int value) {
        ReadLimits.Builder builder = ReadLimits.builder();
        assertThatThrownBy(() -> builder.maximumSourceBytes(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maximumSourceBytes must be positive, got " + value);
        assertThatThrownBy(() -> builder.maximumCompressionRatio(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maximumGzipMembers(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maximumGzipHeaderBytes(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maximumRecordBytes(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maximumDepth(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maximumStringBytes(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maximumNameBytes(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maximumNumberLength(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maximumTokens(value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maximumUnwrapDepth(value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void recordBytes() {
        int limit = ReadLimits.DEFAULT_MAXIMUM_RECORD_BYTES;
        assertBoundary(RejectReason.RECORD_TOO_LARGE, limit, "maximumRecordBytes", size -> {
            int missing = size - withMember("[]").length();
            return withMember("[" + " ".repeat(missing) + "]");
        });
    }

    @Test
    void depth() {
        assertBoundary(
                RejectReason.TOO_DEEP,
                64,
                "maximumDepth",
                depth -> withMember("[".repeat(depth - 1) + "]".repeat(depth - 1)));
    }

    @Test
    void stringBytes() {
        int limit = ReadLimits.DEFAULT_MAXIMUM_STRING_BYTES;
        assertBoundary(
                RejectReason.STRING_TOO_LONG,
                limit,
                "maximumStringBytes",
                size -> withMember('"' + "s".repeat(size) + '"'));
        assertBoundary(
                RejectReason.STRING_TOO_LONG,
                limit,
                "maximumStringBytes",
                size -> Json.event("e0").replace("GetObject", "s".repeat(size)));
    }

    @Test
    void nameBytes() {
        int limit = ReadLimits.DEFAULT_MAXIMUM_NAME_BYTES;
        assertBoundary(
                RejectReason.NAME_TOO_LONG,
                limit,
                "maximumNameBytes",
                size -> withMember("{\"" + "n".repeat(size) + "\" : 1}"));
    }

    @Test
    void aLongStringIsNoName() {
        assertThat(Reading.of(withMember("[\"" + "n".repeat(5_000) + "\"]")).events())
                .hasSize(1);
    }

    @Test
    void numberLength() {
        assertBoundary(RejectReason.NUMBER_TOO_LONG, 64, "maximumNumberLength", size -> withMember("1".repeat(size)));
        assertBoundary(
                RejectReason.NUMBER_TOO_LONG,
                64,
                "maximumNumberLength",
                size -> withMember("-1." + "1".repeat(size - 1)));
    }

    @Test
    void tokens() {
        int others = tokens(withMember("[]"));
        assertBoundary(
                RejectReason.TOO_MANY_TOKENS,
                200_000,
                "maximumTokens",
                count -> withMember("[" + "1,".repeat(count - others - 1) + "1]"));
    }

    @Test
    void gzipMembers() {
        byte[] member = Gzip.member(" ");
        ReadLimits limits = ReadLimits.builder().maximumGzipMembers(3).build();
        assertThat(Reading.of(Gzip.concat(member, member, Gzip.member(Json.event("e0"))), limits)
                        .ids())
                .hasSize(1);
        Reading four = Reading.of(Gzip.concat(member, member, Gzip.member(Json.event("e0")), member), limits);
        assertThat(four.ids()).containsExactly("e0");
        assertBreach(four.reject(), RejectReason.TOO_MANY_MEMBERS, 3, "maximumGzipMembers");
    }

    @Test
    void gzipHeaderBytes() {
        byte[] name = new byte[65_536 + 1];
        Arrays.fill(name, 0, 65_536, (byte) 'n');
        assertThat(Reading.of(Gzip.member(Json.event("e0"), 8, name, false)).ids())
                .containsExactly("e0");
        byte[] longer = new byte[65_537 + 1];
        Arrays.fill(longer, 0, 65_537, (byte) 'n');
        RejectedRecord reject =
                Reading.of(Gzip.member(Json.event("e0"), 8, longer, false)).reject();
        assertBreach(reject, RejectReason.GZIP_HEADER_TOO_LONG, 65_536, "maximumGzipHeaderBytes");
    }

    @Test
    void compressionRatio() {
        byte[] bomb = Gzip.member(Json.event("e0") + "\n" + " ".repeat(20_000_000) + Json.event("e1"));
        Reading reading = Reading.of(bomb);
        assertThat(reading.ids()).containsExactly("e0");
        assertBreach(reading.reject(), RejectReason.RATIO_LIMIT, 200, "maximumCompressionRatio");
        assertThat(reading.stats().bytesScanned()).isLessThan(2_000_000);
        ReadLimits generous =
                ReadLimits.builder().maximumCompressionRatio(2_000).build();
        assertThat(Reading.of(bomb, generous).ids()).containsExactly("e0", "e1");
    }

    @Test
    void aShortRunOfOneByteIsNoBomb() {
        assertThat(Reading.of(Gzip.member(" ".repeat(1_000_000) + Json.event("e0")))
                        .ids())
                .containsExactly("e0");
    }

    @Test
    void bombsInsideEnvelopesAreBombsToo() {
        String bomb = Envelope.LAMBDA_AWSLOGS.wrap(" ".repeat(20_000_000)) + "\n" + Json.event("e0");
        Reading reading = Reading.of(bomb);
        assertThat(reading.ids()).containsExactly("e0");
        assertThat(reading.reject().reason()).isEqualTo(RejectReason.RATIO_LIMIT);
    }

    @Test
    void sourceBytes() {
        String two = Json.event("e0") + "\n" + Json.event("e1");
        assertThat(Reading.of(Json.utf8(two), ofSource(two.length())).ids()).containsExactly("e0", "e1");
        Reading less = Reading.of(Json.utf8(two), ofSource(two.length() - 1));
        assertThat(less.ids()).containsExactly("e0");
        assertBreach(less.reject(), RejectReason.SOURCE_TOO_LARGE, two.length() - 1, "maximumSourceBytes");
        Reading gzip = Reading.of(Gzip.member(two), ofSource(two.length() - 1));
        assertThat(gzip.ids()).containsExactly("e0");
        assertThat(gzip.reject().reason()).isEqualTo(RejectReason.SOURCE_TOO_LARGE);
    }

    @Test
    void whatIsPackedInsideCountsTowardsTheSource() {
        String packed = Envelope.SNS_NOTIFICATION.wrap(Json.event("e0"));
        Reading reading = Reading.of(Json.utf8(packed + packed), ofSource(packed.length() * 5L / 2));
        assertThat(reading.reasons()).contains(RejectReason.SOURCE_TOO_LARGE);
    }

    @Test
    void unwrapDepthOfGzipItself() {
        byte[] packed = Json.utf8(Json.event("e0"));
        for (int i = 0; i < 6; i++) {
            packed = Gzip.member(packed);
        }
        assertThat(Reading.of(packed).ids()).containsExactly("e0");
        assertBreach(Reading.of(Gzip.member(packed)).reject(), RejectReason.UNWRAP_TOO_DEEP, 6, "maximumUnwrapDepth");
    }

    private static int tokens(String json) {
        int count = 0;
        try (var parser = new JsonSyntax(ReadLimits.defaults()).parser(Json.utf8(json), 0, json.length())) {
            while (parser.nextToken() != null) {
                count++;
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return count;
    }

    private static ReadLimits ofSource(long bytes) {
        return ReadLimits.builder().maximumSourceBytes(bytes).build();
    }

    private static String withMember(String value) {
        return Json.event("e0").replace("\"readOnly\":true", "\"readOnly\":" + value);
    }

    private static void assertBoundary(RejectReason reason, int limit, String method, Function<Integer, String> event) {
        String neighbour = Json.event("n");
        String at = Json.records(List.of(neighbour, event.apply(limit), neighbour));
        Reading reading = Reading.of(at);
        assertThat(reading.rejects()).isEmpty();
        assertThat(reading.ids()).containsExactly("n", "e0", "n");
        Reading over = Reading.of(Json.records(List.of(neighbour, event.apply(limit + 1), neighbour)));
        assertThat(over.ids()).containsExactly("n", "n");
        assertBreach(over.reject(), reason, limit, method);
        assertThat(over.reject().path()).startsWith("$.Records[1]");
    }

    private static void assertBreach(RejectedRecord reject, RejectReason reason, long limit, String method) {
        assertThat(reject.reason()).isEqualTo(reason);
        assertThat(reject.message())
                .contains(String.format(Locale.ROOT, "than %,d (raise ReadLimits.builder().%s)", limit, method));
    }
}
