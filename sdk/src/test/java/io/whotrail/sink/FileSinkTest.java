// SPDX-License-Identifier: Apache-2.0
package io.whotrail.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.whotrail.testing.JsonTree;
import io.whotrail.testing.SinkEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are finished are whole, and what is left behind is dealt with as it is said. */
class FileSinkTest {
    @TempDir
    private Path folder;

    private FileSink.Builder sink() {
        return FileSink.builder(folder, "a");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("a.lock"))
                    .sorted()
                    .toList();
        }
    }

    private List<Object> ids(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .map(JsonTree::object)
                .map(line -> line.get("eventId"))
                .toList();
    }

    private void leave(int number, String content) throws IOException {
        Files.writeString(folder.resolve("a-0000000" + number + ".ndjson.tmp"), content);
    }

    @Test
    void aFileEndsInTmpUntilItIsFinished() throws IOException {
        try (FileSink sink = sink().open()) {
            sink.write(SinkEntries.answers(0, 1));
            sink.flush();
            assertThat(files()).containsExactly("a-00000001.ndjson.tmp");
        }
        assertThat(files()).containsExactly("a-00000001.ndjson");
    }

    @Test
    void aFileThatIsFullIsFinishedByTheFlushAfterTheNext() throws IOException {
        try (FileSink sink = sink().maximumEntries(1).open()) {
            sink.write(SinkEntries.answers(0, 1));
            sink.write(SinkEntries.answers(1, 1));
            sink.flush();
            assertThat(files()).containsExactly("a-00000001.ndjson.tmp", "a-00000002.ndjson.tmp");
            sink.flush();
            assertThat(files()).containsExactly("a-00000001.ndjson", "a-00000002.ndjson.tmp");
        }
        assertThat(files()).containsExactly("a-00000001.ndjson", "a-00000002.ndjson");
    }

    @Test
    void aFileHasAsManyEntriesAsWantedAndABatchStaysTogether() throws IOException {
        try (FileSink sink = sink().maximumEntries(3).open()) {
            sink.write(SinkEntries.answers(0, 2));
            sink.write(SinkEntries.answers(2, 1));
            sink.write(SinkEntries.answers(3, 5));
            sink.write(SinkEntries.answers(8, 1));
        }
        assertThat(files()).hasSize(3);
        assertThat(ids("a-00000001.ndjson")).hasSize(3);
        assertThat(ids("a-00000002.ndjson")).hasSize(5);
        assertThat(ids("a-00000003.ndjson")).containsExactly("event-8");
    }

    @Test
    void aFileIsAsLargeAsWanted() throws IOException {
        int line = LineFormat.ndjson().line(SinkEntries.answer(1, "alice")).length;
        try (FileSink sink = sink().maximumBytes(3L * line).open()) {
            for (int i = 1; i < 8; i++) {
                sink.write(SinkEntries.answers(i, 1));
            }
        }
        assertThat(ids("a-00000001.ndjson")).containsExactly("event-1", "event-2", "event-3");
        assertThat(Files.size(folder.resolve("a-00000001.ndjson"))).isEqualTo(3L * line);
        assertThat(ids("a-00000003.ndjson")).containsExactly("event-7");
    }

    @Test
    void aFileHasAsMuchEventTimeAsWantedAndLateEventsEndNone() throws IOException {
        try (FileSink sink = sink().maximumSpan(Duration.ofSeconds(10)).open()) {
            for (int second : new int[] {100, 109, 1, 108, 110, 2, 119, 120}) {
                sink.write(SinkEntries.answers(second, 1));
            }
        }
        assertThat(ids("a-00000001.ndjson")).containsExactly("event-100", "event-109", "event-1", "event-108");
        assertThat(ids("a-00000002.ndjson")).containsExactly("event-110", "event-2", "event-119");
        assertThat(ids("a-00000003.ndjson")).containsExactly("event-120");
    }

    @Test
    void whatAProcessLeftBehindIsCutAfterItsLastWholeLineAndFinished() throws IOException {
        leave(3, "{\"eventId\":\"whole\"}\n{\"eventId\":\"ha");
        leave(4, "{\"eventId\":\"ha");
        leave(5, "");
        try (FileSink sink = sink().open()) {
            sink.write(SinkEntries.answers(0, 1));
        }
        assertThat(files()).containsExactly("a-00000003.ndjson", "a-00000006.ndjson");
        assertThat(ids("a-00000003.ndjson")).containsExactly("whole");
    }

    @Test
    void resumingTakesBackWhatCameAfterTheMark() throws IOException {
        FileSink dead = sink().maximumEntries(2).open();
        dead.write(SinkEntries.answers(0, 2));
        dead.write(SinkEntries.answers(2, 1));
        dead.flush();
        String mark = dead.mark();
        dead.write(SinkEntries.answers(3, 1));
        dead.write(SinkEntries.answers(4, 1));
        dead.flush();
        Path copy = copyOfWhatThereIs();
        dead.close();
        try (FileSink sink = FileSink.builder(copy, "a").open()) {
            sink.resume(mark);
            sink.write(SinkEntries.answers(3, 2));
        }
        folder = copy;
        assertThat(files()).containsExactly("a-00000001.ndjson", "a-00000002.ndjson", "a-00000004.ndjson");
        assertThat(ids("a-00000001.ndjson")).containsExactly("event-0", "event-1");
        assertThat(ids("a-00000002.ndjson")).containsExactly("event-2");
        assertThat(ids("a-00000004.ndjson")).containsExactly("event-3", "event-4");
    }

    /** What a process would find that came after one that was killed. */
    private Path copyOfWhatThereIs() throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    @Test
    void aMarkThatTheOutputDoesNotReachIsRefused() throws IOException {
        leave(2, "{\"eventId\":\"whole\"}\n");
        for (String mark : List.of("2:1000", "9:1")) {
            try (FileSink sink = sink().open()) {
                assertThatThrownBy(() -> sink.resume(mark))
                        .isInstanceOfSatisfying(
                                SinkException.class,
                                refused -> assertThat(refused.remedy()).isEqualTo(SinkException.Remedy.STOP));
            }
        }
        assertThat(files()).containsExactly("a-00000002.ndjson.tmp");
        try (FileSink sink = sink().open()) {
            assertThatThrownBy(() -> sink.resume("here")).isInstanceOf(IllegalArgumentException.class);
            sink.resume("2:20");
        }
        assertThat(ids("a-00000002.ndjson")).containsExactly("whole");
    }

    @Test
    void resumingComesBeforeTheFirstBatchOnly() throws IOException {
        try (FileSink sink = sink().open()) {
            sink.write(SinkEntries.answers(0, 1));
            assertThatThrownBy(() -> sink.resume("1:0")).isInstanceOf(SinkException.class);
        }
        assertThat(ids("a-00000001.ndjson")).containsExactly("event-0");
    }

    @Test
    void aNumberIsNeverGivenTwice() throws IOException {
        for (int run = 1; run < 4; run++) {
            try (FileSink sink = sink().open()) {
                sink.write(SinkEntries.answers(0, 1));
            }
            assertThat(files()).containsExactly("a-0000000" + run + ".ndjson");
            Files.delete(folder.resolve("a-0000000" + run + ".ndjson"));
        }
    }

    @Test
    void aFolderHasOneSinkOfAName() throws IOException {
        try (FileSink first = sink().open()) {
            assertThatThrownBy(() -> sink().open())
                    .isInstanceOfSatisfying(
                            SinkException.class,
                            refused -> assertThat(refused.remedy()).isEqualTo(SinkException.Remedy.STOP));
            FileSink.builder(folder, "b").open().close();
            first.write(SinkEntries.answers(0, 1));
        }
        sink().open().close();
    }

    @Test
    void otherFormatsGoIntoFilesToo() throws IOException {
        try (FileSink sink = sink().format(LineFormat.ocsf()).open()) {
            sink.write(SinkEntries.answers(0, 1));
        }
        assertThat(JsonTree.object(Files.readString(folder.resolve("a-00000001.ndjson"))))
                .containsEntry("class_uid", 6003L);
    }

    @Test
    void settingsThatCannotBeMeantAreRefused() {
        assertThatThrownBy(() -> FileSink.builder(folder, "../a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FileSink.builder(folder, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sink().maximumBytes(0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> sink().maximumEntries(-1)).hasMessageContaining("got -1");
        assertThatThrownBy(() -> sink().maximumSpan(Duration.ZERO)).hasMessageContaining("got PT0S");
    }
}
