// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run takes each file once, and goes on where the one before it ended. */
class RunCommandTest {
    @TempDir
    private Path folder;

    private Path put(String name, int first, int count) throws IOException {
        Path file = folder.resolve("mirror").resolve(name);
        Files.createDirectories(file.getParent());
        var records = new ArrayList<String>();
        for (int number = first; number < first + count; number++) {
            records.add(Records.of(Records.id(number), "alice"));
        }
        Records.write(file, Records.file(records.toArray(String[]::new)));
        return file;
    }

    private Program once(Object... more) {
        var arguments = new ArrayList<Object>(List.of(
                "run",
                "--source",
                folder.resolve("mirror"),
                "--sink",
                sink(),
                "--checkpoint",
                folder.resolve("state"),
                "--settle",
                "0s",
                "--once"));
        arguments.addAll(List.of(more));
        return Program.run(arguments.toArray());
    }

    private Path sink() {
        return folder.resolve("answers.ndjson");
    }

    private static List<Object> ids(List<Path> files) throws IOException {
        var ids = new ArrayList<>();
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                ids.add(Json.object(line).get("eventId"));
            }
        }
        return ids;
    }

    private static List<Object> ids(int first, int count) {
        var ids = new ArrayList<>();
        for (int number = first; number < first + count; number++) {
            ids.add(Records.id(number));
        }
        return ids;
    }

    @Test
    void theNextRunTakesOnlyWhatIsNew() throws IOException {
        put("2026/03/01/a.json", 1, 3);
        Program first = once();
        assertThat(first.err()).contains("3 events answered").contains("3 lines written");
        assertThat(first.exit()).isZero();
        assertThat(first.out()).isEmpty();
        assertThat(once().err()).contains("0 events answered");
        put("2026/02/01/late.json", 4, 2);
        put("2026/03/01/again.json", 3, 1);
        assertThat(once().err()).contains("2 events answered, 1 seen before");
        assertThat(ids(List.of(sink()))).isEqualTo(ids(1, 5));
    }

    @Test
    void linesThatNoCheckpointCoversAreTakenBack() throws IOException {
        put("a.json", 1, 3);
        assertThat(once().exit()).isZero();
        String lines = Files.readString(sink());
        Files.writeString(sink(), lines + lines + "{\"eventId\":");
        assertThat(once().exit()).isZero();
        assertThat(Files.readString(sink())).isEqualTo(lines);
    }

    @Test
    void outputCanBeCutIntoFiles() throws IOException {
        put("a.json", 1, 3);
        assertThat(once("--rotate", "1k").exit()).isZero();
        put("b.json", 4, 3);
        assertThat(once("--rotate", "1k").exit()).isZero();
        assertThat(ids(List.of(
                        folder.resolve("answers.ndjson-00000001.ndjson"),
                        folder.resolve("answers.ndjson-00000002.ndjson"))))
                .isEqualTo(ids(1, 6));
    }

    @Test
    void whatCannotBeReadIsALetterAndTheExitCodeTells() throws IOException {
        Path file = put("a.json", 1, 1);
        Files.writeString(file, Files.readString(file) + "\n{\"no\":\"event\"}\n");
        Path letters = folder.resolve("letters");
        Program run = once("--rejects", letters);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("1 rejected");
        Map<String, Object> letter = Json.object(Files.readString(letters));
        assertThat(letter).containsEntry("kind", "RECORD").containsKeys("source", "place", "reason", "sha256");
    }

    @Test
    void checkpointsOfNoUseEndTheRun() throws IOException {
        put("a.json", 1, 1);
        assertThat(once().exit()).isZero();
        try (var files = Files.newDirectoryStream(folder.resolve("state"), "checkpoint-*")) {
            for (Path file : files) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        Program run = once();
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("not a checkpoint");
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsDone() {
        assertThat(once("--format", "table").exit()).isEqualTo(2);
        assertThat(once("--ecs-origin", "user").exit()).isEqualTo(2);
        assertThat(once("--max-sessions", "0").exit()).isEqualTo(2);
        assertThat(Program.run("run").exit()).isEqualTo(2);
        assertThat(sink()).doesNotExist();
    }

    @Test
    void aFolderThatIsNotThereIsAFailure() {
        assertThat(once().exit()).isEqualTo(3);
    }

    @Test
    void aFileThatIsStillSettlingIsWaitedFor() throws IOException {
        put("a.json", 1, 3);
        Program run = Program.run(
                "run",
                "--source",
                folder.resolve("mirror"),
                "--sink",
                sink(),
                "--checkpoint",
                folder.resolve("state"),
                "--settle",
                "1s",
                "--once");
        assertThat(run.exit()).isZero();
        assertThat(ids(List.of(sink()))).hasSize(3);
    }

    @Test
    void theShapeOfARejectedRecordIsWrittenOnlyWhereItIsAskedFor() throws IOException {
        Path file = put("a.json", 1, 1);
        Files.writeString(
                file,
                "{\"eventName\":\"n\",\"userIdentity\":\"x\",\"responseElements\":{\"credentials\":"
                        + "{\"sessionToken\":\"secret\"}}}");
        Path rejects = folder.resolve("rejects");
        assertThat(once("--reject-shapes").exit()).isEqualTo(Exit.USAGE);
        assertThat(once("--rejects", rejects).exit()).isEqualTo(Exit.INCOMPLETE);
        assertThat(Json.object(Files.readString(rejects))).doesNotContainKey("shape");
        Files.delete(rejects);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThat(once("--rejects", rejects, "--reject-shapes").exit()).isEqualTo(Exit.INCOMPLETE);
        assertThat(Json.object(Files.readString(rejects)))
                .containsEntry(
                        "shape",
                        "{\"eventName\":\"*\",\"userIdentity\":\"*\",\"responseElements\":{\"credentials\":"
                                + "{\"sessionToken\":\"******\"}}}");
    }
}
