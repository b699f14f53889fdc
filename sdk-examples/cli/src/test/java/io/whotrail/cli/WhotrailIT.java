// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar, as a process. */
class WhotrailIT {
    private static final Path JAR = Path.of("target/whotrail.jar");
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private static final Path NOTHING = Path.of("/dev/null");

    @TempDir
    private Path folder;

    @Test
    void attributesTheStory() throws Exception {
        Program run = java(NOTHING, "attribute", Program.story().toString());
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .isEqualTo(Program.run("attribute", Program.story()).out());
        assertThat(run.err()).contains("13 events in 4 inputs").doesNotContain("WARNING");
    }

    @Test
    void writesTheSamePageAsItsClassesDo() throws Exception {
        Path page = folder.resolve("page.html");
        Path same = folder.resolve("same.html");
        Program run = java(NOTHING, "report", Program.story().toString(), "--out", page.toString());
        assertThat(run.exit()).isZero();
        assertThat(run.out() + run.err()).isEmpty();
        Program.run("report", Program.story(), "--out", same);
        assertThat(page).hasSameBinaryContentAs(same);
    }

    @Test
    void readsAPipe() throws Exception {
        Path log = Program.story().resolve("a-morning.json");
        Program run = java(log, "attribute", "-");
        assertThat(run.exit()).isZero();
        assertThat(run.lines()).hasSize(2);
    }

    @Test
    void readsTheDeviceOfAPipe() throws Exception {
        Path device = Path.of("/dev/stdin");
        assumeTrue(Files.exists(device), "no /dev/stdin here");
        Path log = Program.story().resolve("a-morning.json");
        assertThat(java(log, "attribute", device.toString()).lines()).hasSize(2);
    }

    @Test
    void endsWithTheExitCodesOfTheContract() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken"), "no json");
        assertThat(java(broken, "attribute", "-").exit()).isEqualTo(1);
        assertThat(java(broken, "attribute").exit()).isEqualTo(2);
        assertThat(java(broken, "attribute", folder.resolve("nothing").toString())
                        .exit())
                .isEqualTo(3);
    }

    @Test
    void aRunThatIsTerminatedHasWrittenWhatItRead() throws Exception {
        Path log = folder.resolve("mirror/log.json");
        Files.createDirectories(log.getParent());
        Files.copy(Program.story().resolve("a-morning.json"), log);
        Path answers = folder.resolve("answers");
        List<String> options = List.of(
                "run",
                "--source",
                log.getParent().toString(),
                "--sink",
                answers.toString(),
                "--checkpoint",
                folder.resolve("state").toString(),
                "--settle",
                "0s");
        var command = new ArrayList<>(List.of(JAVA.toString(), "-jar", JAR.toString()));
        command.addAll(options);
        Process run = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("told").toFile())
                .start();
        while (run.isAlive() && (!Files.exists(answers) || Files.size(answers) == 0)) {
            run.waitFor(10, TimeUnit.MILLISECONDS);
        }
        run.destroy();
        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(answers);
        assertThat(lines).hasSize(2);
        var again = new ArrayList<>(options);
        again.add("--once");
        Program next = java(NOTHING, again.toArray(String[]::new));
        assertThat(next.exit()).isZero();
        assertThat(next.err()).contains("0 records");
        assertThat(Files.readAllLines(answers)).isEqualTo(lines);
    }

    @Test
    void knowsItsVersion() throws Exception {
        assertThat(java(NOTHING, "--version").out()).matches("whotrail \\d+\\.\\d+.*\n");
    }

    private Program java(Path in, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(JAVA.toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exit = process.waitFor();
        return new Program(
                exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
