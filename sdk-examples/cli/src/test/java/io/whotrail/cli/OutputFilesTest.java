// SPDX-License-Identifier: Apache-2.0
package io.whotrail.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a command writes is neither one file nor one that it reads, however the paths are spelled. */
class OutputFilesTest {
    private static final String POLICIES = "src/test/resources/io/whotrail/cli/policies/trust.json";

    @TempDir
    private Path folder;

    private Path logs;
    private Path log;
    private Path out;

    @BeforeEach
    void writeALog() throws IOException {
        logs = Files.createDirectory(folder.resolve("logs"));
        log = Records.write(logs.resolve("log.json"), Records.of(Records.id(1), "alice"));
        out = folder.resolve("out");
    }

    /** The commands that answer a question, without their paths. */
    private static Stream<List<String>> questions() {
        return Stream.of(List.of("who", "AKIAEXAMPLE"), List.of("sessions", "alice"), List.of("timeline", "alice"));
    }

    private static Program run(List<String> command, Object... more) {
        var all = new ArrayList<Object>(command);
        all.addAll(List.of(more));
        return Program.run(all.toArray());
    }

    private static void assertRefused(Program run, String why) {
        assertThat(run.err()).contains(why);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    /** The same file, spelled in other ways. */
    private List<Path> spellings(Path file) throws IOException {
        Path link = folder.resolve("link");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, folder);
        }
        Path relative = folder.relativize(file);
        return List.of(
                file,
                folder.resolve("logs").resolve("..").resolve(relative),
                link.resolve(relative),
                Path.of("").toAbsolutePath().relativize(file));
    }

    @Test
    void aPageAndItsCountersAreTwoFiles() throws IOException {
        for (Path same : spellings(out)) {
            assertRefused(Program.run("report", log, "--out", out, "--stats", same), "two outputs go to one file");
            assertThat(out).doesNotExist();
        }
        assertThat(Program.run("report", log, "--out", out, "--stats", folder.resolve("stats"))
                        .exit())
                .isZero();
        byte[] page = Files.readAllBytes(out);
        for (Path same : spellings(out)) {
            assertRefused(Program.run("report", log, "--out", out, "--stats", same), "two outputs go to one file");
        }
        assertThat(out).hasBinaryContent(page);
    }

    @Test
    void answersAndCountersAreTwoFiles() throws IOException {
        for (Path same : spellings(out)) {
            assertRefused(Program.run("attribute", log, "--out", out, "--stats", same), "two outputs go to one file");
            assertRefused(Program.run("attribute", log, "--rejects", out, "--out", same), "two outputs go to one file");
            assertRefused(
                    Program.run(
                            "run",
                            "--source",
                            logs,
                            "--checkpoint",
                            folder.resolve("checkpoint"),
                            "--once",
                            "--sink",
                            out,
                            "--stats",
                            same),
                    "two outputs go to one file");
            assertThat(out).doesNotExist();
        }
    }

    @ParameterizedTest
    @MethodSource("questions")
    void countersAreNoInput(List<String> question) throws IOException {
        for (Path same : spellings(log)) {
            assertRefused(run(question, log, "--stats", same), "cannot be read and written at once");
            assertRefused(run(question, logs, "--stats", same), "cannot be read and written at once");
        }
        assertThat(log).content().isEqualTo(Records.of(Records.id(1), "alice"));
    }

    @Test
    void thePageAndItsCountersAreNoInput() throws IOException {
        for (Path same : spellings(log)) {
            assertRefused(
                    Program.run("report", logs, "--out", out, "--stats", same), "cannot be read and written at once");
            assertRefused(Program.run("report", log, "--out", same), "cannot be read and written at once");
        }
        assertThat(log).content().isEqualTo(Records.of(Records.id(1), "alice"));
        assertThat(out).doesNotExist();
    }

    @Test
    void whatIsWrittenIsNoExportOfRoles() throws IOException {
        Path policies = Files.copy(Path.of(POLICIES), folder.resolve("trust.json"));
        for (Path same : spellings(policies)) {
            assertRefused(
                    Program.run("report", log, "--out", same, "--trust-policies", policies),
                    "cannot be read and written at once");
            assertRefused(
                    Program.run("attribute", log, "--out", same, "--trust-policies", policies),
                    "cannot be read and written at once");
            assertRefused(
                    Program.run("sessions", "alice", log, "--stats", same, "--trust-policies", policies),
                    "cannot be read and written at once");
            assertRefused(
                    Program.run("who", "AKIAEXAMPLE", log, "--stats", same, "--trust-policies", folder),
                    "cannot be read and written at once");
        }
        assertThat(policies).hasSameBinaryContentAs(Path.of(POLICIES));
    }

    @Test
    void theOrderToReadInIsNotWritten() throws IOException {
        Path order = Records.write(folder.resolve("order"), "logs/log.json\n");
        for (Path same : spellings(order)) {
            assertRefused(
                    Program.run("attribute", logs, "--arrival", order, "--out", same),
                    "cannot be read and written at once");
        }
        assertThat(order).hasContent("logs/log.json");
    }

    @ParameterizedTest
    @MethodSource("questions")
    void countersOfBeforeMayLieAmongTheLogs(List<String> question) throws IOException {
        Path stats = logs.resolve("stats.json");
        assertThat(run(question, logs, "--stats", stats).exit()).isZero();
        Program again = run(question, logs, "--stats", stats);
        assertThat(again.err()).isEmpty();
        assertThat(again.exit()).isZero();
    }
}
