// SPDX-License-Identifier: Apache-2.0
package io.whotrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A position in something that has changed is lost, and that is said. */
class ChangedInputTest {
    private static final FileTime THEN = FileTime.fromMillis(1_000_000);

    private final CloudTrailReader reader = CloudTrailReader.create();

    @TempDir
    private Path folder;

    private Path write(String name, FileTime time, String... ids) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, text(ids));
        Files.setLastModifiedTime(file, time);
        return file;
    }

    private static byte[] text(String... ids) {
        var text = new StringBuilder();
        for (String id : ids) {
            text.append(Json.event(id)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static SourcePosition after(ResumableSource opened, int events) throws IOException {
        try (ResumableSource source = opened) {
            for (int i = 0; i < events; i++) {
                assertThat(source.next()).isNotNull();
            }
            return source.position();
        }
    }

    private static void assertLost(ResumableSource opened, SourcePosition position) throws IOException {
        try (ResumableSource source = opened) {
            assertThatThrownBy(() -> source.resume(position)).isInstanceOf(PositionLostException.class);
        }
    }

    @Test
    void aFileOfAnotherSizeOrTimeHasChanged() throws IOException {
        Path file = write("a.json", THEN, "one", "two");
        SourcePosition position = after(reader.open(file), 1);
        write("a.json", FileTime.fromMillis(2_000_000), "one", "two");
        assertLost(reader.open(file), position);
        write("a.json", THEN, "one", "two", "three");
        assertLost(reader.open(file), position);
        write("a.json", THEN, "one", "two");
        try (ResumableSource source = reader.open(file)) {
            source.resume(position);
            assertThat(source.next()).isNotNull();
        }
    }

    @Test
    void aFileThatWasRewrittenUnderItsOldTimeHasChanged() throws IOException {
        Path file = write("a.json", THEN, "one", "two");
        SourcePosition position = after(reader.open(file), 1);
        write("a.json", THEN, "two", "one");
        assertLost(reader.open(file), position);
    }

    @Test
    void aStreamThatGivesOtherEventsOrFewerHasChanged() throws IOException {
        SourcePosition position = after(reader.open(new ByteArrayInputStream(text("one", "two")), "s"), 2);
        assertLost(reader.open(new ByteArrayInputStream(text("one")), "s"), position);
        assertLost(reader.open(new ByteArrayInputStream(text("one", "three")), "s"), position);
    }

    @Test
    void aFolderThatHasChangedBeforeThePositionIsLost() throws IOException {
        write("b.json", THEN, "one");
        write("c.json", THEN, "two", "three");
        SourcePosition position = after(reader.openAll(folder), 2);
        write("d.json", THEN, "four");
        try (ResumableSource source = reader.openAll(folder)) {
            source.resume(position);
            assertThat(after(source, 2)).isNotNull();
        }
        write("a.json", THEN, "zero");
        assertLost(reader.openAll(folder), position);
        Files.delete(folder.resolve("a.json"));
        Files.delete(folder.resolve("c.json"));
        assertLost(reader.openAll(folder), position);
        Files.delete(folder.resolve("d.json"));
        assertLost(reader.openAll(folder), position);
    }

    @Test
    void aRejectedRecordIsNamedByItsHash() throws IOException {
        var told = new ArrayList<RejectedRecord>();
        CloudTrailReader telling =
                CloudTrailReader.builder().rejected(told::add).build();
        after(telling.open(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)), "s"), 0);
        try (ResumableSource source =
                telling.open(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)), "s")) {
            assertThat(source.next()).isNull();
        }
        assertThat(told)
                .singleElement()
                .extracting(RejectedRecord::sha256)
                .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    }
}
