// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributeCommandTest {
    @TempDir
    private Path folder;

    @Test
    void oneFinalLineForEachEventInReadingOrder() {
        Program run = Program.run("attribute", Program.story());
        assertThat(run.exit()).isZero();
        assertThat(run.objects())
                .extracting(line -> line.get("eventId"))
                .containsExactlyElementsOf(Stream.of(1, 2, 4, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13)
                        .map(Records::id)
                        .toList());
        assertThat(run.objects())
                .allSatisfy(
                        line -> assertThat(line).containsEntry("final", true).containsEntry("revision", 0));
    }

    @Test
    void aChainIsFollowedAcrossFilesAndAccounts() {
        Map<String, Object> line = line(4, Program.run("attribute", Program.story()));
        assertThat(line).containsEntry("verdict", "ATTRIBUTED").containsEntry("basis", "ISSUED_KEY");
        assertThat(Json.at(line, "origin", "name")).isEqualTo("alice");
        assertThat((List<?>) line.get("chain")).hasSize(2);
    }

    @Test
    void whatIsNotKnownSaysWhyAndWhatIsAmbiguousNamesBoth() {
        Program run = Program.run("attribute", Program.story());
        assertThat(line(5, run))
                .containsEntry("verdict", "UNATTRIBUTED")
                .containsEntry("reason", "ISSUANCE_NOT_SEEN")
                .doesNotContainKey("origin");
        assertThat(line(8, run)).containsEntry("verdict", "AMBIGUOUS");
        assertThat((List<?>) line(8, run).get("candidates")).hasSize(2);
    }

    @Test
    void standardInputAndGzipAndFilesGiveTheSameLinesAsTheFolder() throws IOException {
        String expected = Program.run("attribute", Program.story()).out();
        var all = new StringBuilder();
        var files = new String[] {"a-morning", "b-noon", "c-late", "d-evening"};
        for (String file : files) {
            String text = Files.readString(Program.story().resolve(file + ".json"));
            Files.write(folder.resolve(file), Records.gzip(text));
            all.append(text);
        }
        assertThat(Program.run("attribute", folder).out()).isEqualTo(expected);
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(Program.fed(bytes, "attribute", "-").out()).isEqualTo(expected);
        assertThat(Program.fed(Records.gzip(all.toString()), "attribute", "-").out())
                .isEqualTo(expected);
        assertThat(Program.run("attribute", folder.resolve(files[0]), folder.resolve(files[1]), folder)
                        .out())
                .isEqualTo(expected);
    }

    @Test
    void anyNumberOfThreadsWritesTheSameBytes() throws IOException {
        for (int file = 0; file < 60; file++) {
            var records = new String[1 + file % 7 * 40];
            for (int i = 0; i < records.length; i++) {
                records[i] = Records.of(Records.id((file * 31 + i * 7) % 900), "user" + i % 5, "198.51.100." + i % 3);
            }
            Records.write(folder.resolve("log" + file), Records.file(records) + (file % 9 == 0 ? "broken" : ""));
        }
        Path rejects = folder.resolve("rejects");
        Program one = Program.run("attribute", folder, "--threads", 1, "--rejects", rejects);
        String rejectsOfOne = Files.readString(rejects);
        Program four = Program.run("attribute", folder, "--threads", 4, "--rejects", rejects);
        assertThat(four.out()).isEqualTo(one.out()).isNotEmpty();
        assertThat(Files.readString(rejects)).isEqualTo(rejectsOfOne).isNotEmpty();
    }

    @Test
    void linesGoToTheFileThatIsNamedAndThenNotToStandardOutput() throws IOException {
        Path out = folder.resolve("out.ndjson");
        Program run = Program.run("attribute", Program.story(), "--out", out);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(Files.readString(out))
                .isEqualTo(Program.run("attribute", Program.story()).out());
        assertThat(run.err()).contains("13 events in 4 inputs").contains("ISSUED_KEY");
    }

    @Test
    void whatTheProgramWritesIsNotReadTheNextTime() throws IOException {
        Records.write(folder.resolve("log.json"), Records.file(Records.of(Records.id(1), "alice")));
        Object[] command = {
            "attribute",
            folder,
            "--out",
            folder.resolve("a.out"),
            "--rejects",
            folder.resolve("b"),
            "--stats",
            folder.resolve("c")
        };
        assertThat(Program.run(command).exit()).isZero();
        String first = Files.readString(folder.resolve("a.out"));
        assertThat(Program.run(command).exit()).isZero();
        assertThat(Files.readString(folder.resolve("a.out"))).isEqualTo(first);
    }

    @Test
    void anEmptyFolderIsNoError() {
        Program run = Program.run("attribute", folder);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("0 events in 0 inputs");
    }

    @Test
    void whatDoesNotExistIsAnInputFailure() {
        Program run = Program.run("attribute", folder.resolve("nothing"));
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no such file").contains("nothing");
    }

    @Test
    void anOutputThatCannotBeWrittenIsAFailure() {
        Program run = Program.run("attribute", Program.story(), "--out", folder.resolve("no/folder"));
        assertThat(run.exit()).isEqualTo(3);
    }

    @Test
    void wrongUsageSaysWhatIsWrong() {
        assertThat(Program.run().exit()).isEqualTo(2);
        assertThat(Program.run("attribute").exit()).isEqualTo(2);
        assertThat(Program.run("attribute", "-", "--mode", "never").exit()).isEqualTo(2);
        assertThat(Program.run("attribute", "-", "--threads", 0).err()).contains("--threads must be at least 1");
        assertThat(Program.run("attribute", "-", "--max-sessions", 0).err()).contains("at least 1");
        assertThat(Program.run("attribute", "-", "--max-memory", "lots").err()).contains("512m");
        assertThat(Program.run("attribute", "-", "--lateness", "soon").err()).contains("PT30M");
        assertThat(Program.run("attribute", "-", "--no-such-option").exit()).isEqualTo(2);
    }

    @Test
    void anOutputMustNotBeAnInput() throws IOException {
        Path log = Records.write(folder.resolve("log.json"), Records.file(Records.of(Records.id(1), "alice")));
        Program run = Program.run("attribute", log, "--out", log);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(Files.size(log)).isPositive();
    }

    @Test
    void helpAndVersionAreThereAtEachLevel() {
        assertThat(Program.run("--help").out()).contains("attribute", "who", "Exit codes");
        assertThat(Program.run("attribute", "--help").out()).contains("--arrival", "--max-memory", "PATH");
        assertThat(Program.run("who", "--help").out()).contains("--at");
        for (Program version : List.of(Program.run("--version"), Program.run("who", "--version"))) {
            assertThat(version.exit()).isZero();
            assertThat(version.out()).startsWith("whotrail ");
        }
    }

    @Test
    void moreMemoryThanTheHeapIsSaidToBeTooMuch() {
        assertThat(Program.run("attribute", Program.story(), "--max-memory", "900t")
                        .err())
                .contains("raise it with java -Xmx");
    }

    @Test
    void aSmallBoundIsToldWhenItIsHit() {
        Program run = Program.run("attribute", Program.story(), "--max-sessions", 1);
        assertThat(run.exit()).isZero();
        assertThat(run.objects()).hasSize(13);
        assertThat(run.err()).contains("sessions lost").contains("raise --max-sessions");
    }

    private static Map<String, Object> line(int number, Program run) {
        return run.objects().stream()
                .filter(line -> Records.id(number).equals(line.get("eventId")))
                .findFirst()
                .orElseThrow();
    }
}
