// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.whotrail.event.CloudTrailEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where events lie: at the bytes that begin them, whatever they come in. */
class EventPlaceTest {
    private static final CloudTrailReader READER = CloudTrailReader.create();

    private record Placed(String id, EventPlace place) {
        /** What lies at the place. */
        String begins(String uncompressed) {
            byte[] bytes = uncompressed.getBytes(StandardCharsets.UTF_8);
            int from = (int) place.byteOffset();
            return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
        }
    }

    private static List<Placed> placed(EventSource source) {
        try (source) {
            assertThat(source.place()).isNull();
            var placed = new ArrayList<Placed>();
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                EventPlace place = source.place();
                assertThat(place).isNotNull();
                placed.add(new Placed(event.eventId(), place));
            }
            assertThat(source.place()).isNull();
            return placed;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<Placed> placed(byte[] bytes) {
        return placed(READER.open(new ByteArrayInputStream(bytes), "log"));
    }

    private static List<Placed> placed(String text) {
        return placed(Json.utf8(text));
    }

    private static List<String> paths(List<Placed> placed) {
        return placed.stream().map(one -> one.place().path()).toList();
    }

    @Test
    void eachEventOfAnArrayIsPlacedWhereItBegins() {
        for (String text : List.of(
                Json.records(Json.events(3)),
                "{\n \"a\" : [1], \"Records\" : [\n" + String.join(" ,\n  ", Json.events(3)) + "\n] }",
                "\ufeff[" + String.join(",", Json.events(3)) + "]")) {
            List<Placed> placed = placed(text);
            assertThat(placed).extracting(Placed::id).containsExactly("e0", "e1", "e2");
            assertThat(placed).allSatisfy(one -> {
                assertThat(one.begins(text)).startsWith(Json.event(one.id()));
                assertThat(one.place().source()).isEqualTo("log");
                assertThat(one.place().gzipMember()).isNull();
            });
        }
        assertThat(paths(placed(Json.records(Json.events(2))))).containsExactly("$.Records[0]", "$.Records[1]");
        assertThat(paths(placed("[" + Json.event("e0") + "]"))).containsExactly("$[0]");
    }

    @Test
    void eachLineIsPlacedWhereItBegins() {
        String text = "\r\n" + String.join("\r\n", Json.events(3)) + "\n" + Json.records(Json.events(2)) + "\n";
        List<Placed> placed = placed(text);
        assertThat(placed)
                .hasSize(5)
                .allSatisfy(one -> assertThat(one.begins(text)).startsWith(Json.event(one.id())));
        assertThat(paths(placed)).containsExactly("$", "$", "$", "$.Records[0]", "$.Records[1]");
    }

    @Test
    void whatCouldNotBeReadMovesNoPlace() {
        String text = "[" + String.join(",", Json.event("e0"), "{\"eventName\":1}", "7", Json.event("e1")) + "]";
        List<Placed> placed = placed(text);
        assertThat(placed).allSatisfy(one -> assertThat(one.begins(text)).startsWith(Json.event(one.id())));
        assertThat(paths(placed)).containsExactly("$[0]", "$[3]");
    }

    @Test
    void anEventInGzipIsPlacedInTheInflatedBytesAndInItsMember() {
        List<String> lines = Json.events(6).stream().map(event -> event + "\n").toList();
        String text = String.join("", lines);
        byte[] members = Gzip.concat(
                Gzip.member(lines.get(0) + lines.get(1)),
                Gzip.member(""),
                Gzip.member(lines.get(2)),
                Gzip.member(String.join("", lines.subList(3, 6))));
        List<Placed> placed = placed(members);
        assertThat(placed)
                .hasSize(6)
                .allSatisfy(one -> assertThat(one.begins(text)).startsWith(Json.event(one.id())));
        assertThat(placed).extracting(one -> one.place().gzipMember()).containsExactly(0, 0, 2, 3, 3, 3);
    }

    @ParameterizedTest
    @EnumSource
    void anEventInAnEnvelopeIsPlacedWhereTheOutermostRecordBegins(Envelope envelope) {
        String before = Json.event("before") + "\n";
        String text = before + envelope.wrap(Json.records(Json.events(2)));
        List<Placed> placed = placed(text);
        assertThat(placed).extracting(Placed::id).containsExactly("before", "e0", "e1");
        for (Placed one : placed.subList(1, 3)) {
            assertThat(one.place().byteOffset()).isGreaterThanOrEqualTo(before.length());
            assertThat(one.begins(text).charAt(0)).isIn('{', '[');
            assertThat(one.place().path())
                    .startsWith("$")
                    .contains("Records[" + one.id().charAt(1) + "]");
        }
    }

    @Test
    void anEventInEnvelopesInsideEnvelopesIsPlacedWhereTheOutermostRecordBegins() {
        String packed = Envelope.SNS_NOTIFICATION.wrap(
                Envelope.KINESIS_LAMBDA_GZIP.wrap(Envelope.CLOUD_WATCH_LOGS.wrap(Json.event("e1"))));
        String message = "{\"messageId\":\"m\",\"body\":" + Json.string(packed) + ",\"eventSource\":\"aws:sqs\"}";
        String text = "{\"Records\":[" + Json.event("e0") + ", " + message + "," + Json.event("e2") + "]}";
        for (byte[] bytes : List.of(Json.utf8(text), Gzip.member(text))) {
            List<Placed> placed = placed(bytes);
            assertThat(placed).extracting(Placed::id).containsExactly("e0", "e1", "e2");
            assertThat(placed.get(0).begins(text)).startsWith(Json.event("e0"));
            assertThat(placed.get(1).begins(text)).startsWith(message);
            assertThat(placed.get(2).begins(text)).startsWith(Json.event("e2"));
            assertThat(paths(placed))
                    .containsExactly(
                            "$.Records[0]",
                            "$.Records[1].body.Message.Records[0].kinesis.data.logEvents[0].message",
                            "$.Records[2]");
        }
    }

    @Test
    void aFolderNamesTheFile(@TempDir Path folder) throws IOException {
        for (String name : List.of("a.json", "b.json")) {
            Files.writeString(folder.resolve(name), Json.records(Json.events(2)));
        }
        String first = folder.resolve("a.json").toString();
        String second = folder.resolve("b.json").toString();
        assertThat(placed(READER.openAll(folder)))
                .extracting(one -> one.place().source(), one -> one.place().path())
                .containsExactly(
                        tuple(first, "$.Records[0]"),
                        tuple(first, "$.Records[1]"),
                        tuple(second, "$.Records[0]"),
                        tuple(second, "$.Records[1]"));
    }

    @Test
    void whatIsReadAgainToResumeHasNoPlace() throws IOException {
        byte[] bytes = Json.utf8(String.join("\n", Json.events(3)));
        SourcePosition position;
        try (ResumableSource source = READER.open(new ByteArrayInputStream(bytes), "log")) {
            source.next();
            position = source.position();
        }
        try (ResumableSource source = READER.open(new ByteArrayInputStream(bytes), "log")) {
            source.resume(position);
            assertThat(source.place()).isNull();
            source.next();
            assertThat(source.place())
                    .isEqualTo(new EventPlace("log", null, Json.event("e0").length() + 1L, "$"));
        }
    }

    @Test
    void afterAFailureThereIsNoPlace() throws IOException {
        var failing = new InputStream() {
            private final InputStream good = new ByteArrayInputStream(Json.utf8(Json.event("e0") + "\n{"));

            @Override
            public int read() throws IOException {
                int next = good.read();
                if (next < 0) {
                    throw new IOException("broken");
                }
                return next;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int next = read();
                into[offset] = (byte) next;
                return 1;
            }
        };
        try (EventSource source = READER.open(failing, "log")) {
            assertThat(source.next()).isNotNull();
            assertThat(placeOf(source)).isNotNull();
            assertThatThrownBy(source::next).hasMessage("broken");
            assertThat(placeOf(source)).isNull();
        }
    }

    private static @Nullable EventPlace placeOf(EventSource source) {
        return source.place();
    }
}
