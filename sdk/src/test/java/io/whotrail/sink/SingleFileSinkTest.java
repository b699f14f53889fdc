// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.testing.JsonTree;
import io.whotrail.testing.SinkEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file that grows, and never has a line twice after resuming. */
class SingleFileSinkTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("a/answers.ndjson");
    }

    private SingleFileSink open() throws SinkException {
        return SingleFileSink.open(file(), LineFormat.ndjson());
    }

    private List<Object> ids() throws IOException {
        String text = Files.readString(file());
        assertThat(text.isEmpty() || text.endsWith("\n")).isTrue();
        return text.lines().map(line -> JsonTree.object(line).get("eventId")).toList();
    }

    private static List<Object> ids(int to) {
        return IntStream.range(0, to)
                .<Object>mapToObj(number -> "event-" + number)
                .toList();
    }

    @Test
    void whatCameAfterTheMarkIsTakenBack() throws IOException {
        String mark;
        try (SingleFileSink sink = open()) {
            sink.write(SinkEntries.answers(0, 2));
            sink.flush();
            mark = sink.mark();
            sink.write(SinkEntries.answers(2, 2));
        }
        assertThat(ids()).isEqualTo(ids(4));
        try (SingleFileSink sink = open()) {
            sink.resume(mark);
            sink.write(SinkEntries.answers(2, 3));
        }
        assertThat(ids()).isEqualTo(ids(5));
    }

    @Test
    void withoutAMarkOnlyALineThatIsNotWholeIsTakenBack() throws IOException {
        try (SingleFileSink sink = open()) {
            sink.write(SinkEntries.answers(0, 2));
        }
        Files.writeString(file(), Files.readString(file()) + "{\"eventId\":\"ev");
        try (SingleFileSink sink = open()) {
            sink.write(SinkEntries.answers(2, 1));
        }
        assertThat(ids()).isEqualTo(ids(3));
    }

    @Test
    void aFileThatIsShorterThanItsMarkIsRefused() throws IOException {
        try (SingleFileSink sink = open()) {
            assertThatThrownBy(() -> sink.resume("5")).isInstanceOf(SinkException.class);
            assertThatThrownBy(() -> sink.write(SinkEntries.answers(0, 1))).isInstanceOf(SinkException.class);
        }
        try (SingleFileSink sink = open()) {
            assertThatThrownBy(() -> sink.resume("5:1")).isInstanceOf(IllegalArgumentException.class);
            sink.write(SinkEntries.answers(0, 1));
            assertThatThrownBy(() -> sink.resume("0")).isInstanceOf(SinkException.class);
        }
    }

    @Test
    void anAbandonedFileIsLeftAsItIs() throws IOException {
        SingleFileSink sink = open();
        sink.write(SinkEntries.answers(0, 2));
        sink.abandon();
        assertThatThrownBy(sink::flush).isInstanceOf(SinkException.class);
        try (SingleFileSink next = open()) {
            next.resume("0");
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void nobodyElseGetsTheFile() throws IOException {
        try (SingleFileSink sink = open()) {
            assertThatThrownBy(this::open).isInstanceOf(SinkException.class);
            sink.write(SinkEntries.answers(0, 1));
        }
        assertThat(ids()).isEqualTo(ids(1));
    }
}
