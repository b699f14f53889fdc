// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.whotrail.event.CloudTrailEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opening sources, one event by itself, and what a host may rely on. */
class CloudTrailReaderTest {
    private final List<RejectedRecord> rejects = new ArrayList<>();
    private final CloudTrailReader reader =
            CloudTrailReader.builder().rejected(rejects::add).build();

    @Test
    void aFileIsOpenedWhateverItsName(@TempDir Path folder) throws IOException {
        Path plain = Files.write(folder.resolve("log.json.gz"), Json.utf8(Json.event("e0")));
        Path gzip = Files.write(folder.resolve("log.json"), Gzip.member(Json.event("e1")));
        assertThat(ids(reader.open(plain))).containsExactly("e0");
        assertThat(ids(reader.open(gzip))).containsExactly("e1");
        assertThat(reader.open(plain).name()).isEqualTo(plain.toString());
    }

    @Test
    void aFolderIsReadInTheOrderOfItsPaths(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("b/c"));
        Files.writeString(folder.resolve("b/c/1"), Json.event("third"));
        Files.writeString(folder.resolve("a.json"), Json.event("first"));
        Files.writeString(folder.resolve("z"), "oops");
        Files.writeString(folder.resolve("b/.hidden"), Json.event("second"));
        EventSource source = reader.openAll(folder);
        assertThat(ids(source)).containsExactly("first", "second", "third");
        assertThat(rejects)
                .extracting(RejectedRecord::source)
                .containsExactly(folder.resolve("z").toString());
        assertThat(source.stats().records()).isEqualTo(4);
        assertThat(reader.stats()).isEqualTo(source.stats());
        assertThat(LogFiles.list(folder))
                .extracting(path -> folder.relativize(path).toString().replace('\\', '/'))
                .containsExactly("a.json", "b/.hidden", "b/c/1", "z");
        assertThat(LogFiles.list(folder.resolve("z"))).containsExactly(folder.resolve("z"));
    }

    @Test
    void whereNothingIsThatIsSaid(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> LogFiles.list(missing)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> reader.openAll(missing)).isInstanceOf(NoSuchFileException.class);
        try (EventSource source = reader.open(missing)) {
            assertThatThrownBy(source::next).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(ids(reader.openAll(folder))).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadDoesNotHideTheOthers(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a"), Json.event("e0"));
        Files.writeString(folder.resolve("b"), Json.event("e1"));
        Files.writeString(folder.resolve("c"), Json.event("e2"));
        try (EventSource source = reader.openAll(folder)) {
            Files.delete(folder.resolve("b"));
            assertThat(source.next().eventId()).isEqualTo("e0");
            assertThatThrownBy(source::next).isInstanceOf(NoSuchFileException.class);
            assertThat(source.next().eventId()).isEqualTo("e2");
            assertThat(source.next()).isNull();
        }
    }

    @Test
    void anEventIsHandedOutAsSoonAsItsLineIsThere() throws IOException {
        byte[] line = Json.utf8(Json.event("e0") + "\n");
        InputStream endless = new InputStream() {
            private int position;

            @Override
            public int read() {
                if (position == line.length) {
                    throw new IllegalStateException("the next line has not been written yet");
                }
                return line[position++];
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                bytes[from] = (byte) read();
                return 1;
            }
        };
        try (EventSource source = reader.open(endless, "pipe")) {
            assertThat(source.next().eventId()).isEqualTo("e0");
        }
    }

    @Test
    void theStreamIsClosedWithTheSourceAndOnlyThen() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        EventSource source = reader.open(closing(Json.event("e0"), closed), "s");
        assertThat(source.next()).isNotNull();
        assertThat(source.next()).isNull();
        assertThat(closed).hasValue(0);
        source.close();
        source.close();
        assertThat(closed).hasValue(1);
        assertThatThrownBy(source::next).isInstanceOf(IOException.class).hasMessage("s is closed");
        reader.open(closing("", closed), "never read").close();
        assertThat(closed).hasValue(2);
    }

    @Test
    void closingInTheMiddleReleasesEverything() throws IOException {
        AtomicInteger closed = new AtomicInteger();
        byte[] nested = Json.utf8(Envelope.CLOUD_WATCH_LOGS.wrap(Json.lines(Json.events(3))));
        EventSource source = reader.open(closing(new String(nested, StandardCharsets.UTF_8), closed), "s");
        assertThat(source.next()).isNotNull();
        source.close();
        assertThat(closed).hasValue(1);
        assertThat(reader.stats().events()).isEqualTo(1);
    }

    @Test
    void troubleWithTheBytesThemselvesIsThrownAndEndsTheSource() throws IOException {
        byte[] line = Json.utf8(Json.event("e0") + "\n");
        InputStream broken = new InputStream() {
            private boolean given;

            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                if (given) {
                    return read();
                }
                given = true;
                System.arraycopy(line, 0, bytes, from, Math.min(length, line.length));
                return Math.min(length, line.length);
            }
        };
        try (EventSource source = reader.open(broken, "net")) {
            assertThatThrownBy(source::next).isInstanceOf(IOException.class).hasMessage("connection reset");
            assertThat(source.next()).isNull();
        }
    }

    @Test
    void whatTheListenerThrowsComesOutAndTheNextCallGoesOn() throws IOException {
        CloudTrailReader picky = CloudTrailReader.builder()
                .rejected(record -> {
                    throw new IllegalStateException("no bad records here");
                })
                .build();
        try (EventSource source = picky.open(new ByteArrayInputStream(Json.utf8("oops\n" + Json.event("e0"))), "s")) {
            assertThatThrownBy(source::next).hasMessage("no bad records here");
            assertThat(source.next().eventId()).isEqualTo("e0");
            assertThat(source.stats().balances()).isTrue();
        }
    }

    @Test
    void manyThreadsShareAReader() throws Exception {
        var told = new ConcurrentLinkedQueue<RejectedRecord>();
        CloudTrailReader shared = CloudTrailReader.builder().rejected(told::add).build();
        byte[] file = Gzip.member(Json.lines(Json.events(3_000)) + "oops");
        var pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> sizes = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                sizes.add(pool.submit(() ->
                        ids(shared.open(new ByteArrayInputStream(file), "s")).size()));
            }
            for (Future<Integer> size : sizes) {
                assertThat(size.get()).isEqualTo(3_000);
            }
        } finally {
            pool.shutdown();
        }
        assertThat(shared.stats().events()).isEqualTo(48_000);
        assertThat(shared.stats().gzipMembers()).isEqualTo(16);
        assertThat(shared.stats().balances()).isTrue();
        assertThat(told).hasSize(16);
    }

    @Test
    void theSumKeepsUpWithASourceThatIsBeingRead() throws IOException {
        byte[] file = Json.utf8(Json.lines(Json.events(5_000)));
        try (EventSource source = reader.open(new ByteArrayInputStream(file), "s")) {
            for (int i = 0; i < 4_000; i++) {
                source.next();
            }
            assertThat(source.stats().events()).isEqualTo(4_000);
            assertThat(reader.stats().events()).isBetween(3_000L, 4_000L);
        }
        assertThat(reader.stats().events()).isEqualTo(4_000);
    }

    @Test
    void oneEventIsParsedByItself() {
        byte[] json = Json.utf8(" " + Json.event("e0") + "\n");
        byte[] before = json.clone();
        assertThat(reader.parseEvent(json).eventId()).isEqualTo("e0");
        assertThat(json).isEqualTo(before);
        assertThat(reader.stats()).isEqualTo(ReadStats.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | NOT_AN_EVENT | $ | 0",
                "[1] | NOT_AN_EVENT | $ | 0",
                "{} | NOT_AN_EVENT | $ | 0",
                "{\"Records\":[{\"eventName\":\"a\",\"eventSource\":\"b\"}]} | NOT_AN_EVENT | $ | 0",
                "{\"eventName\":\"a\" | TRUNCATED | $ | 0",
                "{\"eventName\":\"a\",} | MALFORMED_JSON | $ | 17",
                "{\"eventName\":\"a\",\"eventSource\":\"b\"} x | MALFORMED_JSON | $ | 0",
                "{\"eventName\":\"a\",\"eventSource\":\"b\"}{} | MALFORMED_JSON | $ | 35",
                "{\"eventName\":\"a\",\"userIdentity\":7} | WRONG_TYPE | $.userIdentity | 32",
                "{\"eventName\":\"a\",\"eventName\":\"a\"} | DUPLICATE_KEY | $.eventName | 29"
            })
    void bytesThatAreNoEventSayWhereAndWhy(String json, RejectReason reason, String path, long offset) {
        var thrown = catchThrowableOfType(MalformedEventException.class, () -> reader.parseEvent(Json.utf8(json)));
        assertThat(thrown.reason()).isEqualTo(reason);
        assertThat(thrown.path()).isEqualTo(path);
        assertThat(thrown.byteOffset()).isEqualTo(offset);
        assertThat(thrown).hasMessageStartingWith(reason.words()).hasNoCause();
    }

    @Test
    void oneEventKeepsTheLimitsToo() {
        CloudTrailReader small = CloudTrailReader.builder()
                .limits(ReadLimits.builder().maximumRecordBytes(10).build())
                .build();
        var thrown = catchThrowableOfType(
                MalformedEventException.class, () -> small.parseEvent(Json.utf8(Json.event("e0"))));
        assertThat(thrown.reason()).isEqualTo(RejectReason.RECORD_TOO_LARGE);
        var invalid = catchThrowableOfType(
                MalformedEventException.class,
                () -> reader.parseEvent(Corruption.bytes(Corruption.OVERLONG_UTF8.harm(Json.event("e0")))));
        assertThat(invalid.reason()).isEqualTo(RejectReason.INVALID_UTF8);
    }

    @Test
    void aSourceNeedsAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reader.open(InputStream.nullInputStream(), ""))
                .withMessage("a source needs a name, got an empty one");
    }

    private static List<String> ids(EventSource source) throws IOException {
        List<String> ids = new ArrayList<>();
        try (source) {
            for (CloudTrailEvent event = source.next(); event != null; event = source.next()) {
                ids.add(event.eventId());
            }
        }
        return ids;
    }

    private static InputStream closing(String text, AtomicInteger closed) {
        return new ByteArrayInputStream(Json.utf8(text)) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
    }
}
